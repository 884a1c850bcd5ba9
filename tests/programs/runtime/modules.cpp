//===- modules.cpp - one runtime for the modules of a process ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: modules CASE LIBRARY LIBRARY. The program and the libraries, made of
// module.cpp, share libsegstack.so. Recursion goes through them in turn;
// libraries come and go while threads keep the segments that they crossed to.
//
//===----------------------------------------------------------------------===//

#include "module.h"

#include <atomic>
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <string>

static const char *paths[2];

static long own_step(Walk &walk, long n) {
  SEGSTACK_CHECK(192, (&walk, n), own_step(walk, n));
  return go_on(walk, n);
}

static void *load(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    std::fprintf(stderr, "%s\n", dlerror());
  EXPECT(library != nullptr);
  return library;
}

template <class Function>
static Function *find(void *library, const char *name) {
  void *found = dlsym(library, name);
  EXPECT(found != nullptr);
  return reinterpret_cast<Function *>(found);
}

static Walk walk_of(void *const *libraries) {
  Step one = find<long(Walk &, long)>(libraries[0], "module_step");
  Step two = find<long(Walk &, long)>(libraries[1], "module_step");
  return {{own_step, one, two}, -1, 0, 0, 0};
}

static constexpr long levels = 60000;

static void back_and_forth() {
  void *libraries[] = {load(paths[0]), load(paths[1])};
  Walk walk = walk_of(libraries);
  uint64_t before = stats().crossings;
  EXPECT_EQ(own_step(walk, levels), levels + 1);
  EXPECT_EQ(walk.destroyed, levels + 1);
  EXPECT(stats().crossings > before + 3);
}

/// The last step of each of the three modules throws.
static void exceptions() {
  void *libraries[] = {load(paths[0]), load(paths[1])};
  for (long last = 0; last < 3; ++last) {
    Walk walk = walk_of(libraries);
    walk.throws_at = last;
    walk.rethrows = 1000;
    bool caught = false;
    try {
      own_step(walk, levels);
    } catch (const std::runtime_error &error) {
      caught = true;
      EXPECT(std::strstr(error.what(), "last module"));
    }
    EXPECT(caught);
    EXPECT_EQ(walk.destroyed, levels + 1 - last);
    EXPECT_EQ(walk.caught, levels / 1000);
    walk.throws_at = -1;
    EXPECT_EQ(own_step(walk, levels), levels + 1);
  }
}

using Deep = long(long);

static void *run(void *deep) {
  EXPECT_EQ(reinterpret_cast<Deep *>(deep)(5000), 5001);
  return nullptr;
}

/// A thread that outlives every library, with segments that they crossed to.
static sem_t asked, answered;
static std::atomic<Deep *> question;

static void *keep_running(void *) {
  for (;;) {
    sem_wait(&asked);
    Deep *deep = question;
    if (!deep)
      return nullptr;
    EXPECT_EQ(deep(5000), 5001);
    sem_post(&answered);
  }
}

/// One library after the other, mostly where the one before was.
static void one_round(const char *path) {
  void *library = load(path);
  Deep *deep = find<Deep>(library, "module_deep");
  question = deep;
  sem_post(&asked);
  pthread_t threads[2];
  for (pthread_t &thread : threads)
    EXPECT_EQ(
        pthread_create(&thread, nullptr, run, reinterpret_cast<void *>(deep)),
        0);
  EXPECT_EQ(deep(5000), 5001);
  for (pthread_t &thread : threads)
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
  sem_wait(&answered);
  EXPECT_EQ(dlclose(library), 0);
  EXPECT(!dlopen(path, RTLD_NOW | RTLD_NOLOAD));
}

/// Names of functions that are gone are still to be had.
static void expect_names() {
  bool seen[3] = {};
  segstack_stats now = stats();
  for (const segstack_site &site : now.hot)
    for (int module = 1; module <= 2; ++module) {
      std::string name = "Named<" + std::to_string(module) + ">";
      std::string other = "Named<(int)" + std::to_string(module) + ">";
      seen[module] |= std::strstr(site.function, name.c_str()) ||
                      std::strstr(site.function, other.c_str());
    }
  EXPECT(seen[1]);
  EXPECT(now.segments_cached > 0);
}

static void come_and_go() {
  sem_init(&asked, 0, 0);
  sem_init(&answered, 0, 0);
  pthread_t keeper;
  EXPECT_EQ(pthread_create(&keeper, nullptr, keep_running, nullptr), 0);
  for (int round = 0; round < 200; ++round) {
    one_round(paths[round % 2]);
    if (round % 20 == 0)
      expect_names();
  }
  question = nullptr;
  sem_post(&asked);
  EXPECT_EQ(pthread_join(keeper, nullptr), 0);
  expect_names();
}

/// A library goes after the thread that crossed in it; the exception that it
/// ended its recursion by names a function of it.
static void exhausted_and_gone() {
  void *library = load(paths[0]);
  Deep *deep = find<Deep>(library, "module_deep");
  bool caught = false;
  try {
    deep(1L << 40);
  } catch (const segstack::stack_exhausted &) {
    caught = true;
  }
  EXPECT(caught);
  EXPECT_EQ(dlclose(library), 0);
  // Made without being thrown, it tells of the last time.
  segstack::stack_exhausted last;
  EXPECT(std::strstr(last.what(), "deep"));
}

int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)();
  } cases[] = {{"back_and_forth", back_and_forth},
               {"exceptions", exceptions},
               {"come_and_go", come_and_go},
               {"exhausted_and_gone", exhausted_and_gone}};
  EXPECT_EQ(argc, 4);
  paths[0] = argv[2];
  paths[1] = argv[3];
  for (auto &each : cases)
    if (std::strcmp(argv[1], each.name) == 0) {
      each.run();
      return 0;
    }
  return 2;
}
