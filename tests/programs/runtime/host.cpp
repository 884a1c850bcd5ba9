//===- host.cpp - the runtime comes with a library -----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: host unload|second LIBRARY LIBRARY. The program has no checks and no
// runtime. Libraries made of module.cpp bring it, shared or each its own copy.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

using Deep = long(long);

static Deep *load(const char *path, void *&library) {
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    std::fprintf(stderr, "%s\n", dlerror());
  EXPECT(library != nullptr);
  void *found = dlsym(library, "module_deep");
  EXPECT(found != nullptr);
  return reinterpret_cast<Deep *>(found);
}

static sem_t crossed, closed;

static void *outlive(void *deep) {
  EXPECT_EQ(reinterpret_cast<Deep *>(deep)(50000), 50001);
  sem_post(&crossed);
  sem_wait(&closed);
  return nullptr;
}

/// The runtime has to do with a thread's end, whatever has been closed by then.
static void unload(const char *path) {
  sem_init(&crossed, 0, 0);
  sem_init(&closed, 0, 0);
  for (int round = 0; round < 20; ++round) {
    void *library;
    Deep *deep = load(path, library);
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, nullptr, outlive,
                             reinterpret_cast<void *>(deep)),
              0);
    sem_wait(&crossed);
    EXPECT_EQ(deep(50000), 50001);
    EXPECT_EQ(dlclose(library), 0);
    sem_post(&closed);
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
  }
}

/// What a child wrote to stderr, and how it ended.
static int first_then_second(char **paths, char *text, size_t size) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    dup2(ends[1], 2);
    void *library;
    EXPECT_EQ(load(paths[0], library)(50000), 50001);
    if (write(ends[1], "first;", 6) != 6)
      std::_Exit(3);
    load(paths[1], library)(50000);
    std::_Exit(0);
  }
  close(ends[1]);
  size_t used = 0;
  for (ssize_t got; used + 1 < size; used += static_cast<size_t>(got))
    if ((got = read(ends[0], text + used, size - used - 1)) <= 0)
      break;
  text[used] = 0;
  int status;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT(WIFEXITED(status));
  return WEXITSTATUS(status);
}

/// The first copy works; the first check of the second says what is wrong.
static void second(char **paths) {
  char text[2000];
  int status = first_then_second(paths, text, sizeof(text));
  std::fputs(text, stderr);
  EXPECT_EQ(std::strncmp(text, "first;", 6), 0);
  EXPECT(std::strstr(text, "two copies of the runtime"));
  // Each of the two is named: the library's own copy, or the shared one.
  for (int i = 0; i < 2; ++i)
    EXPECT(std::strstr(text, paths[i]) || std::strstr(text, "libsegstack.so"));
  EXPECT_EQ(status, 2);
}

int main(int argc, char **argv) {
  EXPECT_EQ(argc, 4);
  if (std::strcmp(argv[1], "unload") == 0)
    unload(argv[2]);
  else
    second(argv + 2);
}
