//===- own_switch.cpp - a swapcontext that is not the runtime's -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As a sanitizer has one. A program with it knows of a switch by what
// __splitstack_setcontext says, and by nothing else.
//
//===----------------------------------------------------------------------===//

#include <dlfcn.h>
#include <ucontext.h>

static int (*swap)(ucontext_t *, const ucontext_t *);

__attribute__((constructor)) static void find() {
  swap = reinterpret_cast<int (*)(ucontext_t *, const ucontext_t *)>(
      dlsym(RTLD_NEXT, "swapcontext"));
}

extern "C" int swapcontext(ucontext_t *from, const ucontext_t *to) noexcept {
  return swap(from, to);
}
