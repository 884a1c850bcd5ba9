//===- HeavyExternals.cpp - functions that need much stack ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeavyExternals.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include <algorithm>

using namespace clang;

namespace segstack {
namespace {

constexpr uint64_t KiB = 1024;

struct TableEntry {
  const char *Names; ///< separated by spaces
  uint64_t Bytes;
};

/// Functions of glibc on x86-64, from 16 KiB on. Measured with glibc 2.36 by
/// the bytes that one call changed below it, a tenth more, to whole pages
/// (docs/decisions/0015-foreign-code.md has the numbers). What loads modules is
/// an estimate: a module of nsswitch.conf, or a library's constructors, may use
/// several times what was measured without.
const TableEntry Table[] = {
    {"printf fprintf dprintf vprintf vfprintf vdprintf", 48 * KiB},
    {"sprintf snprintf asprintf vsprintf vsnprintf vasprintf", 40 * KiB},
    {"wprintf fwprintf vwprintf vfwprintf", 68 * KiB},
    {"swprintf vswprintf", 36 * KiB},
    {"scanf fscanf sscanf vscanf vfscanf vsscanf", 24 * KiB},
    {"glob", 32 * KiB},
    {"regexec", 24 * KiB},
    {"strtold", 16 * KiB},
    {"getaddrinfo getnameinfo", 64 * KiB},
    {"gethostbyname gethostbyname2 gethostbyaddr", 64 * KiB},
    {"gethostbyname_r gethostbyname2_r gethostbyaddr_r", 64 * KiB},
    {"getpwnam getpwuid getgrnam getgrgid", 64 * KiB},
    {"getpwnam_r getpwuid_r getgrnam_r getgrgid_r", 64 * KiB},
    {"getgrouplist initgroups", 64 * KiB},
    {"dlopen dlmopen", 64 * KiB},
};

llvm::StringRef lastPart(llvm::StringRef Name) {
  size_t Colons = Name.rfind("::");
  return Colons == llvm::StringRef::npos ? Name : Name.substr(Colons + 2);
}

/// The name that people call it by: of what a macro of the C library or a
/// builtin of the compiler makes of it, too.
llvm::StringRef plainName(llvm::StringRef Name) {
  Name.consume_front("__builtin_");
  if (Name.starts_with("__") && Name.ends_with("_chk"))
    Name = Name.drop_front(2).drop_back(4);
  return Name;
}

bool isOfC(const FunctionDecl &Function) {
  return Function.isExternC() || Function.getBuiltinID();
}

} // namespace

HeavyExternals::HeavyExternals(const RewriteOptions &Options) {
  for (const TableEntry &Known : Table) {
    llvm::SmallVector<llvm::StringRef, 8> Names;
    llvm::StringRef(Known.Names).split(Names, ' ');
    for (llvm::StringRef Name : Names)
      Entries[Name].push_back({Name.str(), Known.Bytes, true, false});
  }
  for (const ExternalStack &Given : Options.ExternalStacks) {
    Entry &Into = entryFor(Given.Name);
    Into.Bytes = Given.Bytes;
    Into.OnlyC = false;
  }
  for (const std::string &Name : Options.SystemStack)
    entryFor(Name).OnOwnStack = AnyOnOwnStack = true;
}

HeavyExternals::Entry &HeavyExternals::entryFor(llvm::StringRef Name) {
  Name.consume_front("::");
  auto &Same = Entries[lastPart(Name)];
  for (Entry &Known : Same)
    if (Known.Name == Name)
      return Known;
  Same.push_back({Name.str(), 0, false, false});
  return Same.back();
}

const HeavyExternals::Entry *
HeavyExternals::find(const FunctionDecl &Callee) const {
  if (!Callee.getIdentifier())
    return nullptr;
  bool OfC = isOfC(Callee);
  llvm::StringRef Last = OfC ? plainName(Callee.getName()) : Callee.getName();
  auto Same = Entries.find(Last);
  if (Same == Entries.end())
    return nullptr;
  std::string Name = OfC ? Last.str() : Callee.getQualifiedNameAsString();
  for (const Entry &Known : Same->second)
    if (Known.Name == Name && (OfC || !Known.OnlyC))
      return &Known;
  return nullptr;
}

ExternalStack HeavyExternals::needOf(const FunctionDecl &Callee) const {
  const Entry *Known = find(Callee);
  if (!Known || Known->OnOwnStack || Known->Bytes == 0)
    return {};
  return {Known->Name, Known->Bytes};
}

bool HeavyExternals::isGiven(const FunctionDecl &Callee) const {
  const Entry *Known = find(Callee);
  return Known && !Known->OnlyC;
}

std::optional<uint64_t>
HeavyExternals::ownStackBytes(const FunctionDecl &Callee) const {
  const Entry *Known = find(Callee);
  if (!Known || !Known->OnOwnStack)
    return std::nullopt;
  return std::max(Known->Bytes, OwnStackBytes);
}

bool HeavyExternals::mayBeCalled(const ASTContext &Context) const {
  auto IsNamed = [&](llvm::StringRef Name) {
    auto Identifier = Context.Idents.find(Name);
    if (Identifier == Context.Idents.end())
      return false;
    auto Declared =
        Context.getTranslationUnitDecl()->lookup(Identifier->second);
    // It may be declared in a namespace.
    return Declared.empty() || llvm::any_of(Declared, [](const NamedDecl *D) {
             return D->isReferenced() || D->isUsed(/*CheckUsedAttr=*/false);
           });
  };
  for (const auto &Same : Entries)
    for (const Entry &Known : Same.second)
      if (Known.Bytes > CoveredByReserve && !Known.OnOwnStack &&
          (llvm::StringRef(Known.Name).contains("::") || IsNamed(Same.first())))
        return true;
  return false;
}

} // namespace segstack
