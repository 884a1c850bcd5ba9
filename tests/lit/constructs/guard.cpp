// RUN: %segstack rewrite --quiet --place=all --mechanism=guard %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack strip %t.cpp -o - | cmp - %s
// RUN: %segstack rewrite --quiet --place=all --mechanism=guard %t.cpp -o - -- -std=c++17 %include | cmp - %t.cpp
// RUN: %same %s %t.cpp deep=30000 -std=c++17 -Wno-infinite-recursion
// RUN: %gxx -std=c++17 -O2 -c %include %t.cpp -o %t.o && readelf -SW %t.o | grep segstack_guards > %t.found
// RUN: %clangxx -std=c++17 -O2 -c %include %t.cpp -o %t.o && readelf -SW %t.o | grep segstack_guards > %t.found
// RUN: %segstack rewrite --quiet --place=all --mechanism=guard --self-contained %s -o %t.one.cpp -- -std=c++17
// RUN: head -1 %t.one.cpp | grep -q '^#include <segstack/guard.h>$'
//
// The other mechanism: the same macros in the same places, another header.
// With sanitizers and in constant evaluation there is no fault.
#include <cstdio>
#include <string>
#include <vector>

// CHECK: #include <segstack/guard.h>
// CHECK: constexpr int factorial(int n) { SEGSTACK_CHECK(
constexpr int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
static_assert(factorial(5) == 120);

struct Node {
  Node *next;
  // CHECK: ~Node() { SEGSTACK_BODY_VOID(
  ~Node() { delete next; }
};

template <class T> T sum(const std::vector<T> &of, size_t from) {
  return from == of.size() ? T() : of[from] + sum(of, from + 1);
}

int depth(int n) {
  struct Guard {
    int &count;
    ~Guard() { ++count; }
  };
  int left = 0;
  try {
    Guard guard{left};
    if (n == 0)
      throw std::string("bottom");
    return 1 + depth(n - 1) + left;
  } catch (const std::string &) {
    if (n % 3)
      throw;
    return left;
  }
}

// Larger than a page: checked before it exists.
int large(int n) {
  char block[9000];
  block[n % 9000] = static_cast<char>(n);
  return n ? large(n - 1) + (block[n % 9000] == static_cast<char>(n)) : 0;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::stoi(argv[1]) : 300;
  Node *list = nullptr;
  for (int i = 0; i < n; ++i)
    list = new Node{list};
  delete list;
  std::printf("%d %d %d %d\n", factorial(10),
              sum(std::vector<int>(static_cast<size_t>(n), 2), 0),
              depth(n / 3 * 3 - 1), large(20));
  auto fold = [](auto self, int at) -> long {
    return at ? at + self(self, at - 1) : 0;
  };
  std::printf("%ld\n", fold(fold, n));
}
