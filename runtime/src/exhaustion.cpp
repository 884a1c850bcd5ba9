//===- exhaustion.cpp - what happens when there is no more stack -------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   may it throw? -- yes --> account, callback, "throw" back to the caller
//        '- no: a noexcept function, or an exception is flying
//             --> a segment beyond max_stack, up to the hard limit
//             --> half of the reserve
//             --> report and abort
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"
#include "throw.h"
#include <segstack/segstack.h>

#include <stdlib.h>

// Present when there is a C++ library; its second field counts the exceptions
// that are thrown and not yet caught.
struct cxa_globals {
  void *caught;
  unsigned uncaught;
};
extern "C" __attribute__((weak)) cxa_globals *__cxa_get_globals();

namespace segstack::rt {

static segstack_callback callback;
static void *callback_data;

static void *const must_throw = reinterpret_cast<void *>(UINTPTR_MAX);

static bool may_throw(unsigned flags) {
  if (flags & segstack_no_throw)
    return false;
  return !__cxa_get_globals || __cxa_get_globals()->uncaught == 0;
}

uptr estimate_frames(const uptr *low, const uptr *high, uptr code, uptr used) {
  // Every frame of a recursion holds the same return address: count the most
  // frequent code address near the end of the stack.
  constexpr uptr near = uptr(128) << 20;
  struct {
    uptr address, count;
  } seen[64];
  clear_bytes(seen, sizeof(seen));
  uptr best = 0;
  for (const uptr *at = low; at < high; ++at) {
    if (*at - code + near > 2 * near)
      continue;
    for (auto &entry : seen) {
      if (entry.count && entry.address != *at)
        continue;
      entry.address = *at;
      if (++entry.count > best)
        best = entry.count;
      break;
    }
  }
  uptr window = static_cast<uptr>(high - low) * sizeof(uptr);
  // Twice the same address may be chance; more is a recursion.
  return best > 2 ? used / (window / best) : 0;
}

/// Adds up what is in use of every segment from \p from back to the first.
static void measure_use(const Segment &from, uptr sp, Exhaustion &account) {
  uptr left_at = sp;
  account.used = account.segments = 0;
  for (const Segment *at = &from; at; at = at->prev) {
    if (holds(*at, left_at))
      account.used += at->high - left_at;
    account.segments += at->start != 0;
    const Crossing *entered = at->entered;
    if (at->whole)
      entered = at->before;
    left_at = reinterpret_cast<uptr>(entered);
  }
}

static void take_account(Thread &thread, const Segment &from,
                         const Request &request, Cause cause) {
  constexpr uptr window = 32 << 10;
  Exhaustion &account = thread.exhausted;
  account.cause = cause;
  Text(account.function, sizeof(account.function))
      << FunctionName{request.function};
  account.max_stack = thread.max_stack;
  measure_use(from, request.sp(), account);
  account.frames = 0;
  if (request.bytes > window / 4) {
    // Of such frames the window holds few, and much that is left of others.
    account.frames = account.used / request.bytes;
  } else if (holds(from, request.sp())) {
    uptr high = from.high - request.sp() < window ? from.top & ~uptr(7)
                                                  : request.sp() + window;
    account.frames =
        estimate_frames(reinterpret_cast<const uptr *>(request.sp()),
                        reinterpret_cast<const uptr *>(high),
                        reinterpret_cast<uptr>(request.target), account.used);
  }
  note_exhausted();
}

/// What raises the limit.
static const char *option_of(Cause cause) {
  switch (cause) {
  case Cause::max_stack:
    return "max_stack";
  case Cause::own_stack:
    return "reserve";
  case Cause::memory:
    break;
  }
  return nullptr;
}

static void call_back(const Exhaustion &account) {
  segstack_callback call = __atomic_load_n(&callback, __ATOMIC_ACQUIRE);
  if (!call)
    return;
  segstack_exhaustion info = {account.function,  option_of(account.cause),
                              account.max_stack, account.used,
                              account.segments,  account.frames};
  uptr limit = segstack_limit;
  put_limit(0);
  call(&info, __atomic_load_n(&callback_data, __ATOMIC_RELAXED));
  put_limit(limit);
}

/// A segment beyond max_stack; gone as soon as it is left.
static void *use_emergency(Thread &thread, Segment &from,
                           const Request &request) {
  Cause cause;
  uptr max_stack = thread.max_stack;
  thread.max_stack = thread.hard_stack;
  Segment *next = next_segment(thread, from, request.bytes, cause);
  thread.max_stack = max_stack;
  if (!next)
    return nullptr;
  next->emergency = next->trim = true;
  count_crossing(thread, *next, request.function);
  return cross_to(from, *next, request.crossing);
}

/// Where no segment can be mapped, half of the reserve is better than none: the
/// call crosses to further down on the same segment, and leaving gives it back.
static void *use_reserve(Segment &from, const Request &request) {
  uptr half = options.reserve / 2;
  uptr sp = aligned(request.cfa - 128);
  if (!holds(from, sp) || from.headroom <= half ||
      sp < from.low + half + request.bytes + 4096)
    return nullptr;
  Crossing &crossing = *request.crossing;
  from.before = from.entered;
  from.whole = from.headroom;
  crossing.scratch[scratch_sp] = sp;
  set_limit(from, half);
  from.trim = true;
  cross_to(from, from, &crossing);
  return reinterpret_cast<void *>(sp);
}

void give_reserve_back(Segment &segment) {
  segment.entered = segment.before;
  set_limit(segment, segment.whole);
  segment.whole = 0;
}

/// Takes account, tells the callback, and ends the process.
void give_up(Thread &thread, const Segment &from, const Request &request,
             Cause cause) {
  take_account(thread, from, request, cause);
  call_back(thread.exhausted);
  write_report(thread, from, !may_throw(request.flags));
  abort();
}

bool has_to_throw(Thread &thread, const Segment &from, const Request &request,
                  Cause cause) {
  if (options.on_exhausted)
    give_up(thread, from, request, cause);
  if (!may_throw(request.flags))
    return false;
  take_account(thread, from, request, cause);
  call_back(thread.exhausted);
  return true;
}

void *exhausted(Thread &thread, Segment &from, const Request &request,
                Cause cause) {
  if (has_to_throw(thread, from, request, cause))
    return must_throw;
  if (void *sp = use_emergency(thread, from, request))
    return sp;
  if (void *sp = use_reserve(from, request))
    return sp;
  give_up(thread, from, request, cause);
}

void *refuse(Thread &thread, const Request &request) {
  const Segment &from = *here.current;
  if (has_to_throw(thread, from, request, Cause::own_stack))
    return must_throw;
  give_up(thread, from, request, Cause::own_stack);
}

void *exhausted_without_record(const Request &request) {
  Exhaustion account = {Cause::memory, 0, 0, 0, options.max_stack, {}};
  Text(account.function, sizeof(account.function))
      << FunctionName{request.function};
  call_back(account);
  if (may_throw(request.flags))
    return must_throw;
  static const char text[] =
      "segstack: no memory for a thread's first segment\n";
  os::write_all(2, text, sizeof(text) - 1);
  abort();
}

} // namespace segstack::rt

using namespace segstack::rt;

extern "C" {

__attribute__((visibility("default"))) void
segstack_on_exhausted(segstack_callback call, void *data) {
  __atomic_store_n(&callback_data, data, __ATOMIC_RELAXED);
  __atomic_store_n(&callback, call, __ATOMIC_RELEASE);
}

__attribute__((visibility("default"))) void
segstack_abort_exhausted(segstack_crossing *) {
  if (here.thread)
    write_report(*here.thread, *here.current, false);
  abort();
}

} // extern "C"
