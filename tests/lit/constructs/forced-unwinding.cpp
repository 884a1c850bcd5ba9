// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17 -Wno-infinite-recursion
// RUN: %fixed %same %s %t.cpp deep=20000 -std=c++17 -Wno-infinite-recursion -fsanitize=address
//
// pthread_exit and pthread_cancel in the deep: the thread is unwound through
// all its segments, every destructor runs, catch (...) sees it and passes it
// on, and the thread's result arrives.
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <pthread.h>
#include <unistd.h>

static long alive, unwound, seen;
struct Guard {
  Guard() { ++alive; }
  // CHECK: ~Guard() { SEGSTACK_BODY_VOID(
  ~Guard() { --alive, ++unwound; }
};
static void cleanup(void *what) { ++*static_cast<long *>(what); }

static int how, levels, ready[2];
static long cleaned;

// CHECK: static int leaves(int n) { SEGSTACK_CHECK(
static int leaves(int n) {
  Guard guard;
  if (n)
    return leaves(n - 1) + 1;
  if (how == 0)
    pthread_exit(&levels);
  char byte = 'r';
  if (write(ready[1], &byte, 1) != 1)
    std::abort();
  for (;;)
    how == 1 ? pthread_testcancel() : void(pause());
}
// Every thousandth level handles what passes.
// CHECK: static int handles(int n) { SEGSTACK_CHECK(
static int handles(int n) {
  Guard guard;
  if (n % 1000)
    return handles(n - 1) + 1;
  try {
    return n ? handles(n - 1) + 1 : leaves(levels);
  } catch (abi::__forced_unwind &) {
    ++seen;
    throw;
  } catch (...) {
    std::abort();
  }
}
// CHECK: static int cleans(int n) { SEGSTACK_CHECK(
static int cleans(int n) {
  if (n % 1000)
    return cleans(n - 1) + 1;
  int below = 0;
  pthread_cleanup_push(cleanup, &cleaned);
  below = n ? cleans(n - 1) : handles(levels);
  pthread_cleanup_pop(0);
  return below + 1;
}
struct Object {
  Guard guard;
  int value;
  // In a constructor's initialiser and in its body.
  // CHECK: explicit Object(int n) : value(n) { SEGSTACK_BODY_VOID(
  explicit Object(int n) : value(n) { value += n ? Object(n - 1).value : cleans(levels); }
  ~Object() { value = 0; }
};

static void *body(void *) {
  // CHECK: auto closure = [](int n) { SEGSTACK_BODY(
  auto closure = [](int n) { return Object(n).value; };
  int value = closure(levels);
  std::printf("came back with %d\n", value);
  return nullptr;
}

int main(int argc, char **argv) {
  levels = argc > 1 ? std::atoi(argv[1]) : 30;
  for (how = 0; how < 3; ++how) {
    pthread_t thread;
    void *result = nullptr;
    if (pipe(ready) || pthread_create(&thread, nullptr, body, nullptr))
      return 1;
    if (how) {
      char byte;
      if (read(ready[0], &byte, 1) != 1 || pthread_cancel(thread))
        return 2;
    }
    pthread_join(thread, &result);
    std::printf("%s: %ld alive, %ld unwound, %ld seen, %ld cleaned\n",
                result == PTHREAD_CANCELED ? "cancelled" : result == &levels ? "left" : "returned",
                alive, unwound, seen, cleaned);
  }
}
