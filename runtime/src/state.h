//===- state.h - a thread's chain of segments -------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   high addresses                                            low addresses
//   [ Segment | frames grow this way -->   | reserve ][ not committed | guard ]
//             top                          limit     low              start
//
// A stack is its chain's first Segment. A Thread is the chain of the thread's
// own stack and more; fibers have chains of their own (fibers.cpp). The fields
// that a crossing reads come first, in one cache line.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_STATE_H
#define SEGSTACK_STATE_H

#include "guard.h"
#include "options.h"
#include "os/os.h"
#include <segstack/check.h>

namespace segstack::rt {

using uptr = uintptr_t;

struct Chain;
struct Thread;

/// One crossing: what check.h declares as a segstack_crossing.
struct Crossing {
  uptr bytes;
  const char *function; ///< name of the function that crossed
  const void *target;   ///< what is called
  void (*refuse)(Crossing *);
  void *segment; ///< the segment that is left; null: none yet, or not any more
  unsigned flags;
  uptr limit;      ///< segstack_limit to put back
  Crossing *outer; ///< the crossing before this one, in stress mode
  uptr scratch[5]; ///< of stress mode, and of calls on a reserve or own stack
};
/// In Crossing::scratch: the stack pointer that was called at, where that is
/// not a segment's top.
enum { scratch_sp = 3 };
static_assert(sizeof(Crossing) == sizeof(segstack_crossing), "see check.h");

/// A crossing of C: the begin of a frame of arch/*_retry.S.
struct Retry {
  Crossing crossing;
  const segstack_callee *callee;
};

/// The function that crosses.
inline const void *target_of(const Crossing &crossing) {
  return crossing.flags & segstack_replays
             ? reinterpret_cast<const Retry &>(crossing).callee->segstack_target
             : crossing.target;
}

/// Where frames begin on a segment. In stress mode all are equal in this
/// respect, so that frames which align themselves have one size each.
inline uptr aligned(uptr sp) { return sp & ~uptr(255); }

struct alignas(64) Segment {
  uptr low;      ///< lowest address in use or committed
  uptr headroom; ///< limit - low: the reserve
  uptr limit;    ///< no new frame may start below
  Segment *next; ///< never null: ends in no_segment
  uptr fits;     ///< frames of fewer bytes have room when entered at the top
  uptr top;      ///< stack pointer of the first frame
  Crossing *entered; ///< the crossing that led here; null: none
  const char *site;  ///< the last function that crossed to here

