//===- security.cpp - nothing beyond a segment, nothing executable -----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: security arrays STEP | unchecked | maps | hostile
//
// Linked with --wrap=mmap, so that a canary is put right below each segment's
// guard. `arrays`: functions with arrays of 4 KiB to 1 MiB, larger than any
// guard, called at every distance from the limit, which write the lowest byte.
// `unchecked`: the same without the check, to see that the canary would tell.
// `maps`: no segment is ever executable, and each has its guard. `hostile`:
// input decides how deep it goes; that ends in an exception, in bounded memory.
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include "process.h"

#include <cinttypes>
#include <link.h>
#include <pthread.h>
#include <string>
#include <sys/mman.h>
#include <vector>

namespace {

constexpr size_t canary_size = 2 << 20, page = 4096;

/// What the runtime has reserved, and the canary below.
struct Reserved {
  uintptr_t low, size;
  unsigned char *canary; ///< null: that place was taken
};
constexpr size_t most_reserved = 1 << 14;
Reserved all_reserved[most_reserved];
size_t reserved;
bool with_canaries;

} // namespace

extern "C" {
void *__real_mmap(void *, size_t, int, int, int, off_t);

void *__wrap_mmap(void *at, size_t size, int access, int flags, int file,
                  off_t offset) {
  void *got = __real_mmap(at, size, access, flags, file, offset);
  if (got == MAP_FAILED || (flags & MAP_FIXED) || !(flags & MAP_STACK))
    return got;
  EXPECT_EQ(access, PROT_NONE);
  size_t number = __atomic_fetch_add(&reserved, 1, __ATOMIC_RELAXED);
  EXPECT(number < most_reserved);
  Reserved &mine = all_reserved[number];
  mine = {reinterpret_cast<uintptr_t>(got), size, nullptr};
  if (!with_canaries)
    return got;
  void *below =
      __real_mmap(reinterpret_cast<void *>(mine.low - canary_size), canary_size,
                  PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  if (below != MAP_FAILED)
    mine.canary = static_cast<unsigned char *>(below);
  return got;
}
}

namespace {

/// Fresh memory is zero, and nobody writes there.
bool is_zero(const unsigned char *at, size_t size) {
  static const unsigned char zeros[page] = {};
  for (size_t i = 0; i < size; i += page)
    if (std::memcmp(at + i, zeros, page) != 0)
      return false;
  return true;
}

size_t expect_canaries() {
  size_t seen = 0;
  for (size_t i = 0; i < reserved; ++i)
    if (all_reserved[i].canary) {
      EXPECT(is_zero(all_reserved[i].canary, canary_size));
      ++seen;
    }
  return seen;
}

uintptr_t address_of_frame() {
  return reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
}
NOINLINE uintptr_t sp() { return address_of_frame() + 16; }

bool is_stress() {
  const char *options = std::getenv("SEGSTACK_OPTIONS");
  return options && std::strstr(options, "stress");
}

/// Has an array larger than a guard, and writes its lowest byte first.
template <size_t Size> NOINLINE size_t with_array() {
  SEGSTACK_BODY(Size + 512, (), ->size_t) {
    volatile unsigned char array[Size];
    uintptr_t low = reinterpret_cast<uintptr_t>(&array[0]);
    array[0] = 0x77;
    EXPECT(is_stress() || low >= segstack_limit);
    array[Size - 1] = array[0];
    // What is called from here has the reserve still.
    EXPECT(is_stress() || sp() >= segstack_limit);
    return low;
  }
  SEGSTACK_BODY_END
}

template <size_t Size> NOINLINE size_t with_array_unchecked() {
  volatile unsigned char array[Size];
  array[0] = 0x77;
  keep(array);
  return array[0];
}

typedef size_t (*ArrayFunction)();
struct Sized {
  size_t size;
  ArrayFunction call;
};
const Sized functions[] = {
    {4 << 10, with_array<4 << 10>},     {8 << 10, with_array<8 << 10>},
    {64 << 10, with_array<64 << 10>},   {100 << 10, with_array<100 << 10>},
    {256 << 10, with_array<256 << 10>}, {1 << 20, with_array<1 << 20>}};

NOINLINE void call_from(uintptr_t goal, ArrayFunction call) {
  size_t size = (sp() - goal) & ~size_t(15);
  char *block = static_cast<char *>((__builtin_alloca)(size));
  keep(*block);
  call();
  keep(*block);
}

/// From room for the array and more to none at all.
NOINLINE void sweep(uintptr_t step, const Sized &function) {
  uintptr_t goal = sp() - 256, end = segstack_limit - 256;
  if (goal > end + function.size + (4 << 10))
    goal = end + function.size + (4 << 10);
  for (; goal > end; goal -= step)
    call_from(goal, function.call);
  expect_canaries();
}

/// At the top of each of \p stacks stacks, which are larger than any array.
NOINLINE void dive(int stacks, uintptr_t last, uintptr_t step) {
  SEGSTACK_CHECK(96, (stacks, last, step), dive(stacks, last, step));
  uintptr_t now = address_of_frame();
  if (!last || last - now > (16 << 10)) {
    --stacks;
    for (const Sized &function : functions)
      sweep(step, function);
  }
  if (stacks > 0)
    dive(stacks, now, step);
  keep(now);
}

NOINLINE void every_level(int levels) {
  SEGSTACK_CHECK(96, (levels), every_level(levels));
  for (const Sized &function : functions)
    call_from(sp() - static_cast<uintptr_t>(levels) * 16 % 4096 - 256,
              function.call);
  if (levels)
    every_level(levels - 1);
  keep(levels);
}

int arrays(uintptr_t step) {
  with_canaries = true;
  if (is_stress())
    every_level(300);
  else
    dive(4, 0, step);
  EXPECT(expect_canaries() > 0);
  return 0;
}

/// Calls without a check at the end of the third stack.
NOINLINE void step_over(int stacks, uintptr_t last) {
  SEGSTACK_CHECK(96, (stacks, last), step_over(stacks, last));
  uintptr_t now = address_of_frame();
  if (last && last - now > (16 << 10))
    --stacks;
  if (stacks == 0)
    call_from(segstack_limit + 64, with_array_unchecked<256 << 10>);
  else
    step_over(stacks, now);
  keep(now);
}

int unchecked() {
  with_canaries = true;
  step_over(2, 0);
  size_t changed = 0;
  for (size_t i = 0; i < reserved; ++i)
    changed +=
        all_reserved[i].canary && !is_zero(all_reserved[i].canary, canary_size);
  EXPECT_EQ(changed, 1);
  return 0;
}

// The process's mappings.

/// Adds up what of the segments is accessible, and how much is guard.
void expect_maps() {
  FILE *maps = std::fopen("/proc/self/maps", "r");
  EXPECT(maps != nullptr);
  char line[512];
  std::vector<bool> guarded(reserved), usable(reserved);
  while (std::fgets(line, sizeof(line), maps)) {
    uintptr_t low, high;
    char access[5];
    if (std::sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &low, &high,
                    access) != 3)
      continue;
    EXPECT(!(access[1] == 'w' && access[2] == 'x'));
    for (size_t i = 0; i < reserved; ++i) {
      const Reserved &mine = all_reserved[i];
      if (high <= mine.low || low >= mine.low + mine.size)
        continue;
      EXPECT(access[2] == '-');
      guarded[i] = guarded[i] || (access[0] == '-' && low <= mine.low &&
                                  high >= mine.low + page);
      usable[i] = usable[i] || access[1] == 'w';
    }
  }
  std::fclose(maps);
  size_t both = 0;
  for (size_t i = 0; i < reserved; ++i)
    both += guarded[i] && usable[i];
  // The thread's record has no guard; it is no stack.
  EXPECT(both >= stats().segments_live && both > 3);
}

NOINLINE void look_when_deep(long n) {
  SEGSTACK_CHECK(96, (n), look_when_deep(n));
  if (n)
    look_when_deep(n - 1);
  else
    expect_maps();
  keep(n);
}

int maps() {
  look_when_deep(50000);
  // No module asks for an executable stack, as an assembly file without
  // .note.GNU-stack would.
  dl_iterate_phdr(
      [](dl_phdr_info *info, size_t, void *) {
        for (int i = 0; i < info->dlpi_phnum; ++i)
          EXPECT(info->dlpi_phdr[i].p_type != PT_GNU_STACK ||
                 !(info->dlpi_phdr[i].p_flags & PF_X));
        return 0;
      },
      nullptr);
  return 0;
}

// Input that decides about the depth.

/// As SEGSTACK_OPTIONS says; stress mode's two lanes may use as much each.
long most_bytes() { return ((16 << 20) + (4 << 20)) * (is_stress() ? 2 : 1); }

/// "[[[...": as deep as it is long.
NOINLINE long parse(const char *&at) {
  SEGSTACK_CHECK(112, (&at), parse(at));
  long nested = 0;
  if (*at == '[') {
    ++at;
    nested = 1 + parse(at);
    EXPECT_EQ(*at, ']');
    ++at;
  }
  keep(nested);
  return nested;
}

std::string nest(size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

void *parse_hostile(void *) {
  const std::string hostile = nest(2000000), fair = nest(10000);
  for (int round = 0; round < (is_stress() ? 1 : 5); ++round) {
    bool caught = false;
    const char *at = hostile.c_str();
    try {
      parse(at);
    } catch (const segstack::stack_exhausted &error) {
      caught = true;
      EXPECT(std::strstr(error.what(), "max_stack=16 MiB"));
    }
    EXPECT(caught);
    at = fair.c_str();
    EXPECT_EQ(parse(at), 10000);
  }
  return nullptr;
}

int hostile() {
  constexpr long threads = 3, input = 2 * 4000000;
  long before = memory_kib("VmHWM:");
  parse_hostile(nullptr);
  EXPECT(static_cast<long>(stats().bytes_peak) <= most_bytes());
  long one = memory_kib("VmHWM:") - before;
  EXPECT(one * 1024 <= most_bytes() + input + (2 << 20));
  pthread_t all[threads];
  for (pthread_t &thread : all)
    EXPECT_EQ(pthread_create(&thread, nullptr, parse_hostile, nullptr), 0);
  for (pthread_t thread : all)
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
  EXPECT(static_cast<long>(stats().bytes_peak) <= (threads + 1) * most_bytes());
  EXPECT((memory_kib("VmHWM:") - before) * 1024 <=
         (threads + 1) * (most_bytes() + input + (1 << 20)));
  return 0;
}

} // namespace

int main(int argc, char **argv) {
  EXPECT(argc > 1);
  const std::string which = argv[1];
  if (which == "arrays")
    return arrays(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 16);
  return which == "unchecked" ? unchecked()
         : which == "maps"    ? maps()
                              : hostile();
}
