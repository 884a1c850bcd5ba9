//===- ProgramPlan.cpp - the calls of a program and its checks ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/ProgramPlan.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

namespace segstack {

std::string headerPattern(llvm::StringRef Path) {
  namespace path = llvm::sys::path;
  return llvm::Regex::escape(
      (path::filename(path::parent_path(Path)) + "/" + path::filename(Path))
          .str());
}

std::string wayIntoHeader(llvm::StringRef Path) {
  return "--system-header-filter='" + headerPattern(Path) +
         "' (or --header-filter) lets a check into it";
}

const char *spelling(CallKind How) {
  switch (How) {
  case CallKind::Direct:
    return "direct";
  case CallKind::Virtual:
    return "virtual";
  case CallKind::Indirect:
    return "indirect";
  }
  llvm_unreachable("all kinds have a spelling");
}

const char *spelling(PlacedFor Why) {
  switch (Why) {
  case PlacedFor::Nothing:
    return "not-needed";
  case PlacedFor::Cycle:
    return "cycle";
  case PlacedFor::Budget:
    return "budget";
  case PlacedFor::CalledBack:
    return "called-back";
  case PlacedFor::LargeFrame:
    return "large-frame";
  case PlacedFor::DynamicFrame:
    return "dynamic-frame";
  case PlacedFor::ForeignNeed:
    return "foreign-need";
  case PlacedFor::Asked:
    return "asked";
  case PlacedFor::Uncheckable:
    return "uncheckable";
  }
  llvm_unreachable("all reasons have a spelling");
}

} // namespace segstack
