//===- StackSizes.cpp - the sections .stack_sizes -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry is the address of a function, 8 bytes or 4, and its frame as a
// ULEB128 without the return address. In an object that is not linked the
// address comes from a relocation.
//
//===----------------------------------------------------------------------===//

#include "Failure.h"
#include "FrameSizes.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/DataExtractor.h"
#include <map>

using namespace llvm::object;
using llvm::StringRef;

namespace segstack {
namespace {

/// A section by its index, and an offset or, in what is linked, an address.
using Address = std::pair<uint64_t, uint64_t>;
constexpr uint64_t Linked = ~uint64_t(0);

llvm::Error badObject(StringRef Name, const llvm::Twine &What) {
  return fail(ExitCode::Usage, Name + ": " + What);
}

class SizesReader {
public:
  SizesReader(const ELFObjectFileBase &Object, StringRef Name,
              std::vector<FrameEntry> &Into)
      : Object(Object), Name(Name), Into(Into),
        Relocatable(Object.isRelocatableObject()) {}

  llvm::Error run() {
    std::vector<SectionRef> Sections;
    for (const SectionRef &Section : Object.sections()) {
      llvm::Expected<StringRef> Is = Section.getName();
      if (!Is)
        return badObject(Name, llvm::toString(Is.takeError()));
      if (*Is == ".stack_sizes")
        Sections.push_back(Section);
    }
    if (Sections.empty() && !Relocatable)
      return llvm::Error::success();
    if (llvm::Error Err = readSymbols())
      return Err;
    for (const SectionRef &Section : Sections)
      if (llvm::Error Err = readSection(Section))
        return Err;
    for (const auto &[At, F] : Functions)
      if (!F.Measured)
        add(F).Unmeasured = true;
    return llvm::Error::success();
  }

private:
  struct Function {
    std::vector<std::string> Names;
    std::string File;
    bool Measured = false;
  };

  llvm::Error readSymbols() {
    std::string File;
    for (const ELFSymbolRef Symbol : Object.symbols()) {
      llvm::Expected<StringRef> Is = Symbol.getName();
      if (!Is)
        return badObject(Name, llvm::toString(Is.takeError()));
      if (Symbol.getELFType() == llvm::ELF::STT_FILE) {
        File = Is->str();
        continue;
      }
      if (Symbol.getELFType() != llvm::ELF::STT_FUNC || !isDefined(Symbol))
        continue;
      llvm::Expected<Address> At = addressOf(Symbol, 0);
      if (!At)
        return At.takeError();
      Function &F = Functions[*At];
      F.Names.push_back(Is->str());
      // Symbols that others see come after those of all files.
      if (Relocatable || Symbol.getBinding() == llvm::ELF::STB_LOCAL)
        F.File = File;
    }
    return llvm::Error::success();
  }

  static bool isDefined(const ELFSymbolRef &Symbol) {
    llvm::Expected<uint32_t> Flags = Symbol.getFlags();
    if (Flags)
      return !(*Flags & SymbolRef::SF_Undefined);
    llvm::consumeError(Flags.takeError());
    return false;
  }

  llvm::Expected<Address> addressOf(const ELFSymbolRef &Symbol,
                                    uint64_t Addend) const {
    llvm::Expected<uint64_t> Value = Symbol.getValue();
    llvm::Expected<section_iterator> Section = Symbol.getSection();
    if (!Value)
      return Value.takeError();
    if (!Section)
      return Section.takeError();
    if (!Relocatable || *Section == Object.section_end())
      return Address{Linked, *Value + Addend};
    return Address{(*Section)->getIndex(), *Value + Addend};
  }

  /// By the offset in \p Section, where the address there comes from.
  llvm::Error readRelocations(const SectionRef &Section,
                              std::map<uint64_t, Address> &Targets) const {
    for (const SectionRef &Other : Object.sections()) {
      llvm::Expected<section_iterator> Of = Other.getRelocatedSection();
      if (!Of)
        return Of.takeError();
      if (*Of == Object.section_end() || **Of != Section)
        continue;
      for (const ELFRelocationRef Relocation : Other.relocations()) {
        if (Relocation.getSymbol() == Object.symbol_end())
          continue;
        // Without an addend of its own it is 0, as clang writes it.
        llvm::Expected<int64_t> Addend = Relocation.getAddend();
        if (!Addend)
          llvm::consumeError(Addend.takeError());
        llvm::Expected<Address> At =
            addressOf(*Relocation.getSymbol(), Addend ? *Addend : 0);
        if (!At)
          return At.takeError();
        Targets[Relocation.getOffset()] = *At;
      }
    }
    return llvm::Error::success();
  }

