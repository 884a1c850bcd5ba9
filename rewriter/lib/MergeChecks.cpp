//===- MergeChecks.cpp - one check for what several sources see -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Translation units, and inclusions, may see different functions at one place
// of a file. The one text that is put there must be right for all:
//
//   retry and retry     the same call, with the casts that either needs
//   outline and any     the same result type; by value what all pass by value
//   else                no check (different-edits)
//
// Every rule is a minimum, a maximum or an intersection, so no order matters.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CheckPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>
#include <tuple>

namespace segstack {
namespace {

/// Retries whose calls differ: nothing can be put there, unless one of the
/// units outlines the function, which is right for the others too.
bool onlyOutlines(const CheckPlan &Plan) {
  return Plan.Why == Reason::DifferentEdits && Plan.Unneeded == Shape::Outline;
}

/// The larger, the safer: what every translation unit can live with.
int safety(const CheckPlan &Plan) {
  switch (Plan.How) {
  case Shape::Retry:
    return 0;
  case Shape::Outline:
    return 2;
  case Shape::None:
    break;
  }
  if (Plan.Why != Reason::DifferentEdits)
    return 4;
  return onlyOutlines(Plan) ? 1 : 3;
}

/// Orders plans of equal safety, so that a merge does not depend on the order
/// of its arguments. The longer call has more casts.
auto content(const CheckPlan &Plan) {
  return std::make_tuple(-static_cast<long>(Plan.Call.size()), Plan.Call,
                         Plan.Callee, Plan.Specifiers, Plan.Function,
                         Plan.Detail, Plan.BodyEnd);
}

/// `f(n)` for `f(static_cast<decltype(n) &&>(n))`.
std::string withoutCasts(llvm::StringRef Call) {
  constexpr llvm::StringLiteral Cast = "static_cast<decltype(";
  std::string Result;
  for (size_t At = Call.find(Cast); At != llvm::StringRef::npos;
       At = Call.find(Cast)) {
    Result += Call.take_front(At);
    llvm::StringRef Name =
        Call.drop_front(At + Cast.size()).take_until([](char C) {
          return C == ')';
        });
    size_t Length =
        (llvm::Twine(Cast) + Name + ") &&>(" + Name + ")").str().size();
    Result += Name;
    Call = Call.drop_front(std::min(At + Length, Call.size()));
  }
  return Result + Call.str();
}

/// The call without casts, and without the parentheses in `(f)(n)` that keep
/// other functions of the name out.
std::string bareCall(const CheckPlan &Plan) {
  std::string Call = withoutCasts(Plan.Call);
  size_t Close = Call.find(")(");
  bool Whole = Call.find('(', 1) == Close + 1;
  return llvm::StringRef(Call).starts_with("(") && Whole
             ? Call.substr(1, Close - 1) + Call.substr(Close + 1)
             : Call;
}

/// One unit may have to qualify the name of the function, or of its class, that
/// the other names without; the longer text is right in both.
bool isSameCall(const CheckPlan &Longer, const CheckPlan &Shorter) {
  std::string Long = bareCall(Longer), Short = bareCall(Shorter);
  if (Long == Short)
    return true;
  llvm::StringRef Qualifier = Long;
  return Longer.Function == Shorter.Function && Qualifier.consume_back(Short) &&
         (Qualifier.ends_with("::") || Qualifier.ends_with("->"));
}

bool sameInitializers(const CheckPlan &A, const CheckPlan &B) {
  return A.OnlyInitializers == B.OnlyInitializers &&
         A.Initializers == B.Initializers;
}

const Capture *find(const CheckPlan &Plan, llvm::StringRef Name) {
  auto Found = llvm::find_if(Plan.Captures,
                             [&](const Capture &C) { return C.Name == Name; });
  return Found == Plan.Captures.end() ? nullptr : &*Found;
}

/// What is a scalar in one unit and a class in another goes by reference.
bool mergeCaptures(CheckPlan &Into, const CheckPlan &Other) {
  size_t Before = Into.Captures.size();
  llvm::erase_if(Into.Captures, [&](Capture &Mine) {
    const Capture *Theirs = find(Other, Mine.Name);
    Mine.ByReference |= Theirs && Theirs->ByReference;
    return !Theirs;
  });
  return Into.Captures.size() == Before && Before == Other.Captures.size();
}

std::string valuesCaptured(const CheckPlan &Plan) {
  std::vector<std::string> Names;
  for (const Capture &C : Plan.Captures)
    Names.push_back((C.ByReference ? "&" : "") + C.Name);
  return llvm::join(Names, ", ");
}

/// In a header of both languages: the check of C is read in C++ as a closure
/// that captures each argument by value.
bool isReadAs(const CheckPlan &C, const CheckPlan &Cxx) {
  return !C.Callee.empty() && Cxx.Callee.empty() && C.Names == Cxx.Names &&
         Cxx.How == Shape::Retry && Cxx.Call == C.Callee + "(" + C.Call + ")" &&
         valuesCaptured(Cxx) == C.Call;
}

void mergeRetries(CheckPlan &Into, const CheckPlan &Other) {
  if (isReadAs(Into, Other))
    return;
  if (isReadAs(Other, Into)) {
    Into.Callee = Other.Callee;
    Into.Call = Other.Call;
    Into.Captures = Other.Captures;
    Into.StackBytes = Other.StackBytes;
    return;
  }
  bool SameCaptures = mergeCaptures(Into, Other);
  Into.StackBytes = std::max(Into.StackBytes, Other.StackBytes);
  if (SameCaptures && Into.Callee == Other.Callee && Into.How == Other.How &&
      isSameCall(Into, Other) && Into.Names == Other.Names)
    return;
  Into.How = Shape::None;
  Into.Why = Reason::DifferentEdits;
  Into.Unneeded = Shape::Outline;
}

/// Under `&` all goes by reference but what is listed: that has to be a scalar
/// in every unit.
void keepCommonValues(CheckPlan &Into, const CheckPlan &Other) {
  llvm::erase_if(Into.Captures, [&](const Capture &Mine) {
    const Capture *Theirs = find(Other, Mine.Name);
    return !Theirs || Theirs->ByReference;
  });
}

/// `noexcept` stays where all have it: the function itself still has it.
bool mergeSpecifiers(CheckPlan &Into, const CheckPlan &Other) {
  if (Into.Specifiers == Other.Specifiers)
    return true;
  llvm::StringRef Mine = Into.Specifiers, Theirs = Other.Specifiers;
  Mine.consume_front("noexcept");
  Theirs.consume_front("noexcept");
  if (Mine.trim() != Theirs.trim())
    return false;
  Into.Specifiers = Mine.trim().str();
  return true;
}

bool mergeOutline(CheckPlan &Into, const CheckPlan &Other) {
  keepCommonValues(Into, Other);
  if (llvm::StringRef(Into.Specifiers).contains("->") && Into.Result == "*")
    return false;
  return Other.How != Shape::Outline ||
         (mergeSpecifiers(Into, Other) && Into.VoidBody == Other.VoidBody &&
          sameInitializers(Into, Other));
}

/// Makes the text of \p Into, the safer one, right for \p Other too.
void mergeText(CheckPlan &Into, const CheckPlan &Other) {
  bool SameBody =
      Into.BodyEnd == Other.BodyEnd && Into.TryBlock == Other.TryBlock;
  if (SameBody && Into.How != Shape::Outline)
    return mergeRetries(Into, Other);
  if (SameBody && mergeOutline(Into, Other))
    return;
  Into.How = Shape::None;
  Into.Why = Reason::DifferentEdits;
  Into.Unneeded = Shape::None;
}

CheckPlan mergeNeeded(const CheckPlan &A, const CheckPlan &B) {
  int SafetyA = safety(A), SafetyB = safety(B);
  bool TakeA =
      SafetyA != SafetyB ? SafetyA > SafetyB : content(A) <= content(B);
  CheckPlan Merged = TakeA ? A : B;
  const CheckPlan &Other = TakeA ? B : A;
  Merged.Frame.Bytes = std::max(A.Frame.Bytes, B.Frame.Bytes);
  Merged.Frame.Dynamic = A.Frame.Dynamic || B.Frame.Dynamic;
  Merged.Frame.Guess = A.Frame.Guess && B.Frame.Guess;
  Merged.KeptApart = A.KeptApart || B.KeptApart;
  Merged.NoReturn = A.NoReturn && B.NoReturn;
  Merged.External.raiseTo(Other.External);
  if (A.Result != B.Result)
    Merged.Result = "*";
  if (Merged.How != Shape::None || onlyOutlines(Merged))
    mergeText(Merged, Other);
  return Merged;
}

bool isUnneeded(const CheckPlan &Plan) {
  return Plan.How == Shape::None && Plan.Why == Reason::NoCheckNeeded;
}

CheckPlan asIfNeeded(CheckPlan Plan) {
  if (isUnneeded(Plan)) {
    Plan.How = Plan.Unneeded;
    Plan.Why = Plan.UnneededWhy;
  }
  return Plan;
}

} // namespace

static CheckPlan mergePlans(const CheckPlan &A, const CheckPlan &B) {
  // Nothing is known of what it would have.
  if (isUnneeded(A) && A.Unneeded == Shape::None)
    return B;
  if (isUnneeded(B) && B.Unneeded == Shape::None)
    return A;
  CheckPlan Merged = mergeNeeded(asIfNeeded(A), asIfNeeded(B));
  if (isUnneeded(A) && isUnneeded(B) && Merged.How != Shape::None) {
    Merged.Unneeded = Merged.How;
    Merged.UnneededWhy = Merged.Why;
    Merged.How = Shape::None;
    Merged.Why = Reason::NoCheckNeeded;
  }
  return Merged;
}

/// What both make on the thread's own stack; C++ reads the form of C.
static std::vector<OwnStackCall>
commonCalls(const std::vector<OwnStackCall> &A,
            const std::vector<OwnStackCall> &B) {
  std::vector<OwnStackCall> Common;
  for (const OwnStackCall &Mine : A)
    for (const OwnStackCall &Theirs : B)
      if (Mine.Place == Theirs.Place)
        Common.push_back({Mine.Place, std::max(Mine.Bytes, Theirs.Bytes),
                          std::max(Mine.CalleeEnd, Theirs.CalleeEnd),
                          std::max(Mine.StackBytes, Theirs.StackBytes)});
  return Common;
}

/// Of one place; elements that differ in size are taken to be the larger.
static std::vector<DynamicSize> commonSizes(const std::vector<DynamicSize> &A,
                                            const std::vector<DynamicSize> &B) {
  std::vector<DynamicSize> Common;
  for (const DynamicSize &Mine : A)
    for (const DynamicSize &Theirs : B)
      if (Mine.Place == Theirs.Place && Mine.Name == Theirs.Name &&
          Mine.Each.empty() == Theirs.Each.empty())
        Common.push_back(std::make_pair(Mine.Each.size(), Mine.Each) <
                                 std::make_pair(Theirs.Each.size(), Theirs.Each)
                             ? Theirs
                             : Mine);
  return Common;
}

CheckPlan mergeChecks(const CheckPlan &A, const CheckPlan &B) {
  CheckPlan Merged = mergePlans(A, B);
  Merged.Sizes = commonSizes(A.Sizes, B.Sizes);
  Merged.OwnStackCalls = commonCalls(A.OwnStackCalls, B.OwnStackCalls);
  Merged.Jumps.clear();
  for (const ByteRange &Jump : A.Jumps)
    if (llvm::is_contained(B.Jumps, Jump))
      Merged.Jumps.push_back(Jump);
  return Merged;
}

} // namespace segstack
