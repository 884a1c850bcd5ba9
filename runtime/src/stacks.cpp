//===- stacks.cpp - makes stacks ------------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Small ones come from slabs (slab.cpp). A large one is a mapping of its own
// with a guard page, and is in the table of chains like those of programs:
//
//   [ guard ][ stack ]
//            own.low  own.high
//
//===----------------------------------------------------------------------===//

#include "table.h"
#include "text.h"

#include <stdlib.h>

namespace segstack::rt {

static bool is_block(const Chain &chain) {
  return chain.own.high - chain.own.low <= largest_block;
}

static Chain *begin(Chain *chain) {
  if (!chain)
    return nullptr;
  chain->made = true;
  if (is_sanitized())
    clear_marks(chain->own.low, chain->own.high);
  tell_valgrind(chain->own);
  return chain;
}

static Chain *make_small(Thread &thread, uptr size) {
  Locked locked;
  os::Range stack;
  Chain *chain = take_block(size, stack);
  if (!chain)
    return nullptr;
  start_chain(*chain, stack);
  limit_own(*chain, thread.max_stack);
  return chain;
}

static Chain *make_large(Thread &thread, uptr size) {
  uptr page = os::page_size();
  size = (size + page - 1) & ~(page - 1);
  void *start = size ? os::reserve(guard_size() + size) : nullptr;
  if (!start)
    return nullptr;
  uptr low = reinterpret_cast<uptr>(start) + guard_size();
  Chain *chain = os::commit(reinterpret_cast<void *>(low), size)
                     ? add_chain(thread, {low, low + size})
                     : nullptr;
  if (!chain)
    os::release(start, guard_size() + size);
  return chain;
}

Chain *make_stack(Thread &thread, uptr size) {
  return begin(size <= largest_block ? make_small(thread, size)
                                     : make_large(thread, size));
}

void check_end(const Chain &chain) {
  if (!chain.made || !is_block(chain) || !is_overrun(chain))
    return;
  TextOf<300> out;
  out << "segstack: the stack of a fiber, " << chain.own.high - chain.own.low
      << " bytes, was too small for what ran on it without checks, and has "
         "overwritten the stack beside it; make it larger\n";
  write_log(out.text(), out.length());
  abort();
}

Chain *find_small(os::Range part) {
  if (!has_blocks())
    return nullptr;
  Locked locked;
  Chain *chain = chain_of_block(part.low);
  return chain && part.high <= chain->own.high ? chain : nullptr;
}

void release_stack(Thread &thread, Chain &chain) {
  check_end(chain);
  untell_valgrind(chain.own);
  if (is_block(chain)) {
    Locked locked;
    leave_chain(thread, chain);
    drop_segments(thread, chain);
    start_chain(chain, {0, 0});
    give_block(chain);
    return;
  }
  os::Range stack = {chain.own.low, chain.own.high};
  if (remove_chain(thread, stack))
    os::release(reinterpret_cast<void *>(stack.low - guard_size()),
                guard_size() + stack.high - stack.low);
}

} // namespace segstack::rt
