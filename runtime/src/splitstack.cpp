//===- splitstack.cpp - libgcc's contexts ---------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A context is a chain and a place in it. What libgcc keeps in a thread's
// variables is in the chain itself here, so copies of a context agree.
//
//   makecontext    --> a stack, a chain for it, and a context at its start
//   setcontext(to) --> here.current is to's; the next check looks by sp
//   swapcontext    --> takes the place that setcontext left, and its target
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "table.h"
// Its declaration names another symbol.
#define SEGSTACK_NO_RESETCONTEXT
#include <segstack/splitstack.h>

using namespace segstack::rt;

/// The ten pointers. All zero: a thread's own stack, before any check.
struct __attribute__((may_alias)) Context {
  Chain *chain;
  Segment *segment; ///< the last one in use
  uptr sp;          ///< of who called getcontext; 0: nothing has run there
  unsigned visits;
  int unblocked;
  uptr stress[6];
};
static_assert(sizeof(Context) == 10 * sizeof(void *), "see splitstack.h");

static Context &context_at(void **words) {
  return *reinterpret_cast<Context *>(words);
}

static uptr frame() {
  return reinterpret_cast<uptr>(__builtin_frame_address(0));
}

Segment *segstack::rt::just_left(const Thread &thread, uptr sp) {
  // Two callees of one function, whose frames begin at one place.
  constexpr uptr near = 1024;
  Segment *left = thread.left;
  return left && thread.left_at - sp + near < 2 * near && holds(*left, sp)
             ? left
             : nullptr;
}

/// The thread's own stack is left in the midst of a call, or gone on with.
static void note_own(Thread &thread, const Segment &from, const Segment &to,
                     uptr sp) {
  if (from.chain == &thread)
    thread.suspended = segment_of(static_cast<Chain &>(thread), sp) ? sp : 0;
  if (to.chain == &thread)
    thread.suspended = 0;
}

static void begin(Context &context, Chain &chain) {
  clear_bytes(&context, sizeof(context));
  context.chain = &chain;
  context.segment = &chain.own;
}

static void block_signals(int &unblocked, const int *now, int *was) {
  if (was)
    *was = !unblocked;
  if (now)
    unblocked = !*now;
}

// What __splitstack_find gives for what comes next; never a segment.
static void *const no_more = reinterpret_cast<void *>(2);

/// Where what is in use of \p segment begins. \p sp is that of the innermost
/// frame, or of the crossing that left the segment.
static uptr begin_of_use(const Segment &segment, uptr sp) {
  if (holds(segment, sp))
    return sp;
  const Stressed *stressed = segment.chain->stressed;
  for (unsigned i = 0; stressed && i < 2; ++i) {
    const Lane &lane = stressed->lanes.at[i];
    if (lane.segment == &segment && holds(segment, lane.low))
      return lane.low;
  }
  return segment.low;
}

/// The segment that was left for \p segment. In stress mode, where they take
/// turns: each of the chain's in some order, own first.
static const Segment *before(const Segment &segment) {
  if (!options.stress)
    return segment.prev;
  if (segment.next != &no_segment)
    return segment.next;
  const Segment *first = &segment;
  while (first->prev)
    first = first->prev;
  const Chain &chain = *segment.chain;
  const Segment *other = chain.stressed->other.next;
  return first == &chain.own && other != &no_segment ? other : nullptr;
}

/// The stack pointer on the segment that was left for \p segment.
static uptr left_at(const Segment &segment) {
  // Of the frame that holds the crossing, what it may hold below that.
  constexpr uptr frame = 1024;
  uptr crossing = reinterpret_cast<uptr>(segment.entered);
  const Segment &left = *segment.prev;
  return holds(left, crossing) && holds(left, crossing - frame)
             ? crossing - frame
             : left.low;
}

static void *give_stretch(const Segment *at, uptr sp, size_t *length,
                          void **next_segment, void **next_sp) {
  *next_segment = no_more;
  *next_sp = nullptr;
  // Of a stack that nobody told us about nothing is known.
  while (at && at->low == at->high)
    at = before(*at);
  if (!at)
    return nullptr;
  if (const Segment *next = before(*at)) {
    *next_segment = const_cast<Segment *>(next);
    *next_sp = reinterpret_cast<void *>(options.stress ? sp : left_at(*at));
  }
  uptr begin = begin_of_use(*at, sp);
  *length = at->high - begin;
  return reinterpret_cast<void *>(begin);
}

