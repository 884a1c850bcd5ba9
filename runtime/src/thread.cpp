//===- thread.cpp - a thread's record, from first check to exit -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   first check --> attach: process set up once, record taken, stack measured
//   thread exit --> the chain goes back, the record is free for another thread
//
// A check that runs in a later destructor of the same thread attaches anew.
// The list of records only grows and needs no lock, so fork is safe in it.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"

#include <pthread.h>
#include <stdlib.h>

namespace segstack::rt {

Options options;

static Thread *records;
static pthread_key_t exit_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

Thread *all_threads() { return __atomic_load_n(&records, __ATOMIC_ACQUIRE); }

static Thread *reuse_record() {
  for (Thread *at = all_threads(); at; at = at->next_record) {
    int free = 0;
    if (__atomic_compare_exchange_n(&at->in_use, &free, 1, false,
                                    __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
      return at;
  }
  return nullptr;
}

static Thread *new_record() {
  Thread *thread = static_cast<Thread *>(map_record(sizeof(Thread)));
  if (!thread)
    return nullptr;
  thread->in_use = 1;
  thread->next_record = all_threads();
  while (!__atomic_compare_exchange_n(&records, &thread->next_record, thread,
                                      false, __ATOMIC_RELEASE,
                                      __ATOMIC_RELAXED))
    ;
  return thread;
}

void limit_own(Chain &chain, uptr max_stack) {
  Segment &own = chain.own;
  uptr size = own.high - own.low;
  uptr reserve = options.reserve < size / 2 ? options.reserve : size / 2;
  // The largest frame that a check may find made already, and a crossing to a
  // new segment; and a signal's frame, where a check faults. What has less is
  // used for small frames alone.
  constexpr uptr frame = 4096, crossing = 1536, small = 512;
  uptr least = frame + crossing + (guarded ? os::signal_frame_size() : 0);
  if (reserve < least)
    reserve = size >= least + small ? least : size > small ? size - small : 0;
  own.total = size < max_stack ? size : max_stack;
  set_limit(own, size - own.total + reserve);
}

static void start_lane(Chain &chain, Segment &first) {
  first.next = &no_segment;
  first.trim = options.stress != 0;
  first.chain = &chain;
}

void start_chain(Chain &chain, os::Range stack) {
  Stressed *stressed = chain.stressed;
  clear_bytes(&chain, sizeof(chain));
  start_lane(chain, chain.own);
  if (stressed) {
    clear_bytes(stressed, sizeof(*stressed));
    start_lane(chain, stressed->other);
    stressed->lanes.at[1].segment = &stressed->other;
    chain.stressed = stressed;
  }
  chain.own.low = chain.own.initial_low = stack.low;
  chain.own.high = chain.own.top = stack.high;
}

static void add_up(Chain &chain, uptr max_stack) {
  limit_own(chain, max_stack);
  for (Segment *at = &chain.own; at->next != &no_segment; at = at->next)
    at->next->total = at->total + (at->next->high - at->next->low);
}

void set_max_stack(Thread &thread, uptr bytes) {
  thread.max_stack = bytes;
  thread.hard_stack = hard_limit(options, bytes);
  add_up(thread, bytes);
  if (here.current->chain != &thread)
    add_up(*here.current->chain, bytes);
  // The limit that is in force may be the old one.
  if (!thread.visits && here.current->next != &no_segment) {
    Quiet quiet;
    drop_after(thread, *here.current);
  }
  put_limit(UINTPTR_MAX);
}

static void give_back(Thread &thread) {
  Quiet quiet;
  forget_position();
  put_limit(0);
  end_stress(thread);
  drop_after(thread, thread.own);
  end_spare(thread);
  drop_spares(thread);
  if (!thread.provisional)
    untell_valgrind(thread.own);
  __atomic_store_n(&thread.in_use, 0, __ATOMIC_RELEASE);
  put_limit(UINTPTR_MAX);
}

void detach() { give_back(*here.thread); }

static void thread_exit(void *data) {
  Thread *thread = static_cast<Thread *>(data);
  uptr sp = reinterpret_cast<uptr>(__builtin_frame_address(0));
  // On a segment it must stay: it is what runs this function.
  if (here.thread != thread || segment_of(*thread, sp) != &thread->own)
    return;
  give_back(*thread);
}

static void fail(const Text &message) {
  TextOf<600> line;
  line << "segstack: " << message.text() << "\n";
  os::write_all(2, line.text(), line.length());
  os::quit(2);
}

static void read_options() {
  const char *text = getenv("SEGSTACK_OPTIONS");
  TextOf<500> error;
  if (text && !parse_options(text, options, error)) {
    TextOf<600> whole;
    whole << "SEGSTACK_OPTIONS: " << error.text();
    fail(whole);
  }
  normalize(options, os::page_size());
  if (options.help) {
    TextOf<3000> table;
    describe_options(table);
    os::write_all(2, table.text(), table.length());
  }
}

struct Copies {
  unsigned count;
  const char *modules[2];
};

static void check_single_copy() {
  Copies copies = {};
  os::for_each_runtime(
      [](const char *module, void *data) {
        Copies &seen = *static_cast<Copies *>(data);
        if (seen.count < 2)
          seen.modules[seen.count] = *module ? module : "the program";
        ++seen.count;
      },
      &copies);
  if (copies.count < 2)
    return;
  TextOf<500> error;
  error << "two copies of the runtime in one process, in " << copies.modules[0]
        << " and in " << copies.modules[1]
        << "; link all modules with the shared library, as segstack cc "
           "--shared-runtime does";
  fail(error);
}

void initialize_process() {
  read_options();
  check_single_copy();
  // What follows makes others call back, at a thread's end for one.
  os::stay_loaded();
  pthread_key_create(&exit_key, thread_exit);
  find_jumps();
  find_contexts();
  prepare_fork();
  find_signals();
  if (*options.trace)
    trace_open(options.trace);
  if (options.print_stats || *options.trace)
    atexit([] {
      trace_close();
      if (options.print_stats)
        print_stats();
    });
}

/// The thread's stack. The C library locks the thread for that, and allocates:
/// a handler that did so, too, would wait for ever, and one that jumped out
/// would leave the lock behind. Faults of checks still come.
static os::Range measure() {
  uint64_t mask = os::block_asynchronous_signals();
  os::Range stack = os::thread_stack();
  os::restore_signals(mask);
  return stack;
}

void complete(Thread &thread) {
  put_limit(0);
  os::Range stack = measure();
  thread.own.low = thread.own.initial_low = stack.low;
  thread.own.high = thread.own.top = stack.high;
  thread.provisional = false;
  tell_valgrind(thread.own);
  limit_own(thread, thread.max_stack);
  pthread_setspecific(exit_key, &thread);
  put_limit(UINTPTR_MAX);
}

Thread *attach() {
  // Whatever this calls may be instrumented itself.
  put_limit(0);
  uptr handler = here.handler;
  if (!handler)
    pthread_once(&once, initialize_process);
  Thread *thread = reuse_record();
  if (!thread)
    thread = new_record();
  if (thread) {
    // In a signal handler neither malloc nor the thread's key: as long as it
    // runs, it is on segments alone.
    thread->provisional = handler != 0;
    thread->stressed = &thread->own_stressed;
    start_chain(*thread, handler ? os::Range{0, 0} : measure());
    thread->runner = thread;
    thread->told = &thread->own;
    if (!handler)
      tell_valgrind(thread->own);
    thread->visits = 0;
    thread->left = nullptr;
    thread->unblocked = 0;
    Quiet quiet;
    here = {&thread->own, thread, handler};
    // What it has interrupted comes first.
    if (handler)
      push_visit(*thread, {0, handler, 0, &thread->own});
    set_max_stack(*thread, options.max_stack);
    if (!handler)
      pthread_setspecific(exit_key, thread);
  }
  put_limit(UINTPTR_MAX);
  return thread;
}

} // namespace segstack::rt
