//===- PointerTargets.h - what a pointer to a function may be ---*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   functions whose address is taken, with their types -.
//   conversions of pointers from type to type ----------+-> [PointerTargets]
//                                  type of a call -> functions that it reaches
//
//   int cmp(long *, long *)                       taken
//   (int (*)(const void *, const void *))p        p: int (*)(long *, long *)
//   a call by int (const void *, const void *)    reaches cmp
//
// A type spreads along conversions: whatever a pointer of the one type may be,
// one of the other may be, too. Addresses that no type tells to be a function's
// are a type of their own, HiddenCallType.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_POINTERTARGETS_H
#define SEGSTACK_LIB_POINTERTARGETS_H

#include "segstack/rewriter/CallSummary.h"
#include <map>
#include <set>

namespace segstack {

class PointerTargets {
public:
  using Types = std::set<std::string>;

  explicit PointerTargets(const std::vector<const CallSummary *> &Units);

  /// A function whose address is taken, with the types that it has by itself.
  void add(unsigned Function, const Types &Of);

  /// A foreign one.
  void addForeign(const Types &Of);

  /// With what pointers of these types become by conversions that types tell
  /// of, and by none that goes through HiddenCallType.
  Types openly(const Types &Known);

  /// What a call by \p Type reaches, sorted.
  const std::vector<unsigned> &of(const std::string &Type);

  /// Whether it may be a function that is no part of the program: such a one
  /// has the type, or the pointer was of another type before.
  bool mayBeForeign(const std::string &Type) const;

private:
  using Numbers = std::set<unsigned>;

  /// Whether conversions count that go through HiddenCallType.
  enum class Through { Types, Hidden };

  Types from(const std::string &Type) const;
  const Types &reachedFrom(const std::string &Type, Through By);
  Types spread(const Types &Known, Through By);
  Numbers search(const std::string &Type) const;

  std::map<std::string, Types> Conversions; ///< by what they are from
  /// As far as it was asked for.
  std::map<std::pair<std::string, Through>, Types> Reached;
  Types Unprototyped; ///< of those that Conversions has
  std::map<std::string, Numbers> ByType;
  Numbers All;
  Types Foreign;
  std::map<std::string, std::vector<unsigned>> Known; ///< answers of of()
};

} // namespace segstack

#endif
