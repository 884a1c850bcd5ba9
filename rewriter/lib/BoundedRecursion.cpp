//===- BoundedRecursion.cpp - recursion that ends by itself ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BoundedRecursion.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <utility>

namespace segstack {

/// Enough for all of them.
static constexpr unsigned MostLevels = 96;

unsigned mostLevels(const PlannedFunction &Function) {
  bool Recurses = std::any_of(
      Function.Calls.begin(), Function.Calls.end(),
      [&](const PlannedCall &Call) { return Call.To == Function.Key; });
  if (!Function.System || !Recurses)
    return 0;
  llvm::StringRef Name = Function.Name;
  for (auto [Begin, Member] : {std::pair("std::_Rb_tree<", ">::_M_erase("),
                               std::pair("std::_Rb_tree<", ">::_M_copy("),
                               std::pair("std::_Rb_tree<", ">::_M_copy<"),
                               std::pair("std::__1::__tree<", ">::destroy("),
                               std::pair("std::__introsort_loop<", "")})
    if (Name.starts_with(Begin) && Name.contains(Member))
      return MostLevels;
  return 0;
}

} // namespace segstack
