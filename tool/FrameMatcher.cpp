//===- FrameMatcher.cpp - which frame is which function's -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameMatcher.h"
#include "FrameNames.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/Support/Path.h"
#include <set>

using llvm::StringRef;

namespace segstack {

namespace {

/// The frames of one function in one object file.
struct Frames {
  std::map<std::string, uint64_t> Own; ///< by name: instances, variants
  uint64_t Parts = 0, Body = 0, Around = 0;
  bool Dynamic = false;
};

class Matcher {
public:
  Matcher(const ProgramPlan &Plan, StringRef Folder,
          llvm::ArrayRef<FrameEntry> Entries)
      : Plan(Plan), Entries(Entries), Files(Plan, Folder),
        Covered(Files.size()) {
    for (size_t I = 0; I != Plan.Functions.size(); ++I) {
      const PlannedFunction &F = Plan.Functions[I];
      ByLinkage[canonicalLinkage(StringRef(F.Key).split('@').first)].push_back(
          I);
      ByLine[{Files.of(I), F.Line}].push_back(I);
      ByName[plainName(F.Name)].push_back(I);
    }
  }

  MatchedFrames run() {
    for (const FrameEntry &Entry : Entries)
      noteFile(Entry);
    for (const FrameEntry &Entry : Entries)
      place(Entry);
    for (auto &[At, Is] : Placed)
      take(At.first, Is);
    findInlined();
    Result.Problems.assign(Problems.begin(), Problems.end());
    return std::move(Result);
  }

private:
  using Candidates = std::vector<size_t>;

  PlanFiles::Found fileOf(const FrameEntry &Entry) {
    return Entry.File.empty() ? PlanFiles::Found()
                              : Files.find(Entry.File, Entry.Object);
  }

  void noteFile(const FrameEntry &Entry) {
    PlanFiles::Found At = fileOf(Entry);
    if (At.File != PlanFiles::None)
      FilesOfObject[Entry.Object].insert(Files.name(At.File));
  }

  void place(const FrameEntry &Entry) {
    Role As = roleOf(Entry);
    if (As == Role::Nothing)
      return;
    PlanFiles::Found At = fileOf(Entry);
    Candidates Of = Entry.Linkage.empty() ? byPlace(Entry, As, At)
                                          : byLinkage(Entry, As, At);
    // A file that has a line of its own was compiled; symbols tell less.
    if (Entry.Line && At.File != PlanFiles::None)
      Covered[At.File] = true;
    for (size_t I : Of) {
      Covered[Files.of(I)] = true;
      if (Entry.Unmeasured)
        Suspects.insert(I);
      else
        add(Placed[{I, Entry.Object}], Entry, As);
    }
  }

  static void add(Frames &Into, const FrameEntry &Entry, Role As) {
    switch (As) {
    case Role::Function: {
      // What is of one instance, as its variants and clones, may be on the
      // stack at once.
      std::string Linkage;
      if (!Entry.Linkage.empty())
        Linkage = canonicalLinkage(Entry.Linkage.front());
      StringRef Name = Linkage.empty() ? Entry.Pretty : Linkage;
      Name.consume_front("virtual ");
      Into.Own[Name.str()] += Entry.Bytes;
      break;
    }
    case Role::Part:
      Into.Parts += Entry.Bytes;
      break;
    case Role::Body:
      Into.Body += Entry.Bytes;
      break;
    case Role::Around:
      Into.Around = std::max(Into.Around, Entry.Bytes);
      break;
    case Role::Nothing:
      break;
    }
    Into.Dynamic |= Entry.Dynamic;
  }

  // -- By linkage name.

  Candidates byLinkage(const FrameEntry &Entry, Role As, PlanFiles::Found At) {
    for (const std::string &Name : Entry.Linkage) {
      Candidates Found =
          As == Role::Function ? named(canonicalLinkage(Name)) : ownersIn(Name);
      if (!Found.empty())
        return ofFile(std::move(Found), Entry, At);
    }
    // The plan may not know the name, as of an instance.
    return As == Role::Function && Entry.Line ? byPlace(Entry, As, At)
                                              : Candidates();
  }

  Candidates named(StringRef Linkage) const {
    auto Found = ByLinkage.find(Linkage);
    return Found == ByLinkage.end() ? Candidates() : Found->second;
  }

  /// Of a closure's name, in which the name of its function is: `Z...E`.
  Candidates ownersIn(StringRef Name) const {
    for (size_t Begin = Name.find('Z', 2); Begin != StringRef::npos;
         Begin = Name.find('Z', Begin + 1))
      for (size_t End = Name.find('E', Begin); End != StringRef::npos;
           End = Name.find('E', End + 1)) {
        std::string Inner = "_" + Name.slice(Begin, End).str();
        Candidates Found = named(canonicalLinkage(Inner));
        if (!Found.empty())
          return Found;
      }
    return {};
  }

