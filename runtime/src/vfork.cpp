//===- vfork.cpp - the parent finds its place as it was -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A child of vfork has its parent's memory, the thread's position and limit
// included. When it execs or ends in the midst of a crossing nobody leaves the
// segment, as after a jump. So vfork (in arch/) saves the position before and
// restores it in the parent. What posix_spawn, popen and system start runs no
// code of the program's before it execs.
//
//===----------------------------------------------------------------------===//

#include "state.h"
#include <segstack/segstack.h>

#include <errno.h>

using namespace segstack::rt;

extern "C" {

/// \p sp tells this call from one in a handler that comes before the other end.
void segstack_before_vfork(uptr sp) {
  // Not in the child: there it would not know whose stack it is on.
  Thread *thread = this_thread();
  if (!thread)
    return;
  segstack_save_position(reinterpret_cast<segstack_position *>(thread->forked));
  thread->forked_at = sp;
}

/// In the parent; \p result is the system call's. What vfork returns.
int segstack_after_vfork(uptr sp, intptr_t result) {
  put_limit(UINTPTR_MAX);
  Thread *thread = here.thread;
  if (thread && thread->forked_at == sp) {
    segstack_restore_position(
        reinterpret_cast<segstack_position *>(thread->forked));
    thread->forked_at = 0;
  }
  if (result > 0)
    return static_cast<int>(result);
  errno = static_cast<int>(-result);
  return -1;
}

} // extern "C"
