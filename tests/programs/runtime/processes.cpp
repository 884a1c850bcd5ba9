//===- processes.cpp - new processes from deep ---------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: processes CASE. Starts processes from many depths, on segments, and
// goes on: deeper, and back. A child of vfork shares the parent's memory, its
// chain included, until it ends or execs, maybe in the midst of a crossing.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <atomic>
#include <csignal>
#include <initializer_list>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

NOINLINE static long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

static std::atomic<long> done;

/// At every 100th level, on the way down and up, where(level).
NOINLINE static long at_levels(long n, void (*where)(long)) {
  SEGSTACK_CHECK(160, (n, where), at_levels(n, where));
  if (n % 100 == 0) {
    where(n);
    ++done;
  }
  long below = n ? at_levels(n - 1, where) : 0;
  keep(below);
  return below + 1;
}

static constexpr long levels = 3000;

static void from_everywhere(void (*where)(long)) {
  EXPECT_EQ(at_levels(levels, where), levels + 1);
  EXPECT_EQ(deep(20000), 20001);
}

static int ended(pid_t child) {
  int status = 0;
  pid_t got;
  do
    got = waitpid(child, &status, 0);
  while (got < 0);
  EXPECT_EQ(got, child);
  EXPECT(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void
start(int (*how)(pid_t *, const char *, const posix_spawn_file_actions_t *,
                 const posix_spawnattr_t *, char *const *, char *const *),
      const char *path) {
  char name[] = "sh", option[] = "-c", script[] = "exit 5";
  char *arguments[] = {name, option, script, nullptr};
  pid_t child;
  EXPECT_EQ(how(&child, path, nullptr, nullptr, arguments, environ), 0);
  EXPECT_EQ(ended(child), 5);
}

static void spawn_one(long n) {
  char text[32] = "";
  FILE *pipe;
  int status;
  switch (n / 100 % 4) {
  case 0:
    return start(posix_spawn, "/bin/sh");
  case 1:
    return start(posix_spawnp, "sh");
  case 2:
    status = std::system("exit 7");
    EXPECT(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 7);
    return;
  default:
    pipe = popen("echo from a child", "r");
    EXPECT(pipe != nullptr);
    EXPECT(std::fgets(text, sizeof(text), pipe) != nullptr);
    EXPECT_EQ(std::strcmp(text, "from a child\n"), 0);
    EXPECT_EQ(pclose(pipe), 0);
  }
}

static void spawn() {
  from_everywhere(spawn_one);
  EXPECT_EQ(done, levels / 100 + 1);
}

static volatile sig_atomic_t handled;

static void handle(int) {
  if (deep(300) != 301)
    std::_Exit(3);
  handled = handled + 1;
}

static void spawn_under_signals() {
  struct sigaction action = {};
  action.sa_handler = handle;
  action.sa_flags = SA_RESTART;
  EXPECT_EQ(sigaction(SIGALRM, &action, nullptr), 0);
  struct itimerval every = {{0, 100}, {0, 100}};
  EXPECT_EQ(setitimer(ITIMER_REAL, &every, nullptr), 0);
  do {
    done = 0;
    spawn();
  } while (handled <= 100);
}

/// In a thread with a stack of 64 KiB.
static pthread_t start_thread(void *(*function)(void *)) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  EXPECT_EQ(pthread_attr_setstacksize(&attributes, 65536), 0);
  pthread_t thread;
  EXPECT_EQ(pthread_create(&thread, &attributes, function, nullptr), 0);
  pthread_attr_destroy(&attributes);
  return thread;
}

static void *run_spawn(void *) {
  from_everywhere(spawn_one);
  return nullptr;
}

static void spawn_in_threads() {
  pthread_t threads[3];
  for (pthread_t &thread : threads)
    thread = start_thread(run_spawn);
  for (pthread_t &thread : threads)
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
  EXPECT_EQ(done, 3 * (levels / 100 + 1));
}

/// The child's last call: its crossings are never left.
NOINLINE static long never_returns(long n, bool execs) {
  SEGSTACK_CHECK(96, (n, execs), never_returns(n, execs));
  if (n == 0) {
    if (execs)
      execl("/bin/sh", "sh", "-c", "exit 9", static_cast<char *>(nullptr));
    _exit(9);
  }
  long below = never_returns(n - 1, execs);
  keep(below);
  return below + 1;
}

/// The child ends at once, after crossings, or in the midst of some.
static void vfork_one(long n) {
  volatile int kind = static_cast<int>(n / 100 % 5);
  long before = 0;
  // The parent's next crossing would go where the child's went.
  EXPECT_EQ(deep(100), 101);
  keep(before);
  pid_t child = vfork();
  if (child == 0) {
    if (kind == 0)
      execl("/bin/sh", "sh", "-c", "exit 9", static_cast<char *>(nullptr));
    else if (kind == 1 && deep(5000) == 5001)
      _exit(9);
    else if (kind > 1)
      never_returns(kind == 2 ? 3 : 5000, kind == 3);
    _exit(1);
  }
  EXPECT(child > 0);
  EXPECT_EQ(ended(child), 9);
  EXPECT_EQ(deep(2000), 2001);
}

static void vforks() {
  segstack_stats before = stats();
  from_everywhere(vfork_one);
  EXPECT_EQ(done, levels / 100 + 1);
  EXPECT(stats().crossings > before.crossings);
}

static void *run_vforks(void *) {
  from_everywhere(vfork_one);
  return nullptr;
}

/// The first check of a thread is in a child of its vfork.
static void *vfork_first(void *) {
  pid_t child = vfork();
  if (child == 0)
    _exit(deep(1000) == 1001 ? 4 : 1);
  EXPECT_EQ(ended(child), 4);
  EXPECT_EQ(deep(20000), 20001);
  return nullptr;
}

static void vforks_in_threads() {
  segstack_stats before = stats();
  for (void *(*function)(void *) : {run_vforks, vfork_first}) {
    pthread_t threads[3];
    for (pthread_t &thread : threads)
      thread = start_thread(function);
    for (pthread_t &thread : threads)
      EXPECT_EQ(pthread_join(thread, nullptr), 0);
  }
  EXPECT_EQ(done, 3 * (levels / 100 + 1));
  EXPECT_EQ(stats().segments_live, before.segments_live);
}

/// Others cross all the time while one forks.
static std::atomic<bool> stop;

static void *cross(void *) {
  for (long n = 1000; !stop; n = n * 3 % 5003)
    EXPECT_EQ(deep(n), n + 1);
  return nullptr;
}

static void *run_deep(void *) {
  EXPECT_EQ(deep(10000), 10001);
  return nullptr;
}

static void fork_one(long) {
  pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    EXPECT_EQ(deep(10000), 10001);
    EXPECT_EQ(pthread_join(start_thread(run_deep), nullptr), 0);
    std::_Exit(6);
  }
  EXPECT_EQ(ended(child), 6);
}

