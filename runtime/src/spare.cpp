//===- spare.cpp - unused segments of fibers go to who needs them ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stack that is left keeps the segments in use, not those that it has cached:
// with a million stacks these would be a million mappings.
//
//   the stack is left --> what is cached beyond --> Thread::spares
//                                               '-> the system, what is too
//                                               much
//   the next crossing <-- one that is large enough
//
// No system call in either direction, as a rule. A signal handler may take from
// the spares between any two instructions here, so each has its own place,
// emptied and filled by one exchange. A handler gives nothing.
//
//===----------------------------------------------------------------------===//

#include "state.h"

namespace segstack::rt {

static uptr size_of(const Segment &segment) {
  return segment.high - segment.low;
}

/// Nothing knows of the segment any more.
static void discard(Thread &thread, Segment &segment) {
  Quiet quiet;
  Segment before = {};
  segment.prev = &before;
  segment.next = &no_segment;
  unmap_segment(thread, segment);
}

static Segment *take(Spare &spare) {
  return __atomic_exchange_n(&spare.segment, nullptr, __ATOMIC_RELAXED);
}

/// False when there is too much already.
static bool put(Thread &thread, Segment &segment) {
  uptr kept = 0;
  for (Spare &spare : thread.spares) {
    if (__atomic_load_n(&spare.segment, __ATOMIC_RELAXED)) {
      kept += spare.bytes;
      continue;
    }
    // The first, of any size: a fiber that crosses each time it runs does not
    // map each time.
    if (kept && kept + size_of(segment) > options.cache)
      return false;
    spare.bytes = size_of(segment);
    __atomic_store_n(&spare.segment, &segment, __ATOMIC_RELEASE);
    return true;
  }
  return false;
}

void spare_after(Thread &thread, Segment &segment) {
  if (thread.visits || options.stress)
    return;
  Segment *at =
      __atomic_exchange_n(&segment.next, &no_segment, __ATOMIC_RELAXED);
  while (at != &no_segment) {
    Segment *next = at->next;
    if (is_sanitized())
      forget_fiber(thread, *at);
    shrink(*at);
    if (at->emergency || !put(thread, *at))
      discard(thread, *at);
    at = next;
  }
}

Segment *take_spare(Thread &thread, Segment &parent, uptr wanted, uptr most) {
  if (parent.next != &no_segment)
    return nullptr;
  for (Spare &spare : thread.spares) {
    Segment *segment = take(spare);
    if (!segment)
      continue;
    if (size_of(*segment) >= wanted && size_of(*segment) <= most &&
        link_segment(parent, *segment))
      return segment;
    if (!put(thread, *segment))
      discard(thread, *segment);
  }
  return nullptr;
}

void drop_spares(Thread &thread) {
  for (Spare &spare : thread.spares)
    if (Segment *segment = take(spare))
      discard(thread, *segment);
}

} // namespace segstack::rt
