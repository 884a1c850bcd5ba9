//===- HeavyExternals.h - functions that need much stack --------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Below the limit of a check lies the reserve, for what has no check: code that
// is compiled elsewhere among it. Most functions of the C library fit. For what
// does not, the check of its caller asks for more:
//
//   table + --external-stack -> needOf(callee) -> ExternalNeeds -> CheckPlan
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_HEAVYEXTERNALS_H
#define SEGSTACK_LIB_HEAVYEXTERNALS_H

#include "segstack/rewriter/FrameEstimate.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

struct RewriteOptions;

/// How much foreign code may use without its caller asking for it: the reserve
/// is 64 KiB, and signal frames and functions without a check need a part.
constexpr uint64_t CoveredByReserve = 48 * 1024;

/// How much where not only its caller, but also who calls that, may be without
/// a check: less by --unchecked-budget's default (decision 19).
constexpr uint64_t CoveredAnywhere = CoveredByReserve - 2048;

/// What a call on the thread's own stack asks for there, unless more is known:
/// that is left free below the first limit, with the reserve as it is.
constexpr uint64_t OwnStackBytes = 32 * 1024;

class HeavyExternals {
public:
  explicit HeavyExternals(const RewriteOptions &Options);

  /// What a call of \p Callee takes; no bytes where nothing is known, or it
  /// goes to the thread's own stack.
  ExternalStack needOf(const clang::FunctionDecl &Callee) const;

  /// For a function that is to run on the thread's own stack, the bytes.
  std::optional<uint64_t>
  ownStackBytes(const clang::FunctionDecl &Callee) const;

  /// Whether some function of the table is named in the source.
  bool mayBeCalled(const clang::ASTContext &Context) const;

  /// Whether the user said what \p Callee needs.
  bool isGiven(const clang::FunctionDecl &Callee) const;

  bool anyOnOwnStack() const { return AnyOnOwnStack; }

private:
  struct Entry {
    std::string Name; ///< qualified
    uint64_t Bytes = 0;
    bool OnlyC = false; ///< from the table, which is one of C functions
    bool OnOwnStack = false;
  };
  Entry &entryFor(llvm::StringRef Name);
  const Entry *find(const clang::FunctionDecl &Callee) const;

  /// By the last part of the name.
  llvm::StringMap<llvm::SmallVector<Entry, 1>> Entries;
  bool AnyOnOwnStack = false;
};

} // namespace segstack

#endif
