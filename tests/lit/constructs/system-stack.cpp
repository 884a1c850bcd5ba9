// RUN: %segstack rewrite --place=all --system-stack=scan --system-stack=gc::mark --system-stack=Heap::walk --system-stack=make --system-stack=peek %s -o %t.cpp -- -std=c++17 2> %t.told
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %FileCheck --check-prefix=TOLD --implicit-check-not=warning: %s < %t.told
// RUN: %segstack rewrite --quiet --place=all --system-stack=scan --system-stack=gc::mark --system-stack=Heap::walk --system-stack=make --system-stack=peek %t.cpp -- -std=c++17 | cmp - %t.cpp
// RUN: %same %s %t.cpp deep=40000 -std=c++17 -Wno-infinite-recursion
// In C++11; not in C++98 and in C.
// RUN: %segstack rewrite --quiet --place=all --system-stack=scan --system-stack=gc::mark %s -o %t.11.cpp -- -std=c++11
// RUN: %same %s %t.11.cpp deep=40000 -std=c++11 -Wno-infinite-recursion
// RUN: echo 'int scan(); int f() { return scan(); }' > %t.98.cpp
// RUN: %segstack rewrite --system-stack=scan %t.98.cpp -- -std=c++98 2> %t.98 | cmp - %t.98.cpp
// RUN: grep "1:30: warning: calls scan where the stack is: it takes a closure, which needs C++11" %t.98
// RUN: cp %t.98.cpp %t.98.c && %segstack rewrite --system-stack=scan --skip=f %t.98.c -- 2> %t.98 | cmp - %t.98.c
// The launcher does the same.
// RUN: %segstack cc --place=all --system-stack=scan --keep-output=%t.kept %gxx -std=c++17 -c %s -o %t.o && grep -q 'SEGSTACK_VISIT(32768, scan' %t.kept/system-stack.cpp
// Without the option the scan is not where it looks.
// RUN: %segstack rewrite --quiet --place=all %s -o %t.without.cpp -- -std=c++17
// RUN: %gxx -std=c++17 %include %t.without.cpp %runtime -o %t.without && %t.without 40000 | grep -q 'outside'
//
// Calls of functions that look at the thread's stack by themselves go there, from
// wherever the chain of segments has come to.
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <string>

static const char *low, *high;
static void find_bounds() {
  pthread_attr_t attributes;
  void *start;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &start, &size);
  pthread_attr_destroy(&attributes);
  low = static_cast<const char *>(start);
  high = low + size;
}

__attribute__((noinline)) static int scan(int n) { // NOSEGSTACK
  const char *here = static_cast<const char *>(__builtin_frame_address(0));
  if (here < low || here >= high)
    std::printf("outside\n");
  return n + 1;
}
/// What calls it where the stack is finds nothing wrong.
static int peek(int n) { return n + 1; }
namespace gc {
__attribute__((noinline)) static int &mark(int &n) {
  n = scan(n);
  return n;
}
} // namespace gc
struct Heap {
  int roots;
  __attribute__((noinline)) void walk(const std::string &name = "all") {
    roots += scan(static_cast<int>(name.size()));
  }
};
struct Result {
  int value;
  Result(int value) : value(value) { this->value = scan(value); }
  Result(const Result &) = default;
};
static Result make(int n) { return Result(n); }

/// Runs \p last at the end of a recursion.
template <class Last> static int deep(int n, Last &last) {
  volatile char pad[200];
  pad[n % 200] = 1;
  return n ? deep(n - 1, last) + pad[n % 200] : last();
}

// CHECK: int forms(int n) { SEGSTACK_CHECK(
int forms(int n) {
  // CHECK: SEGSTACK_VISIT(32768, scan(n));
  scan(n);
  // CHECK: int k = SEGSTACK_VISIT(32768, scan(n)) + 2;
  int k = scan(n) + 2;
  // CHECK: if (SEGSTACK_VISIT(32768, scan(k)) > 3 && SEGSTACK_VISIT(32768, (scan)(k)))
  if (scan(k) > 3 && (scan)(k))
    // CHECK: SEGSTACK_VISIT(32768, gc::mark(k)) = 5;
    gc::mark(k) = 5;
  // CHECK: k += SEGSTACK_VISIT(32768, scan(scan(k)));
  k += scan(scan(k));
  Heap heap = {k};
  // CHECK: SEGSTACK_VISIT(32768, heap.walk());
  heap.walk();
  // CHECK: SEGSTACK_VISIT(32768, heap.walk(std::string("some")));
  heap.walk(std::string("some"));
  // CHECK: Result result = SEGSTACK_VISIT(32768, make(heap.roots));
  Result result = make(heap.roots);
  // CHECK: return SEGSTACK_VISIT(32768, scan(result.value));
  return scan(result.value);
}

struct Holder {
  int kept;
  // CHECK: ~Holder() { SEGSTACK_BODY_VOID({{.*}}) { kept = SEGSTACK_VISIT(32768, scan(kept)); } SEGSTACK_BODY_END }
  ~Holder() { kept = scan(kept); }
  // CHECK: template <class T> int get(T t) { SEGSTACK_CHECK({{.*}}; return t + SEGSTACK_VISIT(32768, scan(kept)); }
  template <class T> int get(T t) { return t + scan(kept); }
};

struct Early {
  int value;
  // TOLD: system-stack.cpp:[[#@LINE+2]]:24: warning: calls peek where the stack is: it stands in a member's initialiser
  // CHECK: Early(int n) : value(peek(n)) {
  Early(int n) : value(peek(n)) {}
};

#define PEEK(n) peek(n)
// CHECK: int alone(int n) { SEGSTACK_CHECK(
int alone(int n) {
  // TOLD: system-stack.cpp:[[#@LINE+2]]:11: warning: calls peek where the stack is: it comes from a macro
  // CHECK: int k = PEEK(n)
  int k = PEEK(n) + static_cast<int>(sizeof(peek(n)));
  // TOLD: system-stack.cpp:[[#@LINE+2]]:3: warning: calls peek where the stack is: a closure in its arguments would get another name
  // CHECK: {{^  }}peek([]
  peek([] { return 1; }());
  // TOLD: system-stack.cpp:[[#@LINE+2]]:18: warning: calls make where the stack is: temporary objects in its arguments
  // CHECK: make(Result(1).value).value
  return k + 1 + make(Result(1).value).value;
}

// Each closure is a body of its own, and what is thrown there passes.
// CHECK: static int thrown(int n) { SEGSTACK_CHECK(
static int thrown(int n) {
  // CHECK: auto inner = [&] { SEGSTACK_BODY({{.*}}) { return SEGSTACK_VISIT(32768, scan(n)); } SEGSTACK_BODY_END };
  auto inner = [&] { return scan(n); };
  try {
    // CHECK: SEGSTACK_VISIT(32768, scan((throw n, 1)));
    scan((throw n, 1));
  } catch (int caught) {
    return caught + inner();
  }
  return 0;
}

int main(int, char **argv) {
  find_bounds();
  int levels = argv[1] ? std::atoi(argv[1]) : 20;
  auto all = [] {
    int sum = forms(3) + alone(0) + thrown(6);
    Holder holder = {sum};
    return sum + holder.get(4) + static_cast<int>(holder.get(4L));
  };
  std::printf("%d\n", deep(levels, all));
  // CHECK: std::printf("%d\n", SEGSTACK_VISIT(32768, scan(levels)));
  std::printf("%d\n", scan(levels));
}
