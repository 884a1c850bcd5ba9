//===- fibers.cpp - the chains of stacks that programs make ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stack that is left in the midst of a recursion and run on again later must
// find its segments as they were. So each has a chain of its own:
//
//   swapcontext, segstack_add_stack --> a chain, found by the stack's bounds
//   a check on any other stack      --> a chain for that one crossing
//
// The table of chains is the process's, since stacks migrate between threads.
// A thread looks into the segments of those alone that it ran last.
//
//===----------------------------------------------------------------------===//

#include "table.h"
#include <segstack/segstack.h>

#include <errno.h>
#include <pthread.h>
#include <sched.h>

namespace segstack::rt {

namespace {

constexpr uptr per_block = 64;

/// Where records of chains come from. They are never unmapped, so that a look
/// at one that is free is no fault.
struct Records {
  Records *next;
  Chain chains[per_block];
  Stressed stressed[per_block];
};

struct Table {
  int locked;
  uint64_t mask_at_fork;
  Records *records;
  Chain *free;
  Chain *buckets[16384]; ///< by the end of the stack
} table;

void lock() {
  while (__atomic_exchange_n(&table.locked, 1, __ATOMIC_ACQUIRE))
    sched_yield();
}

void unlock() { __atomic_store_n(&table.locked, 0, __ATOMIC_RELEASE); }

Chain *&bucket_of(uptr high) {
  constexpr uptr buckets = sizeof(table.buckets) / sizeof(*table.buckets);
  return table.buckets[(high >> 4) * 0x9e3779b97f4a7c15u >> 40 & (buckets - 1)];
}

bool map_records() {
  Records *records = static_cast<Records *>(map_record(sizeof(Records)));
  if (!records)
    return false;
  for (uptr i = 0; i < per_block; ++i) {
    Chain &chain = records->chains[i];
    chain.stressed = options.stress ? &records->stressed[i] : nullptr;
    chain.next = table.free;
    table.free = &chain;
  }
  records->next = table.records;
  table.records = records;
  return true;
}

Chain *take_record() {
  if (!table.free && !map_records())
    return nullptr;
  Chain *chain = table.free;
  table.free = chain->next;
  return chain;
}

/// Gives the record back; nothing runs on the chain any more.
void free_record(Thread &thread, Chain &chain) {
  drop_segments(thread, chain);
  start_chain(chain, {0, 0});
  chain.next = table.free;
  table.free = &chain;
}

Chain **find_place(uptr high) {
  Chain **at = &bucket_of(high);
  while (*at && (*at)->own.high != high)
    at = &(*at)->next;
  return at;
}

} // namespace

Locked::Locked() { lock(); }
Locked::~Locked() { unlock(); }

void drop_segments(Thread &thread, Chain &chain) {
  spare_after(thread, chain.own);
  drop_after(thread, chain.own);
  if (chain.stressed)
    drop_after(thread, chain.stressed->other);
}

void leave_chain(Thread &thread, const Chain &chain) {
  thread.left = nullptr;
  if (here.current->chain != &chain)
    return;
  here.current = &thread.own;
  put_limit(UINTPTR_MAX);
}

Chain *find_chain(os::Range stack) {
  // Without a lock: records stay mapped, and nobody removes the chain of a
  // stack that somebody is about to run on.
  Chain *at = __atomic_load_n(&bucket_of(stack.high), __ATOMIC_ACQUIRE);
  while (at && (at->own.high != stack.high || at->own.low != stack.low))
    at = __atomic_load_n(&at->next, __ATOMIC_RELAXED);
  return at;
}

Chain *add_chain(Thread &thread, os::Range stack) {
  if (Chain *found = find_chain(stack))
    return found;
  Locked locked;
  Chain *&place = *find_place(stack.high);
  Chain *chain = place ? place : take_record();
  if (!chain)
    return nullptr;
  Chain *next = nullptr;
  // Another stack was at this place before.
  if (place) {
    next = chain->next;
    drop_segments(thread, *chain);
  }
  start_chain(*chain, stack);
  limit_own(*chain, thread.max_stack);
  chain->next = next;
  if (stack.low >= thread.own.low && stack.high <= thread.own.high)
    thread.nested = true;
  __atomic_store_n(&place, chain, __ATOMIC_RELEASE);
  return chain;
}

bool remove_chain(Thread &thread, os::Range stack) {
  Locked locked;
  Chain *&place = *find_place(stack.high);
  Chain *chain = place;
  if (!chain || chain->own.low != stack.low)
    return false;
  place = chain->next;
  leave_chain(thread, *chain);
  free_record(thread, *chain);
  return true;
}

void restart_chain(Thread &thread, Chain &chain) {
  leave_chain(thread, chain);
  restart_lanes(thread, chain);
  Quiet quiet;
  drop_after(thread, chain.own);
  chain.suspended = 0;
}

/// \p thread runs on \p chain now.
void run_chain(Thread &thread, Chain &chain) {
  if (chain.runner == &thread)
    return;
  Locked locked;
  chain.runner = &thread;
}

Segment *segment_of_fiber(Thread &thread, uptr sp) {
  if (!__atomic_load_n(&table.records, __ATOMIC_RELAXED) && !has_blocks())
    return nullptr;
  Locked locked;
  if (Chain *chain = chain_of_block(sp)) {
    chain->runner = &thread;
    return &chain->own;
  }
  if (Segment *found = segment_in_slabs(thread, sp))
    return found;
  for (Records *at = table.records; at; at = at->next)
    for (Chain &chain : at->chains) {
      // One that nobody has run on yet has no segments.
      if (!chain.own.high || chain.foreign ||
          (chain.runner && chain.runner != &thread))
        continue;
      if (Segment *found = segment_of(chain, sp)) {
        chain.runner = &thread;
        return found;
      }
    }
  return nullptr;
}

Chain *begin_foreign(Thread &thread) {
  Chain *chain = __atomic_exchange_n(&thread.spare, nullptr, __ATOMIC_RELAXED);
  if (chain)
    return chain;
  Locked locked;
  chain = take_record();
  if (!chain)
    return nullptr;
  start_chain(*chain, {0, 0});
  chain->foreign = true;
  chain->runner = &thread;
  return chain;
}

void restart_lanes(Thread &thread, Chain &chain) {
  if (!chain.stressed)
    return;
  Quiet quiet;
  drop_after(thread, chain.stressed->other);
  chain.stressed->lanes = {};
  chain.stressed->lanes.at[1].segment = &chain.stressed->other;
}

/// Keeps one for the next time, with its first segment.
void end_foreign(Thread &thread, Chain &chain) {
  if (here.current->chain == &chain)
    here.current = &thread.own;
  Quiet quiet;
  Segment &first = *chain.own.next;
  drop_after(thread,
             first.emergency || &first == &no_segment ? chain.own : first);
  restart_lanes(thread, chain);
  chain.runner = &thread;
  Chain *other = __atomic_exchange_n(&thread.spare, &chain, __ATOMIC_RELAXED);
  if (!other)
    return;
  Locked locked;
  free_record(thread, *other);
}

void end_spare(Thread &thread) {
  Chain *chain = thread.spare;
  if (!chain)
    return;
  thread.spare = nullptr;
  Locked locked;
  free_record(thread, *chain);
}

/// As Locked, from before a fork until after it, in parent and child.
static void lock_to_fork() {
  uint64_t mask = os::block_signals();
  lock();
  table.mask_at_fork = mask;
}

static void unlock_after_fork() {
  uint64_t mask = table.mask_at_fork;
  unlock();
  os::restore_signals(mask);
}

void prepare_fork() {
  pthread_atfork(lock_to_fork, unlock_after_fork, unlock_after_fork);
}

} // namespace segstack::rt

using namespace segstack::rt;

#pragma GCC visibility push(default)
extern "C" {

int segstack_add_stack(void *low, size_t size) {
  Thread *thread = this_thread();
  uptr start = reinterpret_cast<uptr>(low);
  if (!low || size < 1024)
    return EINVAL;
  return thread && add_chain(*thread, {start, start + size}) ? 0 : ENOMEM;
}

int segstack_remove_stack(void *low, size_t size) {
  Thread *thread = this_thread();
  uptr start = reinterpret_cast<uptr>(low);
  if (!thread)
    return ENOMEM;
  return remove_chain(*thread, {start, start + size}) ? 0 : EINVAL;
}

} // extern "C"
#pragma GCC visibility pop
