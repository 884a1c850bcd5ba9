//===- ReportPage.h - the page of tool/report/html --------------*- C++ -*-===//
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_REPORTPAGE_H
#define SEGSTACK_TOOL_REPORT_REPORTPAGE_H

#include "llvm/ADT/StringRef.h"

namespace segstack {

/// page.html with its style and its scripts in it, and `@DATA@` once. CMake
/// makes the function: tool/report/html/Embed.cmake.
llvm::StringRef reportPage();

} // namespace segstack

#endif
