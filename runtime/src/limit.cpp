//===- limit.cpp - the crossing's fast path -------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The thread's limit and place, which the crossing's fast path in arch/ reads:
// to the cached next segment and back without a system call, an allocation or a
// lock. What it leaves to do is done here.
//
//===----------------------------------------------------------------------===//

#include "state.h"

#include <stddef.h>

using namespace segstack::rt;

namespace segstack::rt {

Segment no_segment = {};

/// Holds no address, so that the first check takes the slow path. Where a
/// thread is when it starts, in arch/*.S with its limit.
extern "C" Segment segstack_unmeasured;
Segment segstack_unmeasured = {
    UINTPTR_MAX, 0,       0,     &no_segment, 0,       0, nullptr, nullptr,
    nullptr,     nullptr, 0,     0,           0,       0, 0,       0,
    false,       false,   false, nullptr,     nullptr, 0, 0,       nullptr};

void forget_position() {
  here = {&segstack_unmeasured, nullptr, 0};
  put_limit(UINTPTR_MAX);
}

} // namespace segstack::rt

// As arch/*.S has them.
static_assert(offsetof(Crossing, bytes) == 0 &&
                  offsetof(Crossing, function) == 8 &&
                  offsetof(Crossing, target) == 16 &&
                  offsetof(Crossing, refuse) == 24 &&
                  offsetof(Crossing, segment) == 32 &&
                  offsetof(Crossing, flags) == 40 &&
                  offsetof(Crossing, limit) == 48 && sizeof(Crossing) == 104 &&
                  offsetof(Retry, callee) == 104,
              "");
static_assert(offsetof(segstack_callee, segstack_bytes) == 0 &&
                  offsetof(segstack_callee, segstack_function) == 8 &&
                  offsetof(segstack_callee, segstack_target) == 16 &&
                  offsetof(segstack_callee, segstack_arguments) == 24 &&
                  offsetof(segstack_callee, segstack_flags) == 32,
              "");
static_assert(
    offsetof(Segment, low) == 0 && offsetof(Segment, headroom) == 8 &&
        offsetof(Segment, limit) == 16 && offsetof(Segment, next) == 24 &&
        offsetof(Segment, fits) == 32 && offsetof(Segment, top) == 40 &&
        offsetof(Segment, entered) == 48 && offsetof(Segment, site) == 56 &&
        offsetof(Segment, count) == 64 && offsetof(Segment, trim) == 124,
    "");
static_assert(offsetof(Position, current) == 0 && sizeof(Position) == 24, "");

extern "C" __attribute__((visibility("default"))) void
segstack_leave(segstack_crossing *space) {
  Crossing *crossing = reinterpret_cast<Crossing *>(space);
  if (crossing->flags & segstack_own_stack) {
    leave_own(*crossing);
    return;
  }
  Segment *left = here.current;
  here.current = static_cast<Segment *>(crossing->segment);
  segstack_limit = crossing->limit;
  // Something to give back; or the stack has been switched by who knows whom.
  if (left->trim || left->entered != crossing)
    leave_slow(*left, crossing);
}
