//===- trace.cpp - growth as a Chrome trace ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One JSON array of events, each written by one write(): how much stack each
// thread has, and what changed it. Opens in Perfetto and chrome://tracing.
//
//===----------------------------------------------------------------------===//

#include "state.h"

namespace segstack::rt {

static int file = -1;
static int started;

void trace_open(const char *path) {
  file = os::open_file(path, true);
  if (file >= 0)
    return;
  TextOf<400> error;
  error << "segstack: cannot write the trace to " << path << "\n";
  os::write_all(2, error.text(), error.length());
  os::quit(2);
}

static void add_common(Text &out, const char *name, const char *phase) {
  uint64_t now = os::now_ns();
  TextOf<8> fraction;
  fraction << 1000 + now % 1000;
  out << "{\"name\":\"" << name << "\",\"ph\":\"" << phase
      << "\",\"pid\":" << static_cast<uint64_t>(os::process_id())
      << ",\"tid\":" << static_cast<uint64_t>(os::thread_id())
      << ",\"ts\":" << now / 1000 << "." << fraction.text() + 1;
}

void trace_event(const char *name, const Segment &segment) {
  if (file < 0)
    return;
  TextOf<600> out;
  out << (__atomic_exchange_n(&started, 1, __ATOMIC_RELAXED) ? ",\n" : "[\n");
  add_common(out, name, "i");
  out << ",\"s\":\"t\",\"args\":{\"segment\":"
      << static_cast<uint64_t>(segment.depth)
      << ",\"bytes\":" << segment.high - segment.low << "}},\n";
  add_common(out, "stack", "C");
  out << ",\"id\":" << static_cast<uint64_t>(os::thread_id())
      << ",\"args\":{\"bytes\":" << live_bytes() << "}}";
  os::write_all(file, out.text(), out.length());
}

void trace_close() {
  if (file < 0)
    return;
  os::write_all(file, started ? "\n]\n" : "[]\n", 3);
  os::close_file(file);
  file = -1;
}

} // namespace segstack::rt
