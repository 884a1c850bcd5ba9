//===- jumps.cpp - a jump makes the next check look where it is
//------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After a jump out of a segment the limit is that of the segment left. If that
// lies below the stack jumped to, no check would ever fail again. So longjmp
// and its kin are the C library's with one store before them: the highest
// address as the limit, which sends the next check to the slow path. The
// fortified form becomes the plain one: it takes every stack that lies lower
// for a frame that is gone.
//
// No header declares them here: a fortifying one would rename them.
//
//===----------------------------------------------------------------------===//

#include "state.h"

#include <dlfcn.h>
#include <stdlib.h>

struct ucontext_t;

// In a static program: hidden, so that the dynamic library's are not meant.
#define LOCAL __attribute__((weak, visibility("hidden")))
extern "C" {
LOCAL void __libc_siglongjmp(void *, int);
LOCAL int __setcontext(const void *);
__attribute__((weak)) void *dlsym(void *, const char *) noexcept;
// What these need in a static program brings the two above with it.
[[noreturn]] void pthread_exit(void *);
void makecontext();
}

namespace segstack::rt {

static void (*jump)(void *, int);
static int (*set_context)(const void *);

template <class F> static F find(F local, const char *name) {
  if (local)
    return local;
  return dlsym ? reinterpret_cast<F>(dlsym(RTLD_NEXT, name)) : nullptr;
}

void find_jumps() {
  static void (*volatile const kept[])() = {
      reinterpret_cast<void (*)()>(pthread_exit), makecontext};
  (void)kept[0];
  (void)kept[1];
  if (!jump)
    jump = find(__libc_siglongjmp, "siglongjmp");
  if (!set_context)
    set_context = find(__setcontext, "setcontext");
}

[[noreturn]] static void jump_to(void *target, int value) {
  if (!jump)
    find_jumps();
  here.handler = 0;
  segstack_limit = UINTPTR_MAX;
  jump(target, value);
  abort();
}

} // namespace segstack::rt

using namespace segstack::rt;

// Weak: a program or a sanitizer that has its own keeps it.
#define JUMP                                                                   \
  extern "C" __attribute__((weak, visibility("default"), noreturn)) void

JUMP longjmp(void *target, int value) { jump_to(target, value); }
JUMP _longjmp(void *target, int value) { jump_to(target, value); }
JUMP siglongjmp(void *target, int value) { jump_to(target, value); }
JUMP __longjmp_chk(void *target, int value) { jump_to(target, value); }

extern "C" __attribute__((weak, visibility("default"))) int
setcontext(const void *target) {
  if (!set_context)
    find_jumps();
  here.handler = 0;
  segstack_limit = UINTPTR_MAX;
  return set_context(target);
}
