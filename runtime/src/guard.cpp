//===- guard.cpp - the wall, and the tables of checks that fault ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   constructor of a module --> segstack_guard_begin: its table is known
//   slow path, jump, handler --> aim: the probe follows the limit
//   SIGSEGV                  --> resume_of: the table's entry for the pc
//
// Each entry of a table is two 32-bit distances from itself: the instruction
// that touches, and where the cold path begins. No relocation, no sorting; a
// pc that was found once is found again by a cache.
//
//===----------------------------------------------------------------------===//

#include "guard.h"
#include "table.h"

extern "C" {
__attribute__((
    visibility("default"))) __thread __UINTPTR_TYPE__ segstack_probe =
    segstack::os::never_readable;

struct segstack_guard {
  int32_t touches, resumes;
};
}

namespace segstack::rt {

bool guarded;

namespace {

/// Readable from here for as long as it reaches. 0: there was no memory, and
/// every check fails.
uptr wall;

/// What a check touches far above the wall faults too, or is readable; either
/// is right. Below there is nothing: so low in the address space systems map
/// only what asks for it, and below 0 lies the kernel's half.
constexpr uptr reach = 1 << 20, places = uptr(1) << 45, apart = uptr(1) << 40;

void build_wall() {
  for (uptr at = places; at < places + 16 * apart && !wall; at += apart) {
    void *start = os::reserve_at(2 * reach, at - reach);
    if (!start)
      return;
    if (reinterpret_cast<uptr>(start) == at - reach &&
        os::make_readable(reinterpret_cast<void *>(at), reach))
      __atomic_store_n(&wall, at, __ATOMIC_RELEASE);
    else
      os::release(start, 2 * reach);
  }
}

struct Table {
  const segstack_guard *begin, *end;
  uptr low, high; ///< its checks are in [low, high]
  unsigned uses;  ///< sources of the module; 0: it is gone, or going
};

constexpr unsigned most_tables = 1024;
Table tables[most_tables];
unsigned table_count;

uptr touch_of(const segstack_guard &entry) {
  return reinterpret_cast<uptr>(&entry.touches) +
         static_cast<uptr>(static_cast<intptr_t>(entry.touches));
}

uptr resume_of(const segstack_guard &entry) {
  return reinterpret_cast<uptr>(&entry.resumes) +
         static_cast<uptr>(static_cast<intptr_t>(entry.resumes));
}

Table *table_of(const segstack_guard *begin) {
  for (unsigned i = 0; i < table_count; ++i)
    if (tables[i].begin == begin)
      return &tables[i];
  return nullptr;
}

/// One that is not used any more, or a new one; null when there are too many.
Table *free_table() {
  for (unsigned i = 0; i < table_count; ++i)
    if (!tables[i].uses)
      return &tables[i];
  return table_count < most_tables ? &tables[table_count] : nullptr;
}

void fill(Table &table, const segstack_guard *begin,
          const segstack_guard *end) {
  table.low = UINTPTR_MAX;
  table.high = 0;
  table.begin = begin;
  table.end = end;
  for (const segstack_guard *at = begin; at != end; ++at) {
    uptr pc = touch_of(*at);
    table.low = pc < table.low ? pc : table.low;
    table.high = pc > table.high ? pc : table.high;
  }
  __atomic_store_n(&table.uses, 1, __ATOMIC_RELEASE);
  if (&table == tables + table_count)
    __atomic_store_n(&table_count, table_count + 1, __ATOMIC_RELEASE);
}

/// Entries found lately, by a hash of their pc; any may be of a module that is
/// gone.
const segstack_guard *found[1024];

const segstack_guard *find(const Table &table, uptr pc) {
  const segstack_guard *&cached = found[(pc * 0x9e3779b97f4a7c15u >> 40) %
                                        (sizeof(found) / sizeof(*found))];
  const segstack_guard *at = __atomic_load_n(&cached, __ATOMIC_RELAXED);
  if (at >= table.begin && at < table.end && touch_of(*at) == pc)
    return at;
  for (at = table.begin; at != table.end; ++at)
    if (touch_of(*at) == pc) {
      __atomic_store_n(&cached, at, __ATOMIC_RELAXED);
      return at;
    }
  return nullptr;
}

} // namespace

uptr resume_of(uptr pc) {
  unsigned count = __atomic_load_n(&table_count, __ATOMIC_ACQUIRE);
  for (unsigned i = 0; i < count; ++i) {
    const Table &table = tables[i];
    if (pc < table.low || pc > table.high)
      continue;
    // A module that has run its destructors may still be there: a program
    // ends by them.
    uptr begin = reinterpret_cast<uptr>(table.begin);
    uptr end = reinterpret_cast<uptr>(table.end);
    if (!__atomic_load_n(&table.uses, __ATOMIC_ACQUIRE) &&
        os::readable_down_to(end, end - begin) > begin)
      continue;
    if (const segstack_guard *entry = find(table, pc))
      return resume_of(*entry);
  }
  return 0;
}

/// What a check touches lies at \c probe above what it compares: the limit
/// itself at the wall. Where the limit is out of reach, the check fails halfway
/// there, and the slow path finds room and aims again.
void aim(uptr sp) {
  uptr limit = segstack_limit;
  uptr top = __atomic_load_n(&wall, __ATOMIC_ACQUIRE);
  if (limit == UINTPTR_MAX || !top)
    segstack_probe = os::never_readable;
  else if (limit == 0 || (sp > limit && sp - limit >= reach))
    segstack_probe = top + reach / 2 - sp;
  else
    segstack_probe = top - limit;
}

static void slow_down(Segment &first) {
  for (Segment *at = &first; at != &no_segment; at = at->next) {
    at->site = nullptr;
    at->trim = true;
  }
}

void follow_guard(Chain &chain) {
  if (chain.slow)
    return;
  chain.slow = true;
  slow_down(chain.own);
  if (chain.stressed)
    slow_down(chain.stressed->other);
}

} // namespace segstack::rt

using namespace segstack::rt;

#pragma GCC visibility push(default)
extern "C" {

void segstack_guard_begin(const segstack_guard *begin,
                          const segstack_guard *end) {
  if (begin == end)
    return;
  {
    Locked locked;
    Table *table = table_of(begin);
    if (table && table->uses && table->end == end) {
      ++table->uses;
      return;
    }
    if (!table && !(table = free_table())) {
      static const char text[] =
          "segstack: more than 1024 modules with MECHANISM guard; use limit\n";
      segstack::os::write_all(2, text, sizeof(text) - 1);
      segstack::os::quit(2);
    }
    fill(*table, begin, end);
    if (guarded)
      return;
    build_wall();
  }
  take_faults();
}

void segstack_guard_end(const segstack_guard *begin) {
  Locked locked;
  Table *table = table_of(begin);
  if (table && table->uses)
    --table->uses;
}

} // extern "C"
#pragma GCC visibility pop
