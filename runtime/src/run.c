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

#include "run.h"
#include <segstack/check.h>
#include <segstack/segstack.h>

#include <errno.h>

union bits {
  uintptr_t address;
  double number;
};

static void switch_and_call(void (*fn)(void *), void *arg, uintptr_t stack) {
  union bits sp = {.address = stack}, target = {.address = (uintptr_t)fn};
  void (*call_on)(void *, double, double);
  // Past the compiler: for a call through a type that is not the symbol's own
  // gcc puts a trap.
  __asm__("" : "=r"(call_on) : "0"(segstack_call_on));
  call_on(arg, sp.number, target.number);
}

static void leave(struct segstack_crossing **crossing) {
  segstack_leave(*crossing);
}

__attribute__((visibility("default"))) int
segstack_run(void (*fn)(void *), void *arg, size_t bytes) {
  uintptr_t sp = (uintptr_t)__builtin_frame_address(0);
  struct segstack_crossing crossing;
  uintptr_t stack = 0;
  if (sp < bytes || sp - bytes < segstack_limit)
    stack = (uintptr_t)segstack_enter(&crossing, bytes, 0, "segstack_run",
                                      (const void *)(uintptr_t)fn);
  if (stack == UINTPTR_MAX)
    return ENOMEM;
  if (!stack) {
    fn(arg);
    return 0;
  }
  struct segstack_crossing *guard __attribute__((cleanup(leave))) = &crossing;
  switch_and_call(fn, arg, stack);
  return 0;
}

static void come_back(struct segstack_visit *visit) {
  segstack_visit_end(visit);
}

__attribute__((visibility("default"))) int
segstack_run_on_system_stack(void (*fn)(void *), void *arg, size_t bytes) {
  struct segstack_visit visit __attribute__((cleanup(come_back)));
  segstack_visit_begin(&visit, bytes, (uintptr_t)__builtin_frame_address(0));
  if (visit.stack == UINTPTR_MAX)
    return ENOMEM;
  if (visit.stack)
    switch_and_call(fn, arg, visit.stack);
  else
    fn(arg);
  return 0;
}
