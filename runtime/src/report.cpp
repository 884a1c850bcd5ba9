//===- report.cpp - tells why a thread ran out of stack ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The long form goes to stderr or log_path, the short one into what(). Both
// are async-signal-safe: fixed buffers, write().
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"
#include "throw.h"

namespace segstack::rt {

void write_log(const char *text, size_t length) {
  int file = *options.log_path ? os::open_file(options.log_path, false) : -1;
  os::write_all(file < 0 ? 2 : file, text, length);
  if (file >= 0)
    os::close_file(file);
}

void for_each_crossing(const Thread &thread, const Segment &from,
                       void (*visit)(const char *, void *), void *data) {
  if (thread.stress) {
    for_each_crossing_in_stress(*from.chain, visit, data);
    return;
  }
  // The crossing that led to a segment is the last one counted for it.
  for (const Segment *at = &from; at->prev; at = at->prev)
    visit(at->site ? at->site : at->entered->function, data);
}

namespace {
struct Tally {
  struct {
    const char *function;
    uint64_t crossings;
  } sites[12];
  uint64_t all;
};
} // namespace

static void tally(const char *function, void *data) {
  Tally &counts = *static_cast<Tally *>(data);
  ++counts.all;
  for (auto &site : counts.sites) {
    if (!site.function)
      site.function = function;
    if (same_text(site.function, function)) {
      ++site.crossings;
      return;
    }
  }
}

static void add_recursion(const Thread &thread, const Segment &from,
                          Text &out) {
  Tally counts = {};
  for_each_crossing(thread, from, tally, &counts);
  if (counts.all)
    out << "  crossings on this stack:\n";
  for (const auto &site : counts.sites)
    if (site.function)
      out << "    " << site.crossings << " by " << FunctionName{site.function}
          << "\n";
}

static void add_use(const Exhaustion &account, Text &out) {
  out << account.used << " bytes of stack in use, " << account.segments
      << " segments";
  if (account.frames)
    out << ", recursion about " << account.frames << " calls deep";
}

static void add_limit(const Exhaustion &account, Text &out) {
  if (account.cause == Cause::memory)
    out << "the system has no more memory";
  else if (account.cause == Cause::own_stack)
    out << "the thread's own stack has no room";
  else
    (out << "max_stack=").bytes(account.max_stack) << " reached";
}

static void add_advice(const Exhaustion &account, Text &out) {
  if (account.cause == Cause::memory)
    out << "  the process's memory or address space limit must be raised\n";
  else if (account.cause == Cause::own_stack)
    out << "  to leave more there: SEGSTACK_OPTIONS=reserve=BYTES\n";
  else
    out << "  to allow more: SEGSTACK_OPTIONS=max_stack=BYTES, or "
           "segstack_set_limit()\n";
}

void write_report(Thread &thread, const Segment &from, bool hard) {
  TextOf<4096> out;
  const Exhaustion &account = thread.exhausted;
  out << "segstack: stack exhausted in " << account.function << ": ";
  add_limit(account, out);
  if (hard)
    out << ", and the emergency allowance for code that must not throw is "
           "used up";
  out << "\n  process " << static_cast<uint64_t>(os::process_id())
      << ", thread " << static_cast<uint64_t>(os::thread_id()) << ": ";
  add_use(account, out);
  out << "\n";
  add_recursion(thread, from, out);
  add_advice(account, out);
  write_log(out.text(), out.length());
}

} // namespace segstack::rt

using namespace segstack::rt;

void segstack_describe_exhaustion(char *text, size_t size) {
  Text out(text, size);
  out << "stack exhausted";
  if (!here.thread)
    return;
  const Exhaustion &account = here.thread->exhausted;
  out << " in " << account.function << ": ";
  add_limit(account, out);
  out << ", ";
  add_use(account, out);
}