  /// Other sources may have functions of the same name.
  Candidates ofFile(Candidates Found, const FrameEntry &Entry,
                    PlanFiles::Found At) {
    auto IsLocal = [&](size_t I) {
      return StringRef(Plan.Functions[I].Key).contains('@');
    };
    if (!llvm::any_of(Found, IsLocal))
      return Found;
    if (Entry.File.empty() || isRuntimeHeader(Entry.File)) {
      keepThoseOfObject(Found, Entry.Object);
      if (Found.size() == 1)
        return Found;
    } else {
      llvm::erase_if(Found, [&](size_t I) {
        if (!IsLocal(I))
          return false;
        if (At.File != PlanFiles::None && Entry.Line)
          return At.File != Files.of(I);
        StringRef Unit = StringRef(Plan.Functions[I].Key).split('@').second;
        return !Files.mayBe(Files.of(I), Entry.File) &&
               !Unit.ends_with(llvm::sys::path::filename(Entry.File));
      });
    }
    return oneText(std::move(Found), Entry);
  }

  /// Of several, those in a file that the object has other frames of.
  void keepThoseOfObject(Candidates &Found, const std::string &Object) {
    const std::set<std::string> &Here = FilesOfObject[Object];
    Candidates Kept = Found;
    llvm::erase_if(Kept, [&](size_t I) {
      StringRef Unit = StringRef(Plan.Functions[I].Key).split('@').second;
      return !Unit.empty() && !Here.count(Unit.str());
    });
    if (!Kept.empty())
      Found = std::move(Kept);
  }

  // -- By place.

  Candidates byPlace(const FrameEntry &Entry, Role As, PlanFiles::Found At) {
    std::string Demangled;
    if (Entry.Pretty.empty())
      Demangled = llvm::demangle(Entry.Linkage.front());
    StringRef Pretty = Entry.Pretty.empty() ? Demangled : Entry.Pretty;
    if (As == Role::Around) {
      size_t Begin = Pretty.find("SegstackClosure = ");
      Pretty = Pretty.drop_front(std::min(Begin, Pretty.size()));
      Pretty.consume_front("SegstackClosure = ");
      return aroundBody(Pretty, Entry);
    }
    if (At.File == PlanFiles::None) {
      for (unsigned File : At.Several)
        if (auto Here = ByLine.find({File, Entry.Line}); Here != ByLine.end())
          Unsure.insert(Here->second.begin(), Here->second.end());
      if (!At.Several.empty())
        problem(Entry, "its file may be '" + Files.name(At.Several[0]) +
                           "' or '" + Files.name(At.Several[1]) + "'");
      return {};
    }
    auto OnLine = ByLine.find({At.File, Entry.Line});
    if (OnLine == ByLine.end())
      return {};
    if (As == Role::Body)
      Pretty = Pretty.take_front(Pretty.rfind("::<lambda(segstack"));
    // A part is called by its number, and a closure's column is its own.
    const Candidates &Here = OnLine->second;
    Candidates Found = As == Role::Part ? Here : called(Here, Pretty);
    Candidates Exact = atColumn(Found.empty() ? Here : Found, Entry.Column);
    if (!Exact.empty() && As != Role::Body)
      Found = std::move(Exact);
    // Of what the plan does not have, as an implicit member; or is it?
    if (Found.empty())
      Suspects.insert(Here.begin(), Here.end());
    return oneText(std::move(Found), Entry);
  }

  /// The runtime's functions have a place of their own, so only the name tells.
  Candidates aroundBody(StringRef Pretty, const FrameEntry &Entry) {
    Pretty = Pretty.take_front(Pretty.find("::<lambda(segstack"));
    auto Found = ByName.find(plainName(Pretty));
    if (Found != ByName.end())
      return Found->second;
    problem(Entry, "the body of a check, of a function that is not found");
    LostBody = true;
    return {};
  }

  Candidates called(const Candidates &All, StringRef Pretty) const {
    std::string Name = plainName(Pretty);
    Candidates Found;
    for (size_t I : All)
      if (lastPart(plainName(Plan.Functions[I].Name)) == lastPart(Name))
        Found.push_back(I);
    return Found;
  }

  Candidates atColumn(const Candidates &All, unsigned Column) const {
    Candidates Found;
    for (size_t I : All)
      if (Column && Plan.Functions[I].Column == Column)
        Found.push_back(I);
    return Found;
  }

  /// Instances have one text; anything else is ambiguous.
  Candidates oneText(Candidates Found, const FrameEntry &Entry) {
    auto Place = [&](size_t I) {
      const PlannedFunction &F = Plan.Functions[I];
      return std::make_tuple(Files.of(I), F.Line, F.Column);
    };
    for (size_t I : Found)
      if (Place(I) != Place(Found.front())) {
        problem(Entry, "it may be of '" + Plan.Functions[I].Name + "' or of '" +
                           Plan.Functions[Found.front()].Name + "'");
        Unsure.insert(Found.begin(), Found.end());
        return {};
      }
    return Found;
  }

