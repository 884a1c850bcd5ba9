//===- AcceptedErrors.h - errors that only clang sees -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Other compilers accept what clang rejects: their own extensions, and template
// members that nobody uses. Such an error costs the functions around it their
// checks, not the whole file.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_ACCEPTEDERRORS_H
#define SEGSTACK_LIB_ACCEPTEDERRORS_H

#include "Parser.h"
#include "UnitPlanner.h"

namespace segstack {

/// True when every error stands in the body of a function, or, with
/// \p OnlyTemplates, of a template's.
bool standInBodies(const std::vector<SourceError> &Errors,
                   clang::ASTContext &Context, bool OnlyTemplates);

/// Notes that the functions around \p Errors get no check.
void leaveErrorsAlone(const std::vector<SourceError> &Errors,
                      clang::ASTContext &Context,
                      const InclusionRecorder &Inclusions, Demotions &Known);

} // namespace segstack

#endif