static void fork_among_threads() {
  pthread_t threads[3];
  for (pthread_t &thread : threads)
    thread = start_thread(cross);
  from_everywhere(fork_one);
  stop = true;
  for (pthread_t &thread : threads)
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
  EXPECT_EQ(done, levels / 100 + 1);
}

/// A child of clone on a stack of its own, in the parent's memory and with its
/// thread-local variables, while the parent waits.
static int on_own_stack(void *n) {
  never_returns(*static_cast<long *>(n), false);
  return 1;
}

static void clone_one(long n) {
  alignas(16) static char stack[65536];
  EXPECT_EQ(segstack_add_stack(stack, sizeof(stack)), 0);
  long below = n % 200 ? 5000 : 20;
  segstack_position position;
  segstack_save_position(&position);
  pid_t child = clone(on_own_stack, stack + sizeof(stack),
                      CLONE_VM | CLONE_VFORK | SIGCHLD, &below);
  segstack_restore_position(&position);
  EXPECT_EQ(ended(child), 9);
  EXPECT_EQ(segstack_remove_stack(stack, sizeof(stack)), 0);
  EXPECT_EQ(deep(2000), 2001);
}

static void clones() {
  from_everywhere(clone_one);
  EXPECT_EQ(done, levels / 100 + 1);
}

int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)();
  } cases[] = {{"spawn", spawn},
               {"spawn_under_signals", spawn_under_signals},
               {"spawn_in_threads", spawn_in_threads},
               {"vfork", vforks},
               {"vfork_in_threads", vforks_in_threads},
               {"fork_among_threads", fork_among_threads},
               {"clone", clones}};
  for (auto &each : cases)
    if (argc > 1 && std::strcmp(argv[1], each.name) == 0) {
      EXPECT_EQ(deep(1), 2);
      each.run();
      return 0;
    }
  return 2;
}
