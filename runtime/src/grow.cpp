//===- grow.cpp - decides where a call without room runs ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   whose stack is sp on? -- nobody's --> here, or a chain of its own
//     room after all?     --> here
//     room to grow into?  --> here, with a lower limit
//     cached next?        --> there
//     max_stack, memory?  --> a new one; else exhausted (exhaustion.cpp)
//
//===----------------------------------------------------------------------===//

#include "state.h"

namespace segstack::rt {

static Segment *find_after(Segment &first, uptr sp) {
  for (Segment *at = &first; at != &no_segment; at = at->next)
    if (holds(*at, sp))
      return at;
  return nullptr;
}

Segment *segment_of(Chain &chain, uptr sp) {
  Segment *found = find_after(chain.own, sp);
  return found || !chain.stressed ? found
                                  : find_after(chain.stressed->other, sp);
}

static Segment *segment_of_running(Thread &thread, uptr sp) {
  for (Segment *at = here.current; at; at = at->prev)
    if (holds(*at, sp))
      return at;
  Chain *running = here.current->chain;
  if (running && running != &thread)
    if (Segment *found = segment_of(*running, sp))
      return found;
  return segment_of(static_cast<Chain &>(thread), sp);
}

Segment *segment_of(Thread &thread, uptr sp) {
  Segment *found = segment_of_running(thread, sp);
  if (found == &thread.own && thread.nested)
    if (Segment *fiber = segment_of_fiber(thread, sp))
      return fiber;
  return found;
}

uptr lowest_on_own(const Thread &thread) {
  // A fiber is running: swapcontext knows where it left the thread's stack.
  if (here.current->chain != &thread &&
      (!thread.suspended || holds(thread.own, thread.suspended)))
    return below_crossing(thread.suspended);
  if (thread.stress)
    return lowest_on_own_in_stress(thread);
  return below_crossing(reinterpret_cast<uptr>(thread.own.next->entered));
}

static bool has_room(const Segment &segment, uptr sp, uptr bytes) {
  return sp > bytes && sp - bytes >= segment.limit;
}

/// Doubles what is committed until there is room; false when it cannot.
bool grow_in_place(Thread &thread, Segment &segment, uptr sp, uptr bytes) {
  // The code that a handler interrupted may know of what lies beyond.
  if (thread.visits)
    return false;
  uptr bottom = segment.start ? segment.start + guard_size() : segment.low;
  if (segment.low <= bottom || segment.emergency)
    return false;
  Quiet quiet;
  while (segment.low > bottom) {
    uptr more = segment.high - segment.low;
    uptr left =
        thread.max_stack > segment.total ? thread.max_stack - segment.total : 0;
    if (more > left)
      more = left & ~(os::page_size() - 1);
    if (more > segment.low - bottom)
      more = segment.low - bottom;
    // What lies beyond was counted on top of the old size.
    if (more)
      drop_after(thread, segment);
    if (!more || !commit_to(segment, segment.low - more))
      return false;
    if (has_room(segment, sp, bytes))
      return true;
  }
  return false;
}

namespace {

/// What a segment after \p last should be, in bytes.
struct Wish {
  uptr need, size, left;

