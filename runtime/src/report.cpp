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

#include "state.h"
#include "throw.h"

#include <string.h>

namespace segstack::rt {

void write_log(const char *text, size_t length) {
  int file = *options.log_path ? os::open_file(options.log_path, false) : -1;
  os::write_all(file < 0 ? 2 : file, text, length);
  if (file >= 0)
    os::close_file(file);
}

/// Counts \p crossing's function among at most \p size distinct ones.
static void count(Site *sites, unsigned size, const char *function) {
  for (unsigned i = 0; i < size; ++i) {
    if (!sites[i].function)
      sites[i].function = function;
    if (strcmp(sites[i].function, function) == 0) {
      ++sites[i].crossings;
      return;
    }
  }
}

static void add_recursion(const segstack_crossing *crossing, Text &out) {
  constexpr unsigned most = 12;
  Site sites[most] = {};
  uint64_t all = 0;
  for (; crossing; crossing = crossing->outer, ++all)
    count(sites, most, crossing->function);
  if (all)
    out << "  crossings on this stack:\n";
  for (const Site &site : sites)
    if (site.function)
      out << "    " << site.crossings << " by " << site.function << "\n";
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
  else
    (out << "max_stack=").bytes(account.max_stack) << " reached";
}

static void add_advice(const Exhaustion &account, Text &out) {
  if (account.cause == Cause::memory)
    out << "  the process's memory or address space limit must be raised\n";
  else
    out << "  to allow more: SEGSTACK_OPTIONS=max_stack=BYTES, or "
           "segstack_set_limit()\n";
}

void write_report(Thread &thread, const Segment &from, bool hard) {
  TextOf<4096> out;
  const Exhaustion &account = thread.exhausted;
  out << "segstack: stack exhausted in "
      << (account.function ? account.function : "?") << ": ";
  add_limit(account, out);
  if (hard)
    out << ", and the emergency allowance for code that must not throw is "
           "used up";
  out << "\n  process " << static_cast<uint64_t>(os::process_id())
      << ", thread " << static_cast<uint64_t>(os::thread_id()) << ": ";
  add_use(account, out);
  out << "\n";
  add_recursion(innermost(thread, from), out);
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
  out << " in " << (account.function ? account.function : "?") << ": ";
  add_limit(account, out);
  out << ", ";
  add_use(account, out);
}
