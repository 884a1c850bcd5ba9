// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: env ASAN_OPTIONS=detect_stack_use_after_return=0 %fixed %same %s %t.cpp deep=20000 -std=c++17 -Wno-infinite-recursion -fsanitize=address
// RUN: env ASAN_OPTIONS=detect_stack_use_after_return=1 %fixed %same %s %t.cpp deep=20000 -std=c++17 -Wno-infinite-recursion -fsanitize=address
// RUN: %fixed %same %s %t.cpp deep=4000 -std=c++17 -Wno-infinite-recursion -fsanitize=thread
// RUN: %fixed %same %s %t.cpp deep=20000 -std=c++17 -Wno-infinite-recursion -fsanitize=undefined -fno-sanitize-recover=all
//
// Exceptions and the end of a thread leave frames without a return. Where they
// were, AddressSanitizer finds nothing: it is told of every segment, so that it
// takes their marks away. With fake stacks (detect_stack_use_after_return) and
// without. ThreadSanitizer's own stack of calls has 65,536 entries.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

static void fill(volatile char *p, int n, int c) {
  for (int i = 0; i < n; ++i)
    p[i] = static_cast<char>(c + i);
}

/// Frames over what others have left: each writes all of it.
static int again(int n) {
  char b[300];
  fill(b, 300, n);
  return n ? again(n - 1) + (b[n % 300] == static_cast<char>(n + n % 300)) : 1;
}

static int thrower(int n) {
  char outside[200];
  fill(outside, 200, n);
  if (n == 0)
    throw std::runtime_error("bottom");
  {
    char inside[64];
    fill(inside, 64, n);
    int r = thrower(n - 1);
    return r + inside[n % 64] + outside[n % 200];
  }
}

static int catcher(int n, int levels) {
  char b[100];
  fill(b, 100, n);
  if (n)
    return catcher(n - 1, levels) + b[n % 100];
  try {
    return thrower(levels);
  } catch (std::exception &) {
    return again(levels);
  }
}

struct Node {
  Node *next = nullptr;
  char pad[50];
  explicit Node(int n) {
    char b[70];
    fill(b, 70, n);
    fill(pad, 50, n);
    if (n)
      next = new Node(n - 1);
    if (n == 7 && pad[0] == 7 && b[1] != 8)
      throw 1;
  }
  ~Node() {
    char b[40];
    fill(b, 40, 1);
    delete next;
  }
};

static int rethrower(int n, std::string text, std::vector<int> values) {
  char b[64];
  fill(b, 64, n);
  if (n == 0)
    throw std::runtime_error(text + std::to_string(values.size()));
  values.push_back(n);
  if (values.size() > 10)
    values.clear();
  try {
    return rethrower(n - 1, text, values);
  } catch (std::runtime_error &error) {
    if (n % 7 == 0)
      throw;
    if (n % 3 == 0)
      throw std::runtime_error(error.what());
    if (n % 10)
      throw;
    return n + b[n % 64];
  }
}

static int closure(int n) {
  std::function<int(int)> f = [&](int m) {
    char b[80];
    fill(b, 80, m);
    if (!m)
      throw 5;
    return f(m - 1) + b[m % 80];
  };
  try {
    return f(n);
  } catch (int i) {
    return i + again(n / 4);
  }
}

static void *leave(void *levels) {
  int n = *static_cast<int *>(levels);
  char b[100];
  fill(b, 100, n);
  if (!n)
    pthread_exit(nullptr);
  --n;
  leave(&n);
  fill(b, 100, n);
  return levels;
}

int main(int, char **argv) {
  int n = argv[1] ? std::atoi(argv[1]) : 300;
  for (int i = 0; i < 3; ++i)
    std::printf("%d\n", catcher(n / 2, n));
  delete new Node(n);
  std::printf("%d\n", rethrower(n / 4 * 2, "text", {1, 2, 3}));
  std::printf("%d\n", closure(n));
  int results[2];
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&results, i, n] { results[i] = again(n + i) + closure(n / 8) + rethrower(n / 16, "", {}); });
  for (auto &thread : threads)
    thread.join();
  std::printf("%d %d\n", results[0], results[1]);
  for (int levels = n / 4, i = 0; i < 2; ++i) {
    pthread_t thread;
    pthread_create(&thread, nullptr, leave, &levels);
    pthread_join(thread, nullptr);
  }
}