  Wish(const Thread &thread, const Segment &last, uptr bytes) {
    uptr own = last.chain->own.total;
    need = need_of(options, bytes);
    left = thread.max_stack > last.total ? thread.max_stack - last.total : 0;
    size = next_size(options, last.total > own ? last.total - own : 0);
    if (size < need)
      size = need;
    if (size > left)
      size = left & ~(os::page_size() - 1);
  }
};

} // namespace

Segment *next_segment(Thread &thread, Segment &from, uptr bytes, Cause &cause) {
  if (bytes < from.next->fits)
    return from.next;
  Wish wish(thread, from, bytes);
  if (wish.need <= wish.left)
    if (Segment *spare = take_spare(thread, from, wish.size, wish.left))
      return spare;
  Quiet quiet;
  // In a visit nothing is unmapped: whoever was interrupted may be about to
  // use it.
  Segment *last = &from;
  while (thread.visits && last->next != &no_segment) {
    last = last->next;
    if (bytes < last->fits)
      return last;
  }
  drop_after(thread, *last);
  cause = Cause::max_stack;
  wish = Wish(thread, *last, bytes);
  if (wish.need > wish.left)
    return nullptr;
  Segment *next = map_segment(*last, wish.size, wish.left);
  if (!next && wish.size > wish.need)
    next = map_segment(*last, wish.need, wish.need);
  cause = Cause::memory;
  return next;
}

/// A jump may have left segments behind without a word.
static void resume_on(Thread &thread, Segment &segment, uptr sp) {
  if (segment.whole && sp > reinterpret_cast<uptr>(segment.entered))
    give_reserve_back(segment);
  if (is_sanitized() && thread.told != &segment)
    note_arrival(thread, segment);
  bool outward = segment.chain == here.current->chain &&
                 segment.depth < here.current->depth;
  here.current = &segment;
  if (outward)
    take_back_after(thread, segment);
  if (outward && !thread.visits)
    trim_after(thread, segment);
}

/// On a stack that nobody told us about the limit may be another's when it is
/// left and run on again. So it is used as the program would, to its end; only
/// what would not fit there crosses, to a chain of its own whose first segment
/// is larger than what was left.
static void *enter_foreign(Thread &thread, const Request &request) {
  constexpr uptr most = 1 << 20;
  uptr low = os::readable_down_to(request.sp(), most);
  uptr need = options.reserve + request.bytes;
  if (request.sp() - low > need) {
    segstack_limit = low + options.reserve;
    return nullptr;
  }
  Chain *chain = begin_foreign(thread);
  if (!chain)
    return exhausted(thread, *here.current, request, Cause::memory);
  Cause cause;
  Segment *next = next_segment(thread, chain->own, request.bytes, cause);
  if (!next) {
    void *sp = exhausted(thread, chain->own, request, cause);
    if (sp == reinterpret_cast<void *>(UINTPTR_MAX))
      end_foreign(thread, *chain);
    return sp;
  }
  count_crossing(thread, *next, request.function);
  return cross_to(chain->own, *next, request.crossing);
}

/// Whether \p from, where the thread is, has room after all: then the limit is
/// what it should be. Null for \p from: nobody told us about the stack.
static bool stays(Thread &thread, const Request &request, Segment *&from) {
  uptr sp = request.sp();
  Visit *visit = current_visit(thread, sp);
  if (visit && is_on(*visit, sp)) {
    from = here.current = visit->segment;
    bool fits = sp > request.bytes && sp - request.bytes >= visit->floor;
    if (fits)
      segstack_limit = visit->floor;
    return fits;
  }
  from = find_segment(thread, sp);
  if (!from)
    return false;
  resume_on(thread, *from, sp);
  // On a lent segment nothing but the block has to be.
  if (from->lent || !(has_room(*from, sp, request.bytes) ||
                      grow_in_place(thread, *from, sp, request.bytes)))
    return false;
  segstack_limit = from->limit;
  return true;
}

static void *go_beyond(Thread &thread, Segment &from, const Request &request) {
  Cause cause;
  if (from.next->whole)
    give_reserve_back(*from.next);
  if (from.next->lent)
    take_back(*from.next);
  Segment *next = next_segment(thread, from, request.bytes, cause);
  if (!next)
    return exhausted(thread, from, request, cause);
  count_crossing(thread, *next, request.function);
  return cross_to(from, *next, request.crossing);
}

void *enter_normal(Thread &thread, const Request &request) {
  Segment *from;
  if (stays(thread, request, from))
    return nullptr;
  return from ? go_beyond(thread, *from, request)
              : enter_foreign(thread, request);
}

void *extend_to(Thread &thread, const Request &request) {
  Segment *from;
  if (stays(thread, request, from) || !from)
    return nullptr;
  // More of what it has been lent.
  if (from->lent && has_room(*from, request.sp(), request.bytes))
    return nullptr;
  return go_beyond(thread, *from, request);
}

/// What arch/*.S asks where the fast path does not do: the stack pointer to
/// call the target at; null to call it where it is, (void *)-1 to refuse.
extern "C" void *segstack_enter(Crossing *crossing, uptr cfa) {
  Request request = {crossing,           cfa,
                     crossing->bytes,    crossing->flags,
                     crossing->function, target_of(*crossing)};
  if (request.flags & segstack_own_stack)
    return enter_own(request);
  Thread *thread = measured_thread();
  if (__builtin_expect(!thread, 0))
    return exhausted_without_record(request);
  thread->left = nullptr;
  void *sp = __builtin_expect(options.stress != 0, 0)
                 ? enter_stress(*thread, request)
                 : enter_normal(*thread, request);
  if (is_sanitized())
    note_entered(*thread);
  // A handler that runs still may have come before the jump was over.
  if (!thread->visits)
    settle_after_jump(request.sp());
  if (__builtin_expect(guarded, 0)) {
    follow_guard(*here.current->chain);
    uptr target = reinterpret_cast<uptr>(sp);
    aim(target + 1 > 1 ? target : request.sp());
  }
  return sp;
}

} // namespace segstack::rt
