//===- stress.cpp - every Nth check crosses, even with room ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The limit stays at the highest address, so that every check comes here.
// Two lanes, the thread's stack with its chain and a second chain, take turns:
// a crossing runs just below the lowest address in use on the other lane, so
// every call changes stacks and nothing is mapped per call.
//
// A retried function checks again, and that check must pass while those of
// its callees come here. So its target is called with the limit at exactly the
// value that the check will see. The distance of that value from the target's
// stack pointer is a constant of the compiled code: it is found once per
// target by trying, from above, until the check no longer comes back.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"

namespace segstack::rt {

namespace {

/// A target's constants, in bytes below the stack pointer it is called with.
struct Calibration {
  const void *target;
  uptr name;     ///< hash of its name: another library may come to its address
  uptr distance; ///< of the failed check's crossing; 0: not measured yet
  uptr below;    ///< of what the check compares; no_guess: it was not found
};

constexpr uptr no_guess = UINTPTR_MAX;
constexpr uptr smallest_guess = 16, widest_search = 16 << 10;

// What leaving has to undo, in Crossing::scratch.
enum { at_cfa, at_low, at_segment, at_sp = scratch_sp, at_lanes };
enum : uptr {
  from_lane = 1,
  to_lane = 2,
  is_attempt = 4,
  in_visit = 8,
  is_longer = 16 // than the program's: attempts failed on it
};

} // namespace

/// Of a thread; its chains have lanes of their own.
struct Stress {
  Calibration table[2048];
};

static Stress *make_stress(Thread &thread) {
  return thread.stress = static_cast<Stress *>(map_record(sizeof(Stress)));
}

void save_stress(const Chain &chain, uptr *words) {
  static_assert(sizeof(Lanes) == 6 * sizeof(uptr), "");
  if (chain.stressed)
    copy_bytes(words, &chain.stressed->lanes, sizeof(Lanes));
}

void restore_stress(Chain &chain, const uptr *words) {
  if (!chain.stressed)
    return;
  Lanes &lanes = chain.stressed->lanes;
  copy_bytes(&lanes, words, sizeof(lanes));
  if (!lanes.at[1].segment)
    lanes.at[1].segment = &chain.stressed->other;
}

void end_stress(Thread &thread) {
  if (!thread.stress)
    return;
  drop_after(thread, thread.own_stressed.other);
  unmap_record(thread.stress, sizeof(Stress));
  thread.stress = nullptr;
}

static uptr hash_of(const char *name) {
  uptr hash = 0;
  while (*name)
    hash = (hash << 5 | hash >> 59) ^ static_cast<unsigned char>(*name++);
  return hash;
}

static Calibration *calibration(Stress &stress, const Request &request) {
  constexpr uptr size = sizeof(stress.table) / sizeof(*stress.table);
  const void *target = request.target;
  uptr name = hash_of(request.function);
  uptr hash = reinterpret_cast<uptr>(target) * 0x9e3779b97f4a7c15u >> 40;
  for (uptr i = 0; i < 64; ++i) {
    Calibration &at = stress.table[(hash + i) % size];
    if (!at.target)
      at = {target, name, 0, 0};
    if (at.target == target && at.name == name)
      return &at;
  }
  return nullptr;
}

/// True when this check is that of the innermost crossing's own target, which
/// was meant to pass. Checks of its callees come from further below.
static bool failed_attempt(const Lanes &lanes, const Request &request,
                           Calibration &known) {
  const Crossing *inner = lanes.inner;
  if (!inner || target_of(*inner) != request.target ||
      !(inner->scratch[at_lanes] & is_attempt) ||
      inner->scratch[at_sp] < request.sp())
    return false;
  uptr distance = inner->scratch[at_sp] - request.sp();
  if (!known.distance) {
    known.distance = distance;
    // Larger frames are subtracted before the comparison, and may be there.
    known.below = (distance < 4096 ? smallest_guess : distance) +
                  (request.bytes > 512 ? request.bytes : 0);
    return true;
  }
  // A large frame, which is there when it is checked, may be aligned to a page:
  // then it is not as far down each time.
  uptr differs = known.distance < 4096 ? 0 : known.distance / 2;
  if (distance > known.distance + differs || known.below == no_guess)
    return false;
  known.below += 8;
  if (known.below > widest_search + known.distance + request.bytes)
    known.below = no_guess;
  return true;
}

/// The limit under which the target's own check passes and no other.
static uptr limit_for(const Request &request, const Calibration *known,
                      const Segment &segment, uptr sp) {
  if (!(request.flags & segstack_retries))
    return UINTPTR_MAX;
  if (!known || known->below == no_guess)
    return segment.limit;
  return known->distance ? sp - known->below : UINTPTR_MAX;
}

/// Finds \p bytes of room below \p low, on \p segment or the one after it.
static uptr make_room(Thread &thread, Segment *&segment, uptr low, uptr bytes,
                      Cause &cause) {
  uptr need = 2 * bytes + 4096;
  low = aligned(low);
  if (low > need && (low - need >= segment->limit ||
                     grow_in_place(thread, *segment, low, need)))
    return low;
  segment = next_segment(thread, *segment, bytes, cause);
  return segment ? segment->top : 0;
}

/// Half of the reserve, as in exhaustion.cpp.
static uptr use_reserve(const Segment &segment, uptr low, uptr bytes) {
  uptr half = options.reserve / 2, need = 2 * bytes + 4096;
  low = aligned(low);
  return segment.headroom > half && low > need &&
                 low - need >= segment.low + half
             ? low
             : 0;
}

/// As make_room, at max_stack too for what must not throw; 0 to throw.
static uptr make_room_or_raise(Thread &thread, Segment *&segment, uptr low,
                               const Request &request) {
  Cause cause;
  Segment *from = segment;
  uptr sp = make_room(thread, segment, low, request.bytes, cause);
  if (sp || has_to_throw(thread, *from, request, cause))
    return sp;
  uptr max_stack = thread.max_stack;
  thread.max_stack = thread.hard_stack;
  segment = from;
  sp = make_room(thread, segment, low, request.bytes, cause);
  thread.max_stack = max_stack;
  if (sp) {
    segment->emergency = segment != from;
    return sp;
  }
  segment = from;
  sp = use_reserve(*from, low, request.bytes);
  if (!sp)
    give_up(thread, *from, request, cause);
  return sp;
}

bool changes_lane(const Crossing &crossing) {
  uptr was = crossing.scratch[at_lanes];
  return !(was & from_lane) != !(was & to_lane);
}

/// The crossing that last came to \p lane from the other one.
Crossing *that_came_to(const Lanes &lanes, unsigned lane) {
  Crossing *at = lanes.inner;
  while (at && !(changes_lane(*at) &&
                 (at->scratch[at_lanes] & to_lane ? 1u : 0u) == lane))
    at = at->outer;
  return at;
}

void measure(const Crossing &crossing, const Segment &segment, uptr sp) {
  measure_chain(segment, crossing.scratch[at_sp], sp,
                crossing.scratch[at_lanes] & is_longer ? nullptr
                                                       : crossing.function);
}

/// What ran on \p lane goes on there later; \p sp is where the next one begins.
void measure_outer(const Lanes &lanes, unsigned lane, const Segment &segment,
                   uptr sp) {
  if (const Crossing *at = that_came_to(lanes, lane))
    measure(*at, segment, sp);
  begin_chain(segment, sp);
}

/// Notes in the crossing what leaving has to undo, and moves the limit.
static void *enter_lane(const Request &request, const Calibration *known,
                        Segment &running, unsigned lane, Segment &segment,
                        uptr sp) {
  Crossing &crossing = *request.crossing;
  Lanes &lanes = running.chain->stressed->lanes;
  crossing.limit = segstack_limit;
  crossing.segment = &running;
  crossing.outer = lanes.inner;
  Lane &to = lanes.at[lane];
  crossing.scratch[at_cfa] = request.cfa;
  crossing.scratch[at_low] = to.low;
  crossing.scratch[at_segment] = reinterpret_cast<uptr>(to.segment);
  crossing.scratch[at_sp] = sp;
  crossing.scratch[at_lanes] =
      lanes.running * from_lane | lane * to_lane |
      (request.flags & segstack_retries ? uptr(is_attempt) : 0);
  if (lane != lanes.running) {
    if (options.measure)
      measure_outer(lanes, lane, segment, sp);
    lanes.at[lanes.running] = {&running, request.cfa - 128};
  }
  to.segment = &segment;
  lanes.running = lane;
  lanes.inner = &crossing;
  here.current = &segment;
  segstack_limit = limit_for(request, known, segment, sp);
  return reinterpret_cast<void *>(sp);
}

/// The segment that the caller runs on; the empty one of a chain of its own
/// when nobody told us about its stack.
static Segment *find_running(Thread &thread, uptr sp) {
  if (Segment *found = find_segment(thread, sp))
    return found;
  Chain *chain = begin_foreign(thread);
  return chain ? &chain->own : nullptr;
}

void *enter_stress(Thread &thread, const Request &request) {
  // The lanes are those of the code that a handler interrupted.
  if (current_visit(thread, request.sp())) {
    request.crossing->scratch[at_lanes] = in_visit;
    return enter_normal(thread, request);
  }
  Stress *stress = thread.stress ? thread.stress : make_stress(thread);
  Segment *running = stress ? find_running(thread, request.sp()) : nullptr;
  if (!running) {
    if (has_to_throw(thread, *here.current, request, Cause::memory))
      return reinterpret_cast<void *>(UINTPTR_MAX);
    give_up(thread, *here.current, request, Cause::memory);
  }
  Lanes &lanes = running->chain->stressed->lanes;
  bool foreign = is_foreign(*running);
  bool retries = request.flags & segstack_retries;
  Calibration *known = retries ? calibration(*stress, request) : nullptr;
  bool failed = known && failed_attempt(lanes, request, *known);
  if (failed && options.measure)
    if (Crossing *at = that_came_to(lanes, lanes.running))
      at->scratch[at_lanes] |= is_longer;
  bool cross = !failed && ++thread.checks % options.stress == 0;

  unsigned lane = cross && !foreign ? !lanes.running : lanes.running;
  uptr low = foreign                 ? 0
             : lane == lanes.running ? request.cfa - 128
                                     : lanes.at[lane].low;
  if (!cross && !retries && !foreign &&
      low - request.bytes - 4096 >= running->limit)
    return nullptr;
  Segment *segment = lane == lanes.running ? running : lanes.at[lane].segment;
  uptr sp = make_room_or_raise(thread, segment, low, request);
  if (!sp) {
    if (foreign)
      end_foreign(thread, *running->chain);
    return reinterpret_cast<void *>(UINTPTR_MAX);
  }
  if (cross || foreign)
    count_crossing(thread, *segment, request.function);
  return enter_lane(request, known, *running, lane, *segment, sp);
}

/// Back to the lane that \p crossing came from; the segment that is left.
static Segment &step_back(Lanes &lanes, const Crossing &crossing) {
  uptr was = crossing.scratch[at_lanes];
  Lane &to = lanes.at[was & to_lane ? 1 : 0];
  Segment &left = *to.segment;
  to.low = crossing.scratch[at_low];
  to.segment = reinterpret_cast<Segment *>(crossing.scratch[at_segment]);
  lanes.running = was & from_lane;
  lanes.inner = crossing.outer;
  return left;
}

/// Whether a frame at \p sp, on \p segment, runs in what \p crossing has
/// called, and not in what \p inner, the next crossing, has.
static bool is_within(const Crossing &crossing, const Crossing *inner,
                      const Segment &segment, uptr sp) {
  uptr from = crossing.scratch[at_sp], to = reinterpret_cast<uptr>(inner);
  return holds(segment, from) && sp < from &&
         (!inner || !holds(segment, to) || to > from || sp > to);
}

void jump_in_stress(Chain &chain, uptr sp) {
  const Segment *on = chain.stressed ? segment_of(chain, sp) : nullptr;
  if (!on)
    return;
  Lanes &lanes = chain.stressed->lanes;
  const Crossing *inner = nullptr;
  while (lanes.inner && !is_within(*lanes.inner, inner, *on, sp)) {
    inner = lanes.inner;
    step_back(lanes, *inner);
  }
}

void leave_stress(Thread &thread, Crossing *crossing) {
  uptr was = crossing->scratch[at_lanes];
  if (was & in_visit)
    return;
  Lanes &lanes =
      static_cast<Segment *>(crossing->segment)->chain->stressed->lanes;
  Segment &left = step_back(lanes, *crossing);
  const Lane &to = lanes.at[was & to_lane ? 1 : 0];
  if (options.measure && changes_lane(*crossing))
    measure(*crossing, left, crossing->scratch[at_sp]);
  // As in cache.cpp: the segment just left stays, what lies beyond goes.
  if (to.segment == &left)
    return;
  Quiet quiet;
  if (left.next != &no_segment)
    drop_after(thread, left);
  if (left.emergency)
    unmap_segment(thread, left);
}

/// The last crossing that left the thread's own stack tells how far it is used.
uptr lowest_on_own_in_stress(const Thread &thread) {
  for (const Crossing *at = thread.own_stressed.lanes.inner; at; at = at->outer)
    if (holds(thread.own, reinterpret_cast<uptr>(at)))
      return (at->scratch[at_cfa] - 128) & ~uptr(63);
  return 0;
}

void for_each_crossing_in_stress(const Chain &chain,
                                 void (*visit)(const char *, void *),
                                 void *data) {
  for (const Crossing *at = chain.stressed->lanes.inner; at; at = at->outer)
    visit(at->function, data);
}

} // namespace segstack::rt
