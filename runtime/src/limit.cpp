//===- limit.cpp - the crossing's fast path -------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The thread's limit, and a crossing to the cached next segment and back:
// no system call, no allocation, no lock.
//
//   segstack_enter -- cached next segment fits --> its top
//                  '- else --> enter_slow (grow.cpp)
//   segstack_leave -- nothing to give back --> done
//                  '- else --> leave_slow (cache.cpp)
//
//===----------------------------------------------------------------------===//

#include "state.h"

using namespace segstack::rt;

extern "C" {
__attribute__((visibility(
    "default"))) __thread __UINTPTR_TYPE__ segstack_limit = UINTPTR_MAX;
}

namespace segstack::rt {

Segment no_segment = {};

/// Holds no address, so that the first check takes the slow path.
static Segment unmeasured = {
    UINTPTR_MAX, 0,       0,       &no_segment, 0,       0,       nullptr,
    nullptr,     nullptr, nullptr, 0,           0,       0,       0,
    0,           0,       false,   false,       nullptr, nullptr, 0};

__thread Position here = {&unmeasured, nullptr, 0};

void forget_position() {
  here = {&unmeasured, nullptr, 0};
  put_limit(UINTPTR_MAX);
}

} // namespace segstack::rt

extern "C" {

// From the start of a cache line: where a linker would put them, a crossing
// takes 3 to 10 cycles more or less.
__attribute__((visibility("default"), aligned(64))) void *
segstack_enter(segstack_crossing *space, uptr bytes, unsigned flags,
               const char *function, const void *target) {
  Crossing *crossing = reinterpret_cast<Crossing *>(space);
  Segment *from = here.current;
  Segment *to = from->next;
  uptr sp = reinterpret_cast<uptr>(crossing);
  // One comparison for two: sp is in this segment, and there is no room.
  if (__builtin_expect(sp - from->low < from->headroom + bytes &&
                           bytes < to->fits && to->site == function,
                       1)) {
    ++*to->count;
    return cross_to(*from, *to, crossing);
  }
  return enter_slow(crossing, bytes, flags, function, target,
                    reinterpret_cast<uptr>(__builtin_dwarf_cfa()));
}

__attribute__((visibility("default"), aligned(64))) void
segstack_leave(segstack_crossing *space) {
  Crossing *crossing = reinterpret_cast<Crossing *>(space);
  Segment *left = here.current;
  here.current = static_cast<Segment *>(crossing->segment);
  segstack_limit = crossing->limit;
  // Something to give back; or the stack has been switched by who knows whom.
  if (__builtin_expect(left->trim | (left->entered != crossing), 0))
    leave_slow(*left, crossing);
}

} // extern "C"
