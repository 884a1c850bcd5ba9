//===- valgrind.cpp - tells valgrind what is a stack ----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stack pointer that moves by less than 2 MiB is a new frame to valgrind, and
// the memory in between a part of it. Between two segments there is another
// frame's memory, or this runtime's. Of stacks that it has been told of
// valgrind knows that one is left for the other. Without valgrind a request is
// instructions that do nothing.
//
//===----------------------------------------------------------------------===//

#include "state.h"

extern "C" {
/// Assembly: passes the request on; 0 without valgrind.
__attribute__((visibility("hidden"))) uintptr_t
segstack_valgrind_request(const uintptr_t *request);
}

namespace segstack::rt {

/// valgrind.h: VALGRIND_STACK_REGISTER and VALGRIND_STACK_DEREGISTER.
enum : uptr { register_stack = 0x1501, deregister_stack = 0x1502 };

/// Valgrind knows the main thread's stack by itself, and grows it.
static bool is_known(const Segment &segment) {
  return !segment.start && !segment.chain->made &&
         os::thread_id() == os::process_id();
}

void tell_valgrind(Segment &segment) {
  uptr request[6] = {register_stack, segment.low, segment.high};
  if (segment.start)
    request[1] = segment.start; // It may grow in place.
  if (!is_known(segment))
    segment.known_as = segstack_valgrind_request(request);
}

void untell_valgrind(const Segment &segment) {
  uptr request[6] = {deregister_stack, segment.known_as};
  if (!is_known(segment))
    segstack_valgrind_request(request);
}

} // namespace segstack::rt
