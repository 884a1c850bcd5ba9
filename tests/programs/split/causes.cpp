//===- causes.cpp - why -fsplit-stack fails where it does -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: causes CASE. Each case is one cause alone, for -fsplit-stack; prints
// what was seen. Nothing of segstack is in it.
//
//===----------------------------------------------------------------------===//

#include <alloca.h>
#include <csetjmp>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>

#define NOINLINE __attribute__((noinline))

template <class T> static void keep(T &value) {
  __asm__ volatile("" : : "r"(&value) : "memory");
}

NOINLINE static long deep(long n) {
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

/// What the checks of this thread compare with. No call, so no crossing.
static uintptr_t guard() {
  uintptr_t value;
  __asm__("movq %%fs:0x70, %0" : "=r"(value));
  return value;
}

static long reached;
static uintptr_t seen;

static void *run(void *) {
  reached = deep(200000);
  return nullptr;
}

static void std_thread() {
  std::thread([] { run(nullptr); }).join();
  std::printf("%ld deep", reached);
}

static void std_thread_guard() {
  std::thread([] { seen = guard(); }).join();
  std::printf("the guard is %s", seen ? "set" : "0");
}

static void *look(void *) {
  seen = guard();
  return nullptr;
}

/// Returns the lowest address of the thread's stack.
static uintptr_t small_thread(size_t size, void *(*function)(void *)) {
  void *stack = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack, size);
  pthread_t thread;
  pthread_create(&thread, &attributes, function, nullptr);
  pthread_join(thread, nullptr);
  return reinterpret_cast<uintptr_t>(stack);
}

static void thread_256k() {
  small_thread(256 << 10, run);
  std::printf("%ld deep", reached);
}

static void thread_16k() {
  small_thread(16 << 10, run);
  std::printf("%ld deep", reached);
}

static void thread_16k_guard() {
  uintptr_t low = small_thread(16 << 10, look);
  std::printf("%ld bytes below it", static_cast<long>(low - seen));
}

constexpr size_t block_size = 65536;
static char *blocks[300];
static int made;
static jmp_buf target;

NOINLINE static void make_block() {
  blocks[made] =
      static_cast<char *>(mmap(nullptr, block_size, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  std::memset(blocks[made++], 1, block_size);
}

NOINLINE static void jump() { longjmp(target, 1); }

/// Makes blocks of the program's own between the segments, then jumps out of
/// them all.
NOINLINE static long makes_and_jumps(long n) {
  if (n % 400 == 0)
    make_block();
  if (n == 0)
    jump();
  long below = makes_and_jumps(n - 1);
  keep(below);
  return below + 1;
}

NOINLINE static void there_and_back() {
  if (!setjmp(target))
    makes_and_jumps(100000);
}

/// After the jump the guard is still that of the deepest segment.
static void after_longjmp() {
  there_and_back();
  deep(1000000);
  long overwritten = 0;
  for (int i = 0; i < made; ++i)
    for (size_t j = 0; j < block_size; ++j)
      overwritten += blocks[i][j] != 1;
  std::printf("%ld KiB of the program's data overwritten", overwritten / 1024);
}

NOINLINE static long takes(size_t bytes) {
  char *block = static_cast<char *>(alloca(bytes));
  std::memset(block, 1, bytes);
  keep(block);
  return block[bytes / 2];
}

/// Returns at once each time, 400 calls of 1.5 MB.
static void alloca_in_a_loop() {
  long calls = 0;
  for (int i = 0; i < 400; ++i)
    calls += takes(1500000);
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%ld MB in use after %ld calls", usage.ru_maxrss / 1000, calls);
}

__attribute__((no_split_stack)) static void look_in_handler(int);
static void look_in_handler(int) { seen = guard(); }

/// What a handler's checks compare with on a stack of its own.
static void handler_guard() {
  static char alternate[65536];
  stack_t stack = {};
  stack.ss_sp = alternate;
  stack.ss_size = sizeof(alternate);
  sigaltstack(&stack, nullptr);
  struct sigaction action = {};
  action.sa_handler = look_in_handler;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &action, nullptr);
  uintptr_t before = guard();
  raise(SIGUSR1);
  std::printf("%s", seen == before ? "the other stack's" : "its own");
}

/// The room in which a function without checks is called.
static void room_for_library() {
  uintptr_t here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  std::printf("%lu KiB", static_cast<unsigned long>(here - guard()) / 1024);
}

int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)();
  } cases[] = {{"thread_256k", thread_256k},
               {"thread_16k", thread_16k},
               {"thread_16k_guard", thread_16k_guard},
               {"std_thread", std_thread},
               {"std_thread_guard", std_thread_guard},
               {"after_longjmp", after_longjmp},
               {"handler_guard", handler_guard},
               {"room_for_library", room_for_library},
               {"alloca_in_a_loop", alloca_in_a_loop}};
  for (auto &each : cases)
    if (argc > 1 && std::strcmp(argv[1], each.name) == 0) {
      each.run();
      return 0;
    }
  return 2;
}