  llvm::Error readSection(const SectionRef &Section) {
    llvm::Expected<StringRef> Bytes = Section.getContents();
    if (!Bytes)
      return badObject(Name, llvm::toString(Bytes.takeError()));
    std::map<uint64_t, Address> Targets;
    if (llvm::Error Err = readRelocations(Section, Targets))
      return badObject(Name, llvm::toString(std::move(Err)));
    llvm::DataExtractor Data(*Bytes, Object.isLittleEndian(),
                             Object.getBytesInAddress());
    llvm::DataExtractor::Cursor At(0);
    while (At && At.tell() < Bytes->size()) {
      uint64_t Offset = At.tell();
      uint64_t Plain = Data.getAddress(At);
      uint64_t Size = Data.getULEB128(At);
      if (!At)
        break;
      auto Target = Targets.find(Offset);
      if (Relocatable && Target == Targets.end())
        continue; // of a function that is gone
      measured(Relocatable ? Target->second : Address{Linked, Plain}, Size);
    }
    if (llvm::Error Err = At.takeError())
      return badObject(Name, "the section .stack_sizes is cut off: " +
                                 llvm::toString(std::move(Err)));
    return llvm::Error::success();
  }

  void measured(const Address &At, uint64_t Size) {
    auto Found = Functions.find(At);
    if (Found == Functions.end())
      return; // stripped: then nothing is known of any function
    Found->second.Measured = true;
    add(Found->second).Bytes = Size + returnAddress();
  }

  FrameEntry &add(const Function &F) {
    FrameEntry Entry;
    Entry.Object = Name.str();
    Entry.File = F.File;
    Entry.Linkage = F.Names;
    Into.push_back(std::move(Entry));
    return Into.back();
  }

  /// What a call leaves on the stack.
  uint64_t returnAddress() const {
    switch (Object.getEMachine()) {
    case llvm::ELF::EM_X86_64:
      return 8;
    case llvm::ELF::EM_386:
      return 4;
    default:
      return 0;
    }
  }

  const ELFObjectFileBase &Object;
  StringRef Name;
  std::vector<FrameEntry> &Into;
  bool Relocatable;
  std::map<Address, Function> Functions;
};

llvm::Error readBinary(Binary &From, StringRef Name,
                       std::vector<FrameEntry> &Into) {
  if (auto *Object = llvm::dyn_cast<ELFObjectFileBase>(&From))
    return SizesReader(*Object, Name, Into).run();
  auto *Whole = llvm::dyn_cast<Archive>(&From);
  if (!Whole)
    return badObject(Name, "not an ELF file, nor an archive of them");
  llvm::Error Err = llvm::Error::success();
  for (const Archive::Child &Child : Whole->children(Err)) {
    llvm::Expected<StringRef> Member = Child.getName();
    if (!Member)
      return badObject(Name, llvm::toString(Member.takeError()));
    std::string Both = (Name + "(" + *Member + ")").str();
    llvm::Expected<std::unique_ptr<Binary>> Read = Child.getAsBinary();
    if (!Read) { // bitcode, or no object at all
      llvm::consumeError(Read.takeError());
      continue;
    }
    if (llvm::Error Bad = readBinary(**Read, Both, Into))
      return Bad;
  }
  return Err ? badObject(Name, llvm::toString(std::move(Err)))
             : llvm::Error::success();
}

} // namespace

llvm::Error readStackSizes(llvm::MemoryBufferRef Bytes,
                           std::vector<FrameEntry> &Into) {
  StringRef Name = Bytes.getBufferIdentifier();
  llvm::Expected<std::unique_ptr<Binary>> Read = createBinary(Bytes);
  if (!Read)
    return badObject(Name, llvm::toString(Read.takeError()) +
                               "; expected a .su or .ci file, an object, a "
                               "program or an archive");
  return readBinary(**Read, Name, Into);
}

} // namespace segstack
