//===- BoundedRecursion.cpp - recursion that ends by itself ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BoundedRecursion.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"
#include <utility>

namespace segstack {

/// Enough for all of them.
static constexpr unsigned MostLevels = 96;

/// How their names begin, and what comes somewhere behind that.
static constexpr std::pair<const char *, const char *> Known[] = {
    {"std::_Rb_tree<", ">::_M_erase("},
    {"std::_Rb_tree<", ">::_M_copy("},
    {"std::_Rb_tree<", ">::_M_copy<"},
    {"std::__tree<", ">::destroy("},
    {"std::__introsort_loop<", ""},
    {"std::__inplace_stable_sort<", ""},
    {"std::__stable_sort_adaptive<", ""},
    {"std::__stable_sort_adaptive_resize<", ""},
    {"std::__merge_without_buffer<", ""},
    {"std::__merge_adaptive<", ""},
    {"std::__merge_adaptive_resize<", ""},
    {"std::__introsort<", ""},
    {"std::__inplace_merge<", ""},
    {"std::uniform_int_distribution<", ">::operator()<"},
};

uint64_t mostLevels(const PlannedFunction &Function) {
  bool Recurses = llvm::any_of(Function.Calls, [&](const PlannedCall &Call) {
    return Call.To == Function.Key;
  });
  if (!Recurses)
    return 0;
  if (Function.Depth)
    return Function.Depth;
  llvm::StringRef Name = Function.Name;
  bool Bounded = llvm::any_of(Known, [&](auto Each) {
    return Name.starts_with(Each.first) && Name.contains(Each.second);
  });
  return Function.System && Bounded ? MostLevels : 0;
}

/// Without the parameters, which are in the last parentheses.
static llvm::StringRef withoutParameters(llvm::StringRef Name) {
  unsigned Open = 0;
  for (size_t I = Name.rfind(')'); I != llvm::StringRef::npos && I != 0; --I) {
    Open += Name[I] == ')';
    Open -= Name[I] == '(';
    if (Open == 0)
      return Name.take_front(I);
  }
  return Name;
}

bool RecursionDepth::isOf(const std::string &Name) const {
  llvm::Expected<llvm::GlobPattern> Glob = llvm::GlobPattern::create(Functions);
  if (!Glob) {
    llvm::consumeError(Glob.takeError());
    return false;
  }
  return Glob->match(Name) || Glob->match(withoutParameters(Name));
}

uint64_t givenDepth(const std::vector<RecursionDepth> &Given,
                    const std::string &Name) {
  uint64_t Frames = 0;
  for (const RecursionDepth &Each : Given)
    if (Each.isOf(Name))
      Frames = Each.Frames;
  return Frames;
}

} // namespace segstack
