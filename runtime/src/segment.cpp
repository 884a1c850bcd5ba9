//===- segment.cpp - maps, grows and unmaps one segment -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A segment reserves more address space than it commits, so that it can grow
// in place by moving its limit down: no crossing, nothing to undo. What is not
// committed cannot be touched, so it is part of the guard.
//
//===----------------------------------------------------------------------===//

#include "state.h"

namespace segstack::rt {

/// A segment may grow in place to this many times its first size.
static constexpr uptr growth = 8;

static uptr round_up(uptr size, uptr unit) {
  return (size + unit - 1) & ~(unit - 1);
}

static uptr min(uptr a, uptr b) { return a < b ? a : b; }
static uptr max(uptr a, uptr b) { return a > b ? a : b; }

void *map_record(uptr size) {
  size = round_up(size, os::page_size());
  void *start = os::reserve(size);
  if (start && !os::commit(start, size)) {
    os::release(start, size);
    return nullptr;
  }
  return start;
}

void unmap_record(void *start, uptr size) {
  os::release(start, round_up(size, os::page_size()));
}

uptr need_of(const Options &options, uptr bytes) {
  // The frame, and as much again with a page for the calls that lead to it.
  return round_up(options.reserve + 2 * bytes + 4096 + 1024, 4096);
}

uptr next_size(const Options &options, uptr total) {
  return min(max(options.segment_size, total), options.max_segment_size);
}

void set_limit(Segment &segment, uptr reserve) {
  segment.headroom = reserve;
  segment.limit = segment.low + reserve;
  uptr room = segment.top - segment.limit;
  segment.fits = room > 4096 ? (room - 4096) / 2 : 0;
}

/// For tests of unwinders, which may care which stack lies above.
static bool layout_is(const Segment &parent, uptr start) {
  return options.layout == 0 || (start < parent.low) == (options.layout == 1);
}

/// Reserves \p size bytes where the option wants them: tries again with the
/// unwanted places held, and keeps the last when all fail.
static void *reserve_placed(const Segment &parent, uptr size) {
  void *held[16];
  unsigned count = 0;
  void *start = os::reserve(size);
  while (start && count < 16 &&
         !layout_is(parent, reinterpret_cast<uptr>(start))) {
    held[count++] = start;
    start = os::reserve_at(
        size, options.layout == 1
                  ? parent.low - (count + 1) * size - (uptr(1) << 30)
                  : parent.high + (count + 1) * size + (uptr(1) << 30));
  }
  while (count)
    os::release(held[--count], size);
  return start;
}

static Segment *place_header(void *start, uptr size, uptr committed) {
  uptr high = reinterpret_cast<uptr>(start) + size;
  if (!os::commit(reinterpret_cast<void *>(high - committed), committed)) {
    os::release(start, size);
    return nullptr;
  }
  // The address may have been a stack before.
  if (is_sanitized())
    clear_marks(reinterpret_cast<uptr>(start), high);
  // Fresh pages are zero: so are all fields that are not set.
  Segment *segment = reinterpret_cast<Segment *>(high) - 1;
  segment->start = reinterpret_cast<uptr>(start);
  segment->size = size;
  segment->high = high;
  segment->low = segment->initial_low = high - committed;
  segment->top = aligned(reinterpret_cast<uptr>(segment) - 64);
  return segment;
}

static void prepare_after(Segment &parent, Segment &segment) {
  segment.next = &no_segment;
  segment.prev = &parent;
  segment.chain = parent.chain;
  segment.depth = parent.depth + 1;
  segment.total = parent.total + segment.high - segment.low;
  segment.trim = crosses_slowly() || is_foreign(parent);
  segment.emergency = segment.lent = false;
  segment.entered = nullptr;
  segment.whole = 0;
  segment.site = nullptr;
  set_limit(segment, options.reserve);
}

bool link_segment(Segment &parent, Segment &segment) {
  if (!layout_is(parent, segment.start))
    return false;
  prepare_after(parent, segment);
  // A handler may have made one of its own.
  Segment *none = &no_segment;
  if (!__atomic_compare_exchange_n(&parent.next, &none, &segment, false,
                                   __ATOMIC_RELEASE, __ATOMIC_RELAXED))
    return false;
  parent.trim = true;
  note_chain(segment);
  return true;
}

uptr reservation(const Options &options, uptr committed, uptr most) {
  if (options.policy == 1)
    return committed;
  if (options.policy == 2)
    return max(committed, most & ~(os::page_size() - 1));
  return max(committed, min(committed * growth, options.max_segment_size));
}

Segment *map_segment(Segment &parent, uptr committed, uptr most) {
  uptr guard = guard_size();
  committed = round_up(committed, os::page_size());
  uptr size = reservation(options, committed, most);
  void *start = reserve_placed(parent, size + guard);
  if (!start && size != committed) {
    size = committed;
    start = os::reserve(size + guard);
  }
  if (!start)
    return nullptr;
  constexpr uptr large = 4 << 20;
  if (options.huge_pages && size >= large)
    os::prefer_huge_pages(start, size + guard);
  Segment *segment = place_header(start, size + guard, committed);
  if (!segment)
    return nullptr;
  prepare_after(parent, *segment);
  parent.next = segment;
  parent.trim = true;
  add_bytes(static_cast<intptr_t>(committed));
  tell_valgrind(*segment);
  note_mapped(*segment);
  trace_event("map", *segment);
  return segment;
}

void unmap_segment(Thread &thread, Segment &segment) {
  trace_event("unmap", segment);
  add_bytes(-static_cast<intptr_t>(segment.high - segment.low));
  note_unmapped();
  untell_valgrind(segment);
  if (is_sanitized())
    forget_fiber(thread, segment);
  segment.prev->next = segment.next;
  os::release(reinterpret_cast<void *>(segment.start), segment.size);
}

bool commit_to(Segment &segment, uptr low) {
  uptr more = segment.low - low;
  if (!os::commit(reinterpret_cast<void *>(low), more))
    return false;
  segment.low = low;
  segment.total += more;
  segment.trim = true;
  set_limit(segment, options.reserve);
  add_bytes(static_cast<intptr_t>(more));
  note_grown();
  trace_event("grow", segment);
  return true;
}

void shrink(Segment &segment) {
  uptr less = segment.initial_low - segment.low;
  if (!less || !os::decommit(reinterpret_cast<void *>(segment.low), less))
    return;
  segment.low = segment.initial_low;
  segment.total -= less;
  set_limit(segment, options.reserve);
  add_bytes(-static_cast<intptr_t>(less));
  trace_event("shrink", segment);
}

} // namespace segstack::rt