  uint64_t *count;  ///< where crossings by site are counted
  Segment *prev;    ///< null for the first of a chain
  uptr start, size; ///< the whole reservation, guard included; 0 if not ours
  uptr high;        ///< end of the stack's addresses
  uptr initial_low; ///< low as it was when the segment was mapped
  uptr total;       ///< bytes of stack from the chain's start to here
  unsigned depth;   ///< 0 for the thread's own stack
  bool trim;        ///< leaving it has more to do than to step back
  bool emergency;   ///< beyond max_stack: goes away as soon as it is left
  bool lent;        ///< to a frame that began on the segment before
  Chain *chain;     ///< whose it is
  void *fake;       ///< AddressSanitizer's fake stack, while not in use
  uptr known_as;    ///< valgrind's number of it
  uptr whole;       ///< headroom, while a call runs on the reserve; or 0
  Crossing *before; ///< entered, until then
};

/// Ends every chain: nothing fits.
extern Segment no_segment;

struct Site {
  const char *function; ///< an address to compare: its library may be gone
  uint64_t crossings;
  char name[120]; ///< a copy of it; set before `function`
};

/// Why a thread ran out of stack.
enum class Cause { max_stack, memory, own_stack };

struct Exhaustion {
  Cause cause;
  uptr used;      ///< bytes of stack in use
  uptr segments;  ///< in the chain
  uptr frames;    ///< about how deep the recursion is; 0: not known
  uptr max_stack; ///< the limit that was in force
  char function[256];
};

/// One of two stacks that take turns in stress mode.
struct Lane {
  Segment *segment;
  uptr low; ///< lowest address in use, while the other lane is running
};

struct Lanes {
  Lane at[2];
  unsigned running;
  Crossing *inner; ///< the innermost crossing
};

/// What stress mode adds to a chain.
struct Stressed {
  Segment other; ///< the second lane, empty itself
  Lanes lanes;
};

/// A stack and the segments that it goes on in.
struct Chain {
  Segment own;        ///< the stack; of one that nobody told us about: empty
  Stressed *stressed; ///< null outside of stress mode, but for a Thread
  Thread *runner; ///< who ran it last and may look into it; null: nobody yet
  uptr suspended; ///< the stack pointer that swapcontext saved; 0: not there
  bool foreign;   ///< for one crossing from a stack that nobody told us about
  bool slow;      ///< its crossings never take the fast path
  bool made;      ///< the stack is of __splitstack_makecontext
  Chain *next;    ///< in its bucket of fibers, or among the free
};

struct Stress;

/// A stretch of stack on which the thread runs while its chain goes on after
/// `segment`: a signal handler's, or a call on the thread's own stack.
struct Visit {
  uptr low, high;   ///< high: where the visit began; 0: abandoned at once
  uptr floor;       ///< the limit there; 0: not looked up yet
  Segment *segment; ///< what is used up to here belongs to others
};

/// A segment that no chain has.
struct Spare {
  Segment *segment; ///< null: none
  uptr bytes;
};

/// One per thread, in pages of its own that later threads use again: the chain
/// of the thread's own stack.
struct Thread : Chain {
  Stressed own_stressed;
  Thread *next_record; ///< the list of all records only grows
  int in_use;
  Chain *spare;     ///< the last foreign chain, with its first segment
  bool nested;      ///< some fiber's stack is a part of the thread's own
  Visit visit[16];  ///< outermost first; handlers nested deeper share the last
  unsigned visits;  ///< how many are going on
  bool provisional; ///< attached by a signal handler, not yet measured
  bool walks;       ///< looks at its segments: handlers must not unmap any
  uptr max_stack, hard_stack;
  Spare spares[8];
  uint64_t checks; ///< checks seen in stress mode
  Exhaustion exhausted;
  Stress *stress;
  uptr forked[9]; ///< the position of the last vfork
  uptr forked_at; ///< its frame; 0: it has returned
  Segment *told;  ///< where AddressSanitizer believes the thread to be
  Segment *left;  ///< the next switch is from here to here.current; or null
  uptr left_at;   ///< the stack pointer of who said so
  int unblocked;  ///< __splitstack_block_signals
  Site sites[32]; ///< the last one counts whatever the others do not
};

/// Where the thread is. In TLS, so that a crossing needs no look-up.
struct Position {
  Segment *current;
  Thread *thread;
  uptr handler; ///< a handler's frame, in a thread without a record; 0: none
};
extern __attribute__((tls_model("initial-exec"),
                      visibility("hidden"))) __thread Position
    here __asm__("segstack_here");

/// The thread is as if it had never checked.
void forget_position();

/// Everywhere but on the crossing's fast path: the probe follows the limit.
inline void put_limit(uptr limit) {
  segstack_limit = limit;
  if (__builtin_expect(guarded, 0))
    aim(reinterpret_cast<uptr>(__builtin_frame_address(0)));
}

extern Options options;

/// What segstack_call asks for.
struct Request {
  Crossing *crossing;
  uptr cfa; ///< the caller's stack pointer at the call
  uptr bytes;
  unsigned flags;
  const char *function;
  const void *target; ///< identifies the function that crosses

  uptr sp() const { return reinterpret_cast<uptr>(crossing); }
};

} // namespace segstack::rt

#include "calls.h"
#include "watch.h"

#endif // SEGSTACK_STATE_H
