//===- run.c - calls on a stack of the caller's choice -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In C, compiled with exceptions, because a C cleanup needs only the C
// compiler's own unwinding routine and none of the C++ library.
//
//===----------------------------------------------------------------------===//

#include <segstack/check.h>
#include <segstack/segstack.h>

#include <errno.h>

struct run {
  struct segstack_crossing crossing;
  int status;
};

static void refuse(struct segstack_crossing *crossing) {
  ((struct run *)crossing)->status = ENOMEM;
}

static void leave(struct run *run) {
  if (run->crossing.segstack_left)
    segstack_leave(&run->crossing);
}

static int run(void (*fn)(void *), void *arg, uintptr_t bytes, unsigned flags,
               const char *name) {
  struct run run __attribute__((cleanup(leave))) = {
      {.segstack_bytes = bytes,
       .segstack_function = name,
       .segstack_target = (const void *)(uintptr_t)fn,
       .segstack_refuse = refuse,
       .segstack_flags = flags},
      0};
  union {
    const void *address;
    double number;
  } crossing = {&run.crossing};
  void (*call)(void *, double);
  // Past the compiler: for a call through a type that is not the symbol's own
  // gcc puts a trap.
  __asm__("" : "=r"(call) : "0"(segstack_call));
  call(arg, crossing.number);
  return run.status;
}

__attribute__((visibility("default"))) int
segstack_run(void (*fn)(void *), void *arg, size_t bytes) {
  uintptr_t sp = (uintptr_t)__builtin_frame_address(0);
  if (sp < bytes || sp - bytes < segstack_limit)
    return run(fn, arg, bytes, 0, "segstack_run");
  fn(arg);
  return 0;
}

__attribute__((visibility("default"))) int
segstack_run_on_system_stack(void (*fn)(void *), void *arg, size_t bytes) {
  return run(fn, arg, bytes | SEGSTACK_NOT_CACHED,
             segstack_own_stack | segstack_asks,
             "segstack_run_on_system_stack");
}
