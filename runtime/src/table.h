//===- table.h - the process's stacks ---------------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   fibers.cpp  the table of chains, by the end of the stack
//   slab.cpp    small stacks with their chains, by address
//   stacks.cpp  makes stacks of either kind
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TABLE_H
#define SEGSTACK_TABLE_H

#include "state.h"

namespace segstack::rt {

/// No signal comes while the table is locked: its handler may need it.
class Locked {
public:
  Locked();
  ~Locked();
  Locked(const Locked &) = delete;
  Locked &operator=(const Locked &) = delete;

private:
  Quiet quiet;
};

// With the table locked:

/// The chain has no segment any more; nothing runs on it.
void drop_segments(Thread &thread, Chain &chain);
/// Nothing runs on the chain, whatever the thread may have thought.
void leave_chain(Thread &thread, const Chain &chain);

/// The largest stack that comes from a slab.
constexpr uptr largest_block = 64 << 10;
/// A stack of at least \p size bytes; its chain is to be started. Null: no
/// memory.
Chain *take_block(uptr size, os::Range &stack);
/// The chain holds nothing any more; its slab may go, with the record.
void give_block(Chain &chain);
/// Whether there is any; this may be asked without the lock.
bool has_blocks();
/// The chain of the block that \p address is in; null when there is none.
Chain *chain_of_block(uptr address);
/// As segment_of_fiber, of the chains in slabs that \p thread ran last.
Segment *segment_in_slabs(const Thread &thread, uptr sp);

// Without:

/// Whether what runs on the stack of a block has gone beyond its end.
bool is_overrun(const Chain &chain);

/// A new stack of at least \p size bytes; null: no memory.
Chain *make_stack(Thread &thread, uptr size);
/// The chain of a small stack of make_stack, which \p part is in; or null.
Chain *find_small(os::Range part);
/// Of make_stack; it may be another thread's.
void release_stack(Thread &thread, Chain &chain);

} // namespace segstack::rt

#endif // SEGSTACK_TABLE_H
