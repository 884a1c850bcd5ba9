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

// In a static program: hidden, so that the dynamic library's are not meant.
#define LOCAL __attribute__((weak, visibility("hidden")))
extern "C" {
LOCAL void __libc_siglongjmp(void *, int);
__attribute__((weak)) void *dlsym(void *, const char *) noexcept;
// What these need in a static program brings __libc_siglongjmp and __setcontext
// with it.
[[noreturn]] void pthread_exit(void *);
void makecontext();
}

namespace segstack::rt {

static void (*jump)(void *, int);

void *find_next(void *local, const char *name) {
  return local || !dlsym ? local : dlsym(RTLD_NEXT, name);
}

void find_jumps() {
  static void (*volatile const kept[])() = {
      reinterpret_cast<void (*)()>(pthread_exit), makecontext};
  (void)kept[0];
  (void)kept[1];
  if (!jump)
    jump = reinterpret_cast<void (*)(void *, int)>(
        find_next(reinterpret_cast<void *>(__libc_siglongjmp), "siglongjmp"));
}

[[noreturn]] static void jump_to(void *target, int value) {
  if (!jump)
    find_jumps();
  if (here.handler || (here.thread && here.thread->visits))
    jump_from_handler();
  here.handler = 0;
  if (os::restores_mask(target))
    jump_from_faults();
  put_limit(UINTPTR_MAX);
  if (Thread *thread = here.thread) {
    if (options.stress && here.current->chain)
      jump_in_stress(*here.current->chain, os::jumps_to(target));
    if (is_sanitized())
      note_jump(reinterpret_cast<uptr>(__builtin_frame_address(0)));
    // Where the thread's own stack was left may be no more; and a fiber that is
    // jumped out of may go away, with its segments, before the next check.
    thread->suspended = 0;
    if (here.current->chain != thread)
      here.current = &thread->own;
  }
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
