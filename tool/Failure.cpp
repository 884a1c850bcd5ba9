//===- Failure.cpp - errors that end the command --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Failure.h"
#include "llvm/ADT/STLExtras.h"

namespace segstack {

char Failure::ID;

llvm::Error fail(ExitCode Code, const llvm::Twine &Message) {
  return llvm::make_error<Failure>(Code, Message.str());
}

llvm::Error fail(ExitCode Code, llvm::Error Cause) {
  return fail(Code, llvm::toString(std::move(Cause)));
}

std::string nearestHint(llvm::StringRef Word,
                        llvm::ArrayRef<llvm::StringRef> Known) {
  auto Nearest = llvm::min_element(Known, [&](auto A, auto B) {
    return A.edit_distance(Word) < B.edit_distance(Word);
  });
  if (Nearest == Known.end())
    return "";
  return ("did you mean '" + *Nearest + "'?").str();
}

} // namespace segstack
