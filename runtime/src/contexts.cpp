//===- contexts.cpp - setcontext and swapcontext -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A context that makecontext has made names its stack, and that is all that is
// needed to know a fiber:
//
//   swapcontext --> the chain that is left keeps its place, until this returns
//               '-> the chain of the target's stack, if it names one
//
// What runs behind it looks by its stack pointer where it is, as after any
// jump. A fiber's end is not told; its segments go back when the next
// swapcontext returns, its record when its stack is used again.
//
//===----------------------------------------------------------------------===//

#include "table.h"

#include <stdlib.h>
#include <ucontext.h>

extern "C" {
// In a static program: hidden, so that the dynamic library's is not meant.
__attribute__((weak, visibility("hidden"))) int
__setcontext(const ucontext_t *);
}

namespace segstack::rt {

static int (*set_context)(const ucontext_t *);

void find_contexts() {
  if (!set_context)
    set_context = reinterpret_cast<int (*)(const ucontext_t *)>(
        find_next(reinterpret_cast<void *>(__setcontext), "setcontext"));
}

/// The chain of the stack that \p target names. What it names is to be believed
/// where makecontext has just put it there: getcontext leaves it as it was.
static Chain *chain_of(const ucontext_t &target) {
  constexpr uptr first_frame = 512;
  uptr sp = os::stack_pointer(target);
  uptr low = reinterpret_cast<uptr>(target.uc_stack.ss_sp);
  uptr size = target.uc_stack.ss_size;
  if (sp - low >= size)
    return nullptr;
  bool begins = low + size - sp < first_frame;
  Chain *chain = find_chain({low, low + size});
  if (!chain)
    chain = find_small({low, low + size});
  if (!chain && !begins)
    return nullptr;
  Thread *thread = this_thread();
  if (!thread || (!chain && !(chain = add_chain(*thread, {low, low + size}))))
    return nullptr;
  run_chain(*thread, *chain);
  if (options.stress && begins && chain->suspended != sp)
    restart_lanes(*thread, *chain);
  chain->suspended = 0;
  return chain;
}

/// True when __splitstack_setcontext has just said where it goes on.
static bool is_chosen(Thread &thread, const ucontext_t &target) {
  uptr sp = os::stack_pointer(target);
  bool chosen =
      just_left(thread, reinterpret_cast<uptr>(__builtin_frame_address(0))) &&
      (holds(*here.current, sp) || segment_of(*here.current->chain, sp));
  thread.left = nullptr;
  if (chosen)
    here.current->chain->suspended = 0;
  return chosen;
}

/// The next check looks where it is, first on \p target's stack.
static __attribute__((noinline)) void leave_for(const ucontext_t *target) {
  find_contexts();
  here.handler = 0;
  jump_from_faults();
  put_limit(UINTPTR_MAX);
  if (here.thread && is_chosen(*here.thread, *target))
    return;
  if (Chain *chain = chain_of(*target))
    here.current = &chain->own;
  else if (Thread *thread = here.thread)
    here.current = &thread->own;
}

/// The running chain keeps its place; null in a thread that has no record, and
/// on a stack that nobody told us about.
static __attribute__((noinline)) Segment *suspend(uptr sp) {
  Thread *thread = here.thread;
  if (!thread)
    return nullptr;
  Segment *segment = just_left(*thread, sp);
  if (!segment)
    segment = find_segment(*thread, sp);
  if (!segment)
    return nullptr;
  segment->chain->suspended = sp;
  check_end(*segment->chain);
  if (segment->chain != thread)
    spare_after(*thread, *segment);
  return segment;
}

/// Maybe in another thread than the one that was left.
static __attribute__((noinline)) void resume(Segment *segment) {
  put_limit(UINTPTR_MAX);
  Thread *thread = here.thread;
  if (!segment)
    return;
  if (!thread && !(thread = attach()))
    return;
  Chain *from = here.current->chain;
  // The fiber that ran until now has ended, or was left by who knows what.
  if (from != segment->chain && from != thread && !from->foreign &&
      from->runner == thread && !from->suspended && !options.stress)
    spare_after(*thread, *here.current);
  run_chain(*thread, *segment->chain);
  segment->chain->suspended = 0;
  here.current = segment;
}

} // namespace segstack::rt

using namespace segstack::rt;

// Weak: a program or a sanitizer that has its own keeps it.
#define CONTEXT extern "C" __attribute__((weak, visibility("default"))) int

CONTEXT setcontext(const ucontext_t *target) noexcept {
  leave_for(target);
  return set_context(target);
}

CONTEXT swapcontext(ucontext_t *save, const ucontext_t *target) noexcept {
  // In memory: behind the second return of getcontext no register is known.
  Segment *volatile segment = nullptr;
  volatile bool resumed = false;
  if (getcontext(save))
    return -1;
  if (!resumed) {
    resumed = true;
    segment = suspend(segstack::os::stack_pointer(*save));
    leave_for(target);
    return set_context(target);
  }
  resume(segment);
  return 0;
}
