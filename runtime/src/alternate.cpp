//===- alternate.cpp - the alternate signal stack -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler on an alternate stack may go on on a segment. To the kernel that
// stack is then not in use, and the next signal's frame goes to its top, over
// the frames of the first handler. So what the program sets with sigaltstack()
// is set with SS_AUTODISARM: while a handler runs there, there is none.
//
//   a signal comes --> the kernel forgets the stack  --> we remember it
//   returns        --> the kernel sets it again
//   jumps out      --> the next slow path sets it again, or the position's
//                      restoring, once the stack is left
//
//===----------------------------------------------------------------------===//

#include "state.h"

#include <errno.h>

namespace segstack::rt {

namespace {

/// As the program has set it.
__thread stack_t alternate = {nullptr, SS_DISABLE, 0};

/// A jump has left a handler that may have been there.
__thread bool has_jumped;

bool is_on_alternate(uptr sp) {
  return sp - reinterpret_cast<uptr>(alternate.ss_sp) < alternate.ss_size;
}

int change(const stack_t *wanted, stack_t *old) {
  stack_t before = alternate;
  // Where the program has asked for SS_AUTODISARM itself, what the system says
  // of a running handler is what it expects.
  bool asked = before.ss_flags < 0;
  bool on = !asked &&
            is_on_alternate(reinterpret_cast<uptr>(__builtin_frame_address(0)));
  if (wanted && on) {
    errno = EPERM;
    return -1;
  }
  if (os::set_alternate_stack(wanted, old))
    return -1;
  if (wanted) {
    alternate = *wanted;
    if (alternate.ss_flags & SS_DISABLE)
      alternate.ss_size = 0;
  }
  // Where a handler runs the system knows of none.
  if (old && before.ss_size && !asked) {
    *old = before;
    old->ss_flags = on ? SS_ONSTACK : 0;
  }
  return 0;
}

} // namespace

void jump_from_handler() { has_jumped = alternate.ss_size != 0; }

void settle_after_jump(uptr sp) {
  // Not before it is left: the next handler's frame would be put over it.
  if (!has_jumped || is_on_alternate(sp))
    return;
  has_jumped = false;
  if (alternate.ss_size)
    os::set_alternate_stack(&alternate, nullptr);
}

os::Range alternate_stack() {
  if (!alternate.ss_size)
    return os::alternate_stack();
  uptr low = reinterpret_cast<uptr>(alternate.ss_sp);
  return {low, low + alternate.ss_size};
}

} // namespace segstack::rt

// Weak: a program or a sanitizer that has its own keeps it.
extern "C" __attribute__((weak, visibility("default"))) int
sigaltstack(const stack_t *wanted, stack_t *old) noexcept {
  return segstack::rt::change(wanted, old);
}
