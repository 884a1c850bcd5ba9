//===- slab.cpp - small stacks, many to a mapping -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mapping for each of a million stacks would be more than the system allows,
// and a page for each is too much memory. So small ones are cut from slabs, all
// of one size each, and lie side by side without guard pages; the records of
// their chains are apart:
//
//   [ Slab | Chain ... Chain | Stressed ... | guard ][ stack, mark ] ...
//   aligned to slab_size                             blocks
//
// A frame without checks may be larger than such a stack. It then runs over the
// mark of the one below, which is looked at when stacks are switched.
//
// A slab that is not in use any more goes back, but for one of each size.
// Everything here is called with the table of chains locked.
//
//===----------------------------------------------------------------------===//

#include "table.h"

namespace segstack::rt {

namespace {

constexpr uptr slab_size = 4 << 20;
constexpr unsigned classes = 11; ///< up to largest_block

struct alignas(64) Slab {
  Slab *next, *prev;    ///< of its size, when it has room
  Slab *next_in_bucket; ///< by address
  uptr blocks;          ///< the first stack's lowest address
  uptr block_size;
  unsigned size_class;
  unsigned count, used;
  unsigned touched; ///< those from here on have never been used
  Chain *free;

  Chain *chains() { return reinterpret_cast<Chain *>(this + 1); }
};
static_assert(sizeof(Slab) % alignof(Chain) == 0, "chains follow");

/// At the end of each block, where the stack above it would come.
struct Mark {
  uptr words[2];
};

Mark mark_of(uptr at) { return {{at, ~at}}; }

const Mark &mark_at(uptr high) { return *reinterpret_cast<const Mark *>(high); }

void set_mark(uptr high) { *reinterpret_cast<Mark *>(high) = mark_of(high); }

struct {
  Slab *open[classes]; ///< with room; those that are empty come last
  unsigned empty[classes];
  Slab *buckets[1024];
  uptr mapped;
} slabs;

/// 2, 3, 4, 6, 8, 12 ... 64 KiB.
uptr size_of(unsigned size_class) {
  return (size_class % 2 ? uptr(3) << 10 : uptr(2) << 10) << size_class / 2;
}

unsigned class_of(uptr size) {
  // What a mapped segment writes to the trace is put together on the stack.
  // And where a check faults there must be room for the signal's frame.
  unsigned size_class = guarded ? 4 : *options.trace ? 2 : 0;
  while (size_of(size_class) < size)
    ++size_class;
  return size_class;
}

Slab *&bucket_of(uptr start) {
  constexpr uptr buckets = sizeof(slabs.buckets) / sizeof(*slabs.buckets);
  return slabs.buckets[start / slab_size % buckets];
}

/// The slab that \p address is in, whatever may be there.
Slab *find_slab(uptr address) {
  uptr start = address & ~(slab_size - 1);
  Slab *slab = bucket_of(start);
  while (slab && reinterpret_cast<uptr>(slab) != start)
    slab = slab->next_in_bucket;
  return slab;
}

/// In front; \p last: behind the others.
void open_slab(Slab &slab, bool last) {
  Slab **at = &slabs.open[slab.size_class];
  slab.prev = nullptr;
  while (last && *at) {
    slab.prev = *at;
    at = &(*at)->next;
  }
  slab.next = *at;
  if (*at)
    (*at)->prev = &slab;
  *at = &slab;
}

void close_slab(Slab &slab) {
  (slab.prev ? slab.prev->next : slabs.open[slab.size_class]) = slab.next;
  if (slab.next)
    slab.next->prev = slab.prev;
}

void *reserve_aligned() {
  uptr start = reinterpret_cast<uptr>(os::reserve(2 * slab_size));
  if (!start)
    return nullptr;
  uptr at = (start + slab_size - 1) & ~(slab_size - 1), before = at - start;
  if (before)
    os::release(reinterpret_cast<void *>(start), before);
  os::release(reinterpret_cast<void *>(at + slab_size), slab_size - before);
  return reinterpret_cast<void *>(at);
}

/// Fills in what its size says; the first stack begins above the guard.
void cut(Slab &slab, unsigned size_class) {
  uptr record = sizeof(Chain) + (options.stress ? sizeof(Stressed) : 0);
  uptr rest = slab_size - sizeof(Slab) - guard_size() - os::page_size();
  slab.size_class = size_class;
  slab.block_size = size_of(size_class) + sizeof(Mark);
  slab.count = static_cast<unsigned>(rest / (slab.block_size + record));
  slab.blocks =
      reinterpret_cast<uptr>(&slab) + slab_size - slab.count * slab.block_size;
}

bool protect_guard(const Slab &slab) {
  uptr end = slab.blocks & ~(os::page_size() - 1);
  return os::decommit(reinterpret_cast<void *>(end - guard_size()),
                      guard_size());
}

Slab *map_slab(unsigned size_class) {
  void *start = reserve_aligned();
  if (!start)
    return nullptr;
  Slab *slab = static_cast<Slab *>(start);
  if (os::commit(start, slab_size)) {
    cut(*slab, size_class);
    if (protect_guard(*slab)) {
      Slab *&bucket = bucket_of(reinterpret_cast<uptr>(start));
      slab->next_in_bucket = bucket;
      bucket = slab;
      open_slab(*slab, false);
      ++slabs.empty[size_class];
      __atomic_store_n(&slabs.mapped, slabs.mapped + 1, __ATOMIC_RELAXED);
      return slab;
    }
  }
  os::release(start, slab_size);
  return nullptr;
}

void unmap_slab(Slab &slab) {
  Slab **at = &bucket_of(reinterpret_cast<uptr>(&slab));
  while (*at != &slab)
    at = &(*at)->next_in_bucket;
  *at = slab.next_in_bucket;
  close_slab(slab);
  __atomic_store_n(&slabs.mapped, slabs.mapped - 1, __ATOMIC_RELAXED);
  os::release(&slab, slab_size);
}

os::Range block_at(const Slab &slab, uptr index) {
  uptr low = slab.blocks + index * slab.block_size;
  return {low, low + slab.block_size - sizeof(Mark)};
}

Chain *take_record(Slab &slab) {
  if (Chain *chain = slab.free) {
    slab.free = chain->next;
    return chain;
  }
  Chain *chain = &slab.chains()[slab.touched];
  Stressed *stressed = reinterpret_cast<Stressed *>(slab.chains() + slab.count);
  chain->stressed = options.stress ? stressed + slab.touched : nullptr;
  ++slab.touched;
  return chain;
}

} // namespace

Chain *take_block(uptr size, os::Range &stack) {
  unsigned size_class = class_of(size);
  Slab *slab = slabs.open[size_class];
  if (!slab && !(slab = map_slab(size_class)))
    return nullptr;
  slabs.empty[size_class] -= slab->used == 0;
  if (++slab->used == slab->count)
    close_slab(*slab);
  Chain *chain = take_record(*slab);
  stack = block_at(*slab, static_cast<uptr>(chain - slab->chains()));
  set_mark(stack.high);
  return chain;
}

void give_block(Chain &chain) {
  Slab &slab = *find_slab(reinterpret_cast<uptr>(&chain));
  chain.next = slab.free;
  slab.free = &chain;
  if (slab.used == slab.count)
    open_slab(slab, false);
  if (--slab.used)
    return;
  if (slabs.empty[slab.size_class]) {
    unmap_slab(slab);
    return;
  }
  ++slabs.empty[slab.size_class];
  close_slab(slab);
  open_slab(slab, true);
}

bool is_overrun(const Chain &chain) {
  Slab &slab = *reinterpret_cast<Slab *>(reinterpret_cast<uptr>(&chain) &
                                         ~(slab_size - 1));
  if (&chain == slab.chains())
    return false;
  // Whoever takes the block below meanwhile writes the same mark again.
  uptr below = __atomic_load_n(&(&chain)[-1].own.high, __ATOMIC_ACQUIRE);
  if (!below)
    return false;
  Mark wanted = mark_of(below);
  return mark_at(below).words[0] != wanted.words[0] ||
         mark_at(below).words[1] != wanted.words[1];
}

bool has_blocks() { return __atomic_load_n(&slabs.mapped, __ATOMIC_RELAXED); }

Chain *chain_of_block(uptr address) {
  Slab *slab = find_slab(address);
  if (!slab || address < slab->blocks)
    return nullptr;
  Chain &chain = slab->chains()[(address - slab->blocks) / slab->block_size];
  return chain.own.high ? &chain : nullptr;
}

Segment *segment_in_slabs(const Thread &thread, uptr sp) {
  for (Slab *first : slabs.buckets)
    for (Slab *slab = first; slab; slab = slab->next_in_bucket)
      for (unsigned i = 0; i < slab->touched; ++i) {
        Chain &chain = slab->chains()[i];
        if (chain.own.high && chain.runner == &thread)
          if (Segment *found = segment_of(chain, sp))
            return found;
      }
  return nullptr;
}

} // namespace segstack::rt
