//===- InlineBudget.cpp - room for the check in g++'s inliner -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InlineBudget.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;

namespace segstack {

namespace {

/// g++'s own limit for the optimisation of \p Level; 0: it has none to raise.
/// (GCC 10 and later, "max-inline-insns-auto" in the manual's --param.)
unsigned limitAt(StringRef Level) {
  if (Level == "2")
    return 15;
  return Level == "3" || Level == "fast" ? 30 : 0;
}

/// What follows the last `-O`; "0" without one, "1" for `-O` alone.
StringRef optimization(llvm::ArrayRef<std::string> Arguments) {
  StringRef Level = "0";
  for (StringRef Argument : Arguments)
    if (Argument.consume_front("-O"))
      Level = Argument.empty() ? "1" : Argument;
  return Level;
}

// One for the asm, two for the branch, two for the cold call and its result,
// and one or more for what the call is given. C has no function for the cold
// part: the call goes through a pointer, with its address and all arguments.
constexpr unsigned UnitsOfACheck = 10, UnitsOfACheckInC = 13;

} // namespace

std::string inlineBudgetOption(llvm::ArrayRef<std::string> Arguments,
                               StringRef GccInstallDir, bool InC) {
  unsigned Major = 0;
  llvm::sys::path::filename(GccInstallDir).consumeInteger(10, Major);
  unsigned Limit = limitAt(optimization(Arguments));
  if (Major < 10 || Limit == 0)
    return "";
  return "--param=max-inline-insns-auto=" +
         llvm::utostr(Limit + (InC ? UnitsOfACheckInC : UnitsOfACheck));
}

} // namespace segstack
