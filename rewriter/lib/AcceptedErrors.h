//===- AcceptedErrors.h - errors that only clang sees -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang rejects some template members that nobody uses and that other
// compilers accept. Such an error costs its function the check, not the whole
// file.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_ACCEPTEDERRORS_H
#define SEGSTACK_LIB_ACCEPTEDERRORS_H

#include "Parser.h"
#include "UnitPlanner.h"

namespace segstack {

/// True when every error stands in the body of a template's function.
bool standInTemplates(const std::vector<SourceError> &Errors,
                      clang::ASTContext &Context);

/// Notes that the functions around \p Errors get no check.
void leaveErrorsAlone(const std::vector<SourceError> &Errors,
                      clang::ASTContext &Context,
                      const InclusionRecorder &Inclusions, Demotions &Known);

} // namespace segstack

#endif