  void problem(const FrameEntry &Entry, const llvm::Twine &Why) {
    const std::string &Name =
        Entry.Linkage.empty() ? Entry.Pretty : Entry.Linkage.front();
    std::string At = displayPath(Entry.Object) + ": " + Entry.File;
    if (Entry.Line)
      At += ":" + std::to_string(Entry.Line);
    Problems.insert(At + ": '" + Name + "', " + std::to_string(Entry.Bytes) +
                    " bytes: " + Why.str());
  }

  // -- From entries to sizes.

  /// Of several objects the largest counts.
  void take(size_t I, const Frames &Is) {
    const PlannedFunction &F = Plan.Functions[I];
    uint64_t Own = 0;
    for (const auto &Each : Is.Own)
      Own = std::max(Own, Each.second);
    Own += Is.Parts;
    // A retry's closure runs on another segment, and has nothing around it.
    bool Outlined = F.Shape == "outline" || Is.Around;
    uint64_t Body = Outlined ? Is.Body + Is.Around : 0;
    if (Is.Own.empty() && !Is.Parts && !Body)
      return;
    if (LostBody && !Body && F.Check && F.Shape == "outline")
      Unsure.insert(I);
    if (Unsure.count(I))
      return;
    RealFrame &Into = Result.Frames[F.Key];
    Into.Bytes = std::max(Into.Bytes, Own + Body);
    Into.Before = std::max(Into.Before, Own);
    Into.Dynamic |= Is.Dynamic;
  }

  /// Of a suspect that has an entry of its own that one counts.
  bool isUnsure(size_t I) const {
    return Unsure.count(I) ||
           (Suspects.count(I) && !Result.Frames.count(Plan.Functions[I].Key));
  }

  static bool isSource(StringRef File) {
    StringRef Ending = llvm::sys::path::extension(File);
    return llvm::is_contained<StringRef>(
        {".c", ".C", ".cc", ".cpp", ".cxx", ".c++", ".cp", ".m", ".mm"},
        Ending);
  }

  /// A function of a source that was compiled, and that there is no frame of,
  /// is a part of its callers, or gone. Of a header that is so when all that
  /// call it were compiled.
  void findInlined() {
    size_t Count = Plan.Functions.size();
    std::vector<std::vector<size_t>> Callees(Count);
    std::vector<unsigned> Unknown(Count, 0); // callers
    llvm::StringMap<size_t> ByKey;
    for (size_t I = 0; I != Count; ++I)
      ByKey[Plan.Functions[I].Key] = I;
    for (size_t I = 0; I != Count; ++I) {
      std::set<size_t> Called;
      for (const PlannedCall &Call : Plan.Functions[I].Calls)
        if (auto To = ByKey.find(Call.To); To != ByKey.end() && To->second != I)
          Called.insert(To->second);
      Callees[I].assign(Called.begin(), Called.end());
      for (size_t To : Called)
        ++Unknown[To];
    }
    std::vector<bool> Done(Count);
    std::vector<size_t> Pending;
    auto Learn = [&](size_t I) {
      if (Done[I] || isUnsure(I))
        return;
      Done[I] = true;
      Pending.push_back(I);
      RealFrame Gone;
      Gone.Inlined = true;
      Result.Frames.try_emplace(Plan.Functions[I].Key, Gone);
    };
    for (size_t I = 0; I != Count; ++I) {
      const PlannedFunction &F = Plan.Functions[I];
      if (Result.Frames.count(F.Key) ||
          (Covered[Files.of(I)] && isSource(F.File)))
        Learn(I);
    }
    while (!Pending.empty()) {
      size_t I = Pending.back();
      Pending.pop_back();
      for (size_t To : Callees[I])
        if (--Unknown[To] == 0 && !isSource(Plan.Functions[To].File))
          Learn(To);
    }
  }

  const ProgramPlan &Plan;
  llvm::ArrayRef<FrameEntry> Entries;
  PlanFiles Files;
  std::vector<bool> Covered; ///< by file
  /// As the plan names them.
  std::map<std::string, std::set<std::string>> FilesOfObject;
  llvm::StringMap<Candidates> ByLinkage, ByName;
  std::map<std::pair<unsigned, unsigned>, Candidates> ByLine;
  std::map<std::pair<size_t, std::string>, Frames> Placed;
  std::set<size_t> Unsure; ///< functions with an entry that may be theirs
  /// Functions that may be there in spite of no entry.
  std::set<size_t> Suspects;
  bool LostBody = false;
  std::set<std::string> Problems;
  MatchedFrames Result;
};

} // namespace

MatchedFrames matchFrames(const ProgramPlan &Plan, StringRef Folder,
                          llvm::ArrayRef<FrameEntry> Entries) {
  return Matcher(Plan, Folder, Entries).run();
}

} // namespace segstack
