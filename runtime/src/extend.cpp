//===- extend.cpp - more stack for a frame that grows while it runs -------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   segment:  ... frame | record ]      the frame's stack pointer moves on:
//   next:     [ block | frames of what it calls ...
//
// alloca and arrays of variable size (dynamic.h). Nobody tells when the stack
// pointer goes back: a return, an exception, the end of a block. So the next
// segment is lent: the limit there is the highest address, no check passes on
// it, and each finds by the stack pointer where it is. When that is the segment
// before, the lent one is free again.
//
//===----------------------------------------------------------------------===//

#include "state.h"
#include "text.h"

#include <stdlib.h>

namespace segstack::rt {

void lend(Segment &segment) {
  segment.lent = true;
  segment.fits = 0; // no crossing takes it on the fast path
  put_limit(UINTPTR_MAX);
}

void take_back(Segment &segment) {
  segment.lent = false;
  set_limit(segment, segment.headroom);
}

/// No object has that many bytes.
[[noreturn]] static void refuse_size(const Crossing &crossing, uptr bytes) {
  TextOf<400> out;
  out << "segstack: in " << FunctionName{crossing.function}
      << ": an array of variable size, or alloca, of ";
  if (bytes == UINTPTR_MAX)
    out << "a negative number of elements, or more than there can be";
  else
    out << "a negative or too large size (" << bytes << " bytes)";
  out << "\n";
  write_log(out.text(), out.length());
  abort();
}

/// As segstack_enter: null for room here, (void *)-1 to refuse.
extern "C" __attribute__((visibility("hidden"))) void *
segstack_find_room(Crossing *crossing, uptr bytes) {
  constexpr uptr most = UINTPTR_MAX / 2;
  if (bytes > most)
    refuse_size(*crossing, bytes);
  *crossing = {
      bytes, crossing->function, nullptr, nullptr, nullptr, 0, 0, nullptr, {}};
  Request request = {
      crossing,           reinterpret_cast<uptr>(crossing), bytes, 0,
      crossing->function, __builtin_return_address(0)};
  Thread *thread = measured_thread();
  if (!thread)
    return exhausted_without_record(request);
  void *sp = extend_to(*thread, request);
  if (options.stress)
    put_limit(UINTPTR_MAX);
  if (sp && sp != reinterpret_cast<void *>(UINTPTR_MAX))
    lend(*here.current);
  return sp;
}

} // namespace segstack::rt
