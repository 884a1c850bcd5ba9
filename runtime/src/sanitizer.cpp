//===- sanitizer.cpp - tells AddressSanitizer where the stack is ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// AddressSanitizer marks what lies between a frame's objects. A return takes
// the marks away; an exception, a jump or pthread_exit leaves them, so where
// one begins it clears the stack from there to the top, of which it must know.
// To it each segment is a fiber:
//
//   crossing, leaving --> tell_sanitizer --> switch from one fiber to another
//   left without a return  --> the marks of the segment that goes on are taken
//                              away, as they were where it was thrown
//   jump                   --> those of all segments
//
// Where locals live in fake stacks (detect_stack_use_after_return) each segment
// has one, as long as it is mapped. Without AddressSanitizer all references
// here are null, and the crossing's fast path does not ask.
//
//===----------------------------------------------------------------------===//

#include "state.h"

// sanitizer/common_interface_defs.h and asan_interface.h, of both compilers.
#define WEAK __attribute__((weak))
extern "C" {
WEAK void __sanitizer_start_switch_fiber(void **fake, const void *low,
                                         size_t size);
WEAK void __sanitizer_finish_switch_fiber(void *fake, const void **low,
                                          size_t *size);
WEAK void __asan_unpoison_memory_region(const volatile void *start,
                                        size_t size);
WEAK void __asan_handle_no_return();
}

namespace segstack::rt {

bool is_sanitized() {
  return __asan_handle_no_return && __asan_unpoison_memory_region &&
         __sanitizer_start_switch_fiber && __sanitizer_finish_switch_fiber;
}

/// The fiber on \p to, with the fake stack \p fake, which is null then. That of
/// the fiber before is kept in \p before; null: it is destroyed.
static void switch_fiber(void **before, const Segment &to, void **fake) {
  uptr low = to.start ? to.start : to.low;
  __sanitizer_start_switch_fiber(before, reinterpret_cast<void *>(low),
                                 to.high - low);
  __sanitizer_finish_switch_fiber(*fake, nullptr, nullptr);
  *fake = nullptr;
}

void tell_sanitizer(Thread &thread, Segment &now) {
  Segment *told = thread.told;
  if (told == &now || now.low == now.high)
    return;
  switch_fiber(&told->fake, now, &now.fake);
  thread.told = &now;
}

void clear_marks(uptr low, uptr high) {
  __asan_unpoison_memory_region(reinterpret_cast<void *>(low), high - low);
}

void note_entered(Thread &thread) {
  // A handler's stack AddressSanitizer finds by itself.
  if (!thread.visits)
    tell_sanitizer(thread, *here.current);
}

void note_left(Thread &thread, const Segment &left, const Crossing &crossing) {
  if (thread.visits)
    return;
  tell_sanitizer(thread, *here.current);
  uptr top = options.stress || crossing.segment == &left
                 ? crossing.scratch[scratch_sp]
                 : left.top;
  // segstack_call leaves 0 there when its target returns. The segment that
  // was left is clean: the same was done there.
  if (reinterpret_cast<const uptr *>(top)[-1])
    __asan_handle_no_return();
}

void note_jump(uptr sp) {
  for (Segment *at = here.current; at; at = at->prev) {
    if (holds(*at, sp))
      clear_marks(sp, at->high);
    sp = reinterpret_cast<uptr>(at->entered);
  }
}

void note_arrival(Thread &thread, Segment &now) {
  void *fake;
  switch_fiber(&fake, now, &fake);
  thread.told = &now;
}

/// What lies below \p sp on \p segment and on those after it is in no frame.
static void clear_below(const Segment &segment, uptr sp) {
  if (sp > segment.low)
    clear_marks(segment.low, sp);
  for (Segment *at = segment.next; at != &no_segment; at = at->next)
    clear_marks(at->low, at->high);
}

void note_restored(Thread &thread, Segment &now, uptr sp) {
  tell_sanitizer(thread, now);
  clear_below(now, sp);
  if (options.stress) {
    const Lanes &lanes = now.chain->stressed->lanes;
    const Lane &other = lanes.at[!lanes.running];
    clear_below(*other.segment, other.low);
  }
}

void forget_fiber(Thread &thread, Segment &gone) {
  if (thread.told == &gone)
    note_arrival(thread, thread.own);
  if (!gone.fake)
    return;
  Segment *told = thread.told;
  switch_fiber(&told->fake, gone, &gone.fake);
  switch_fiber(nullptr, *told, &told->fake);
}

} // namespace segstack::rt
