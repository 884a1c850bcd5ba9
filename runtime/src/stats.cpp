//===- stats.cpp - the counters of the process -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Crossings are counted by their thread alone, in its record; what happens on
// the slow path is counted for the whole process with atomic additions.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"
#include <segstack/segstack.h>

namespace segstack::rt {

static struct {
  uint64_t mapped, live, bytes_live, bytes_peak, deepest, grown, exhausted;
} counters;

static uint64_t load(const uint64_t &counter) {
  return __atomic_load_n(&counter, __ATOMIC_RELAXED);
}

static uint64_t add(uint64_t &counter, uint64_t value) {
  return __atomic_add_fetch(&counter, value, __ATOMIC_RELAXED);
}

static void raise(uint64_t &counter, uint64_t value) {
  uint64_t old = load(counter);
  while (old < value &&
         !__atomic_compare_exchange_n(&counter, &old, value, true,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;
}

void add_bytes(intptr_t bytes) {
  raise(counters.bytes_peak,
        add(counters.bytes_live, static_cast<uint64_t>(bytes)));
}

void note_chain(const Segment &segment) {
  raise(counters.deepest, segment.depth);
}

void note_mapped(const Segment &segment) {
  add(counters.mapped, 1);
  add(counters.live, 1);
  note_chain(segment);
}

uint64_t live_bytes() { return load(counters.bytes_live); }

void note_unmapped() { add(counters.live, ~uint64_t(0)); }
void note_grown() { add(counters.grown, 1); }
void note_exhausted() { add(counters.exhausted, 1); }

/// The name is copied: its library may be closed before anyone asks for it.
static void take_site(Site &site, const char *function) {
  // Nor may a handler take it while it is half written.
  Quiet quiet;
  if (site.function)
    return;
  Text(site.name, sizeof(site.name)) << FunctionName{function};
  __atomic_store_n(&site.function, function, __ATOMIC_RELEASE);
}

uint64_t *site_counter(Site *sites, unsigned size, const char *function) {
  for (unsigned i = 0; i + 1 < size; ++i) {
    if (!sites[i].function)
      take_site(sites[i], function);
    if (sites[i].function == function)
      return &sites[i].crossings;
  }
  return &sites[size - 1].crossings;
}

void count_crossing(Thread &thread, Segment &to, const char *function) {
  constexpr unsigned size = sizeof(thread.sites) / sizeof(*thread.sites);
  if (to.site != function || !to.count)
    to.count = site_counter(thread.sites, size, function);
  // Then the fast path must never match.
  to.site = crosses_slowly() ? nullptr : function;
  ++*to.count;
}

/// Keeps the \p size functions with most crossings, most first.
void keep_hottest(segstack_site *hot, unsigned size, const char *function,
                  uint64_t crossings) {
  TextOf<sizeof(hot->function)> name;
  name << function;
  for (unsigned i = 0; i < size; ++i)
    if (same_text(hot[i].function, name.text())) {
      crossings += hot[i].crossings;
      copy_bytes(hot + i, hot + i + 1, (size - i - 1) * sizeof(*hot));
      hot[size - 1] = {};
      break;
    }
  for (unsigned i = 0; i < size; ++i) {
    if (*hot[i].function && hot[i].crossings >= crossings)
      continue;
    copy_bytes_up(hot + i + 1, hot + i, (size - i - 1) * sizeof(*hot));
    copy_bytes(hot[i].function, name.text(), name.length() + 1);
    hot[i].crossings = crossings;
    return;
  }
}

static void add_thread(const Thread &thread, segstack_stats &out) {
  constexpr unsigned hot = sizeof(out.hot) / sizeof(*out.hot);
  out.checks += load(thread.checks);
  for (const Site &site : thread.sites) {
    uint64_t crossings = load(site.crossings);
    out.crossings += crossings;
    if (crossings && __atomic_load_n(&site.function, __ATOMIC_ACQUIRE))
      keep_hottest(out.hot, hot, site.name, crossings);
  }
}

static void print_line(Text &out, const char *name, uint64_t value) {
  out << "  " << name;
  for (size_t i = length_of(name); i < 18; ++i)
    out << " ";
  out << value << "\n";
}

void print_stats() {
  segstack_stats stats;
  segstack_get_stats(&stats);
  TextOf<2048> out;
  out << "segstack: statistics of process "
      << static_cast<uint64_t>(os::process_id()) << "\n";
  print_line(out, "crossings", stats.crossings);
  if (options.stress)
    print_line(out, "checks", stats.checks);
  print_line(out, "segments_mapped", stats.segments_mapped);
  print_line(out, "segments_live", stats.segments_live);
  print_line(out, "segments_cached", stats.segments_cached);
  print_line(out, "bytes_live", stats.bytes_live);
  print_line(out, "bytes_peak", stats.bytes_peak);
  print_line(out, "deepest_chain", stats.deepest_chain);
  print_line(out, "grown_in_place", stats.grown_in_place);
  print_line(out, "exhausted", stats.exhausted);
  const char *function;
  if (uptr longest = longest_chain(function))
    out << "  longest chain: " << longest << " bytes without a check below "
        << function << "\n";
  for (const segstack_site &site : stats.hot)
    if (*site.function)
      out << "  hot: " << site.crossings << " crossings by " << site.function
          << "\n";
  write_log(out.text(), out.length());
}

} // namespace segstack::rt

using namespace segstack::rt;

extern "C" __attribute__((visibility("default"))) void
segstack_get_stats(segstack_stats *stats) {
  clear_bytes(stats, sizeof(*stats));
  stats->segments_mapped = load(counters.mapped);
  stats->segments_live = load(counters.live);
  stats->bytes_live = load(counters.bytes_live);
  stats->bytes_peak = load(counters.bytes_peak);
  stats->deepest_chain = load(counters.deepest);
  stats->grown_in_place = load(counters.grown);
  stats->exhausted = load(counters.exhausted);
  for (const Thread *at = all_threads(); at; at = at->next_record)
    add_thread(*at, *stats);
  if (!here.thread)
    return;
  for (const Segment *at = here.current->next; at != &no_segment; at = at->next)
    ++stats->segments_cached;
  for (const Spare &spare : here.thread->spares)
    stats->segments_cached += spare.segment != nullptr;
}
