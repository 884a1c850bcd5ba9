//===- Verifier.h - proof that the checks mean what they should -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The result is parsed again, with every check numbered. A check whose text
// does not compile, or whose repeated call reaches another function than the
// one it stands in, gets a safer shape.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_VERIFIER_H
#define SEGSTACK_LIB_VERIFIER_H

#include "Parser.h"
#include "UnitPlanner.h"

namespace segstack {

/// Adds to \p Known what is wrong with the checks of \p Unit, and sets
/// \p Changed if anything is. An error when the result has errors that belong
/// to no check.
/// \p Accepted are errors that the source itself has.
llvm::Error verifyUnit(const TranslationUnit &Unit, const ParseJob &Original,
                       const std::vector<SourceError> &Accepted,
                       Demotions &Known, bool &Changed);

} // namespace segstack

#endif
