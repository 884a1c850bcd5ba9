//===- throw.cpp - the exception of exhaustion ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file that names the C++ library. In the static library only C++
// programs pull it in; in the shared one its references are weak, so that C
// programs load it without a C++ library.
//
//===----------------------------------------------------------------------===//

#include <segstack/check.h>
#include <segstack/segstack.h>

#include "throw.h"

#pragma GCC visibility push(default)

namespace segstack {

static void copy(char *to, const char *from) {
  while ((*to++ = *from++))
    ;
}

stack_exhausted::stack_exhausted() noexcept {
  segstack_describe_exhaustion(text, sizeof(text));
}

stack_exhausted::stack_exhausted(const stack_exhausted &other) noexcept
    : std::exception(other) {
  copy(text, other.text);
}

stack_exhausted &
stack_exhausted::operator=(const stack_exhausted &other) noexcept {
  if (this != &other)
    copy(text, other.text);
  return *this;
}

stack_exhausted::~stack_exhausted() noexcept = default;

const char *stack_exhausted::what() const noexcept { return text; }

} // namespace segstack

extern "C" void segstack_throw_exhausted(segstack_crossing *) {
  throw segstack::stack_exhausted();
}

#pragma GCC visibility pop