static void *give_first(Segment &holding, uptr sp, size_t *length,
                        void **next_segment, void **next_sp,
                        void **initial_sp) {
  Segment &own = holding.chain->own;
  *initial_sp = reinterpret_cast<void *>(own.top);
  return give_stretch(options.stress ? &own : &holding, sp, length,
                      next_segment, next_sp);
}

static void *give_none(void **next_segment, void **next_sp) {
  *next_segment = no_more;
  *next_sp = nullptr;
  return nullptr;
}

#pragma GCC visibility push(default)
extern "C" {

void *__splitstack_makecontext(size_t stack_size, void *context[10],
                               size_t *size) {
  Thread *thread = this_thread();
  Chain *chain = thread ? make_stack(*thread, stack_size) : nullptr;
  *size = 0;
  clear_bytes(context, sizeof(Context));
  if (!chain)
    return nullptr;
  begin(context_at(context), *chain);
  *size = chain->own.high - chain->own.low;
  return reinterpret_cast<void *>(chain->own.low);
}

void __splitstack_getcontext(void *context[10]) {
  Context &to = context_at(context);
  clear_bytes(&to, sizeof(to));
  Thread *thread = this_thread();
  if (!thread)
    return;
  spare_cached(*thread, frame());
  to.chain = here.current->chain;
  check_end(*to.chain);
  to.segment = here.current;
  to.sp = frame();
  to.visits = thread->visits;
  to.unblocked = thread->unblocked;
  save_stress(*to.chain, to.stress);
}

void __splitstack_setcontext(void *context[10]) {
  Thread *thread = this_thread();
  if (!thread)
    return;
  const Context &from = context_at(context);
  Segment *segment = from.segment ? from.segment : &thread->own;
  check_end(*here.current->chain);
  note_own(*thread, *here.current, *segment, frame());
  thread->left = here.current;
  thread->left_at = frame();
  thread->unblocked = from.unblocked;
  go_on(*thread, *segment, from.visits, from.stress);
}

// Boost declares it with one parameter, so there may be no second one.
void *__splitstack_resetcontext(void *context[10]) {
  Thread *thread = this_thread();
  Chain *chain = context_at(context).chain;
  if (!thread || !chain)
    return nullptr;
  restart_chain(*thread, *chain);
  begin(context_at(context), *chain);
  return reinterpret_cast<void *>(chain->own.low);
}

void *segstack_resetcontext(void *context[10], size_t *size) {
  void *low = __splitstack_resetcontext(context);
  const Chain *chain = context_at(context).chain;
  *size = chain ? chain->own.high - chain->own.low : 0;
  return low;
}

void __splitstack_releasecontext(void *context[10]) {
  Thread *thread = this_thread();
  Chain *chain = context_at(context).chain;
  clear_bytes(context, sizeof(Context));
  if (thread && chain && chain->made)
    release_stack(*thread, *chain);
}

void __splitstack_block_signals(int *now, int *was) {
  if (Thread *thread = this_thread())
    block_signals(thread->unblocked, now, was);
}

void __splitstack_block_signals_context(void *context[10], int *now, int *was) {
  block_signals(context_at(context).unblocked, now, was);
}

void *__splitstack_find(void *segment, void *sp, size_t *length,
                        void **next_segment, void **next_sp,
                        void **initial_sp) {
  if (segment == no_more)
    return give_none(next_segment, next_sp);
  if (segment)
    return give_stretch(static_cast<Segment *>(segment),
                        reinterpret_cast<uptr>(sp), length, next_segment,
                        next_sp);
  Thread *thread = this_thread();
  Segment *holding = thread ? find_segment(*thread, frame()) : nullptr;
  return holding ? give_first(*holding, frame(), length, next_segment, next_sp,
                              initial_sp)
                 : give_none(next_segment, next_sp);
}

void *__splitstack_find_context(void *context[10], size_t *length,
                                void **next_segment, void **next_sp,
                                void **initial_sp) {
  const Context &at = context_at(context);
  // A jump may have left segments since the last check.
  Segment *holding = at.sp ? segment_of(*at.chain, at.sp) : nullptr;
  return holding ? give_first(*holding, at.sp, length, next_segment, next_sp,
                              initial_sp)
                 : give_none(next_segment, next_sp);
}

} // extern "C"
#pragma GCC visibility pop
