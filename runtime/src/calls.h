//===- calls.h - what the runtime's files do for each other -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of state.h: the functions, by the file that has them; those that only
// watch are in watch.h. Each is called by the thread that it is about. What a
// check may come to is async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CALLS_H
#define SEGSTACK_CALLS_H

#include "state.h"

namespace segstack::rt {

// thread.cpp: the thread's record.
/// Makes and measures the calling thread's record; null: no memory.
Thread *attach();
/// The calling thread's record, made when it has none; null: no memory.
inline Thread *this_thread() { return here.thread ? here.thread : attach(); }
/// Measures a thread that a signal handler attached.
void complete(Thread &thread);
/// As this_thread, where a check asks: measured, unless it still cannot be.
inline Thread *measured_thread() {
  if (__builtin_expect(!here.thread, 0))
    return attach();
  if (__builtin_expect(here.thread->provisional && !here.handler, 0))
    complete(*here.thread);
  return here.thread;
}
/// Undoes an attach() made in a signal handler.
void detach();
/// Sets the most stack \p thread, the calling one, may use.
void set_max_stack(Thread &thread, uptr bytes);
/// The first record of the list of all; follow next_record.
Thread *all_threads();
/// The process is set up before the first thread's record.
void initialize_process();

// segment.cpp: one segment, and what else the runtime maps.
/// Pages for \p size bytes of the runtime's own, all 0; null: no memory.
void *map_record(uptr size);
void unmap_record(void *start, uptr size);
/// Bytes without access below each stack that the runtime maps.
inline uptr guard_size() { return options.guard_pages * os::page_size(); }
/// What a new segment of a chain of \p total bytes should be, in bytes of
/// committed stack: as much as all before it together, within the options.
uptr next_size(const Options &options, uptr total);
/// What a frame of \p bytes needs of a fresh segment, reserve included.
uptr need_of(const Options &options, uptr bytes);
/// What to reserve for a segment that commits \p committed bytes first and may
/// never be larger than \p most, by the option `policy`.
uptr reservation(const Options &options, uptr committed, uptr most);
Segment *map_segment(Segment &parent, uptr committed, uptr most = UINTPTR_MAX);
void unmap_segment(Thread &thread, Segment &segment);
/// Makes \p segment, which no chain has, the one after \p parent, if that has
/// none and the layout option allows it.
bool link_segment(Segment &parent, Segment &segment);
/// Moves the limit down inside the reservation until low is \p low.
bool commit_to(Segment &segment, uptr low);
/// Gives back what was grown in place.
void shrink(Segment &segment);
void set_limit(Segment &segment, uptr reserve);

// grow.cpp: the slow path's choice.
void *enter_normal(Thread &thread, const Request &request);
/// Moves the thread from one segment to the next, as arch/*.S does; the stack
/// pointer to call at.
inline void *cross_to(Segment &from, Segment &to, Crossing *crossing) {
  crossing->limit = segstack_limit;
  crossing->segment = &from;
  to.entered = crossing;
  here.current = &to;
  segstack_limit = to.limit;
  return reinterpret_cast<void *>(to.top);
}
inline bool holds(const Segment &segment, uptr sp) {
  return sp - segment.low < segment.high - segment.low;
}
/// The segment that holds \p sp, of the running chain or the thread's own.
Segment *segment_of(Thread &thread, uptr sp);
Segment *segment_of(Chain &chain, uptr sp);
/// Holds signals back while the chain changes, so that a handler never sees a
/// chain half changed.
class Quiet {
public:
  Quiet() : mask(os::block_signals()) {}
  ~Quiet() { os::restore_signals(mask); }
  Quiet(const Quiet &) = delete;
  Quiet &operator=(const Quiet &) = delete;

private:
  uint64_t mask;
};
bool grow_in_place(Thread &thread, Segment &segment, uptr sp, uptr bytes);
/// The end of what is in use on the thread's own stack, while it runs on
/// another; 0 when that is not known.
uptr lowest_on_own(const Thread &thread);
uptr lowest_on_own_in_stress(const Thread &thread);
/// Where nothing of the last frame is in use, which has the crossing at \p at:
/// what it holds below that is the closure, a few words.
inline uptr below_crossing(uptr at) {
  constexpr uptr frame = 4096;
  return at > frame ? (at - frame) & ~uptr(63) : 0;
}
/// The cached or a new segment after \p from; null with \p cause when there
/// is none.
Segment *next_segment(Thread &thread, Segment &from, uptr bytes, Cause &cause);

/// As enter_normal, for a frame that grows.
void *extend_to(Thread &thread, const Request &request);

// measure.cpp

/// What a chain that \p function's check (null: not to be told) began at \p
/// from has written below
/// \p sp, where nothing runs now. Clears it. Both any thread; not for a signal
/// handler.
void measure_chain(const Segment &segment, uptr from, uptr sp,
                   const char *function);
/// A chain is about to begin at \p sp.
void begin_chain(const Segment &segment, uptr sp);
/// The longest so far, and whose check began it.
uptr longest_chain(const char *&function);

// extend.cpp: alloca and arrays of variable size.
/// \p segment, the current one, is for a frame of the one before.
void lend(Segment &segment);
void take_back(Segment &segment);
/// Whatever is lent beyond \p segment, where the thread runs.
void take_back_after(Thread &thread, Segment &segment);

// api.cpp: a call on the thread's own stack.
void *enter_own(const Request &request);
void leave_own(const Crossing &crossing);

// visit.cpp: signal handlers and calls on the thread's own stack.
/// Forgets visits that a jump has left; the innermost that goes on, or null.
Visit *current_visit(Thread &thread, uptr sp);
inline bool is_on(const Visit &visit, uptr sp) {
  return sp - visit.low < visit.high - visit.low;
}
/// The thread goes on on \p segment, where save_position was called.
void go_on(Thread &thread, Segment &segment, uptr visits, const uptr *stress);
/// Begins a visit of [low, high); with low 0 it is looked up when a check asks.
void push_visit(Thread &thread, const Visit &visit);
inline bool may_push_visit(const Thread &thread) {
  return thread.visits < sizeof(thread.visit) / sizeof(*thread.visit);
}
/// Back to \p visits visits and to \p segment.
void pop_visits(Thread &thread, unsigned visits, Segment *segment);

// fibers.cpp: stacks that a program switches between by itself.
/// The chain of a stack; null when there is none.
Chain *find_chain(os::Range stack);
/// The chain of a stack, made anew where there is none; null: no memory.
Chain *add_chain(Thread &thread, os::Range stack);
/// The stack will not be run on any more; false when there is no such chain.
bool remove_chain(Thread &thread, os::Range stack);
/// The next function on the stack begins at its start.
void restart_chain(Thread &thread, Chain &chain);
/// \p thread runs on \p chain from now on.
void run_chain(Thread &thread, Chain &chain);
/// Fork copies a table that nobody is changing.
void prepare_fork();
/// The segment of a fiber that holds \p sp; null when it is nobody's.
Segment *segment_of_fiber(Thread &thread, uptr sp);
/// A chain for a crossing from a stack that nobody told us about.
Chain *begin_foreign(Thread &thread);
void end_foreign(Thread &thread, Chain &chain);
void end_spare(Thread &thread);
/// No stress mode's call runs on \p chain any more.
void restart_lanes(Thread &thread, Chain &chain);
/// As segment_of, of fibers too; null on a stack that nobody told us about.
inline Segment *find_segment(Thread &thread, uptr sp) {
  Segment *found = segment_of(thread, sp);
  return found ? found : segment_of_fiber(thread, sp);
}
inline bool is_foreign(const Segment &segment) {
  return segment.chain && segment.chain->foreign &&
         &segment == &segment.chain->own;
}
/// As if no stack had been run on: \p low and \p high are all there is.
void start_chain(Chain &chain, os::Range stack);
/// Sets the limit of a chain's first segment. A small stack is shared evenly
/// between checked code and the reserve.
void limit_own(Chain &chain, uptr max_stack);

// stacks.cpp: stacks that the runtime makes.
/// The chain's stack is being left: ends the process with a message when its
/// frames have run into the stack beside it. Async-signal-safe.
void check_end(const Chain &chain);

// splitstack.cpp: libgcc's contexts.
/// Where __splitstack_setcontext was called, if it was in the function that is
/// now at \p sp, about to switch to here.current.
Segment *just_left(const Thread &thread, uptr sp);

// contexts.cpp: setcontext and swapcontext.
void find_contexts();

// alternate.cpp: the alternate signal stack.
/// A jump leaves a signal handler, maybe one on that stack, which the kernel
/// would have given back to the thread when it returned.
void jump_from_handler();
/// After it, at \p sp: gives it back. Async-signal-safe.
void settle_after_jump(uptr sp);
/// The thread's alternate signal stack, also while a handler runs there.
os::Range alternate_stack();

// jumps.cpp: longjmp and its kin, so that the next check finds its place.
void find_jumps();
/// The next one that is called \p name; \p local in a static program.
void *find_next(void *local, const char *name);
// signals.cpp: handlers begin at a known place.
void find_signals();

// cache.cpp: memory goes back.
/// Gives back what is unused beyond the segment after \p segment.
void trim_after(Thread &thread, Segment &segment);
void drop_after(Thread &thread, Segment &segment);
void leave_slow(Segment &left, Crossing *crossing);

// spare.cpp: segments that no chain has.
/// The stack is left on \p segment: what is cached beyond becomes spare.
void spare_after(Thread &thread, Segment &segment);
/// The same, if a fiber runs at \p sp and is about to be left.
inline void spare_cached(Thread &thread, uptr sp) {
  Segment &current = *here.current;
  if (current.chain != &thread && current.next != &no_segment &&
      holds(current, sp))
    spare_after(thread, current);
}
/// A spare of \p wanted to \p most bytes, now after \p parent; or null.
Segment *take_spare(Thread &thread, Segment &parent, uptr wanted, uptr most);
void drop_spares(Thread &thread);

// exhaustion.cpp
void *exhausted(Thread &thread, Segment &from, const Request &request,
                Cause cause);
/// A call that only the thread's own stack may take finds no room there.
void *refuse(Thread &thread, const Request &request);
/// Undoes a crossing from \p segment to its own reserve.
void give_reserve_back(Segment &segment);
/// When there is not even memory for the thread's record.
void *exhausted_without_record(const Request &request);
/// At max_stack: true when the caller has to throw, false when it must not and
/// may go beyond. With on_exhausted=abort it does not return.
bool has_to_throw(Thread &thread, const Segment &from, const Request &request,
                  Cause cause);
/// The report, and the end.
[[noreturn]] void give_up(Thread &thread, const Segment &from,
                          const Request &request, Cause cause);
/// About how many calls deep a recursion is whose last frames lie in
/// [low, high): \p code is an address in its module, \p used its stack's bytes.
uptr estimate_frames(const uptr *low, const uptr *high, uptr code, uptr used);
/// The calling thread's active crossings, innermost first: their functions.
void for_each_crossing(const Thread &thread, const Segment &from,
                       void (*visit)(const char *function, void *data),
                       void *data);
void for_each_crossing_in_stress(const Chain &chain,
                                 void (*visit)(const char *, void *),
                                 void *data);
void write_report(Thread &thread, const Segment &from, bool hard);
void write_log(const char *text, size_t length);

// stress.cpp
void *enter_stress(Thread &thread, const Request &request);
void leave_stress(Thread &thread, Crossing *crossing);
void end_stress(Thread &thread);
/// A jump to a frame of \p chain whose stack pointer is \p sp; others are not
/// seen.
void jump_in_stress(Chain &chain, uptr sp);
/// The part of a segstack_position that is stress mode's.
void save_stress(const Chain &chain, uptr *words);
void restore_stress(Chain &chain, const uptr *words);

} // namespace segstack::rt

#endif // SEGSTACK_CALLS_H
