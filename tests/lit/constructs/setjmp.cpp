// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=30000 -std=c++17 -Wno-infinite-recursion
//
// Every form that the C standard allows for a setjmp, and those that compilers
// do: behind it the position on the chain of segments is that of before, in
// stress mode too, where nothing else tells it.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>

static jmp_buf buf;
static sigjmp_buf sigbuf;
static void *builtin[5];
static int levels = 20;

/// Down on the chain, and out of it.
static int leap(int n, int kind) {
  volatile char b[100];
  b[n % 100] = static_cast<char>(n);
  if (n)
    return leap(n - 1, kind) + b[n % 100];
  if (kind == -2)
    __builtin_longjmp(builtin, 1);
  if (kind == -1)
    siglongjmp(sigbuf, 7);
  longjmp(buf, kind);
}
/// Over what the jump has left.
static int again(int n) {
  volatile char b[200];
  b[n % 200] = static_cast<char>(n);
  return n ? again(n - 1) + (b[n % 200] == static_cast<char>(n)) : 0;
}

// CHECK: int asCondition(int kind) { SEGSTACK_CHECK({{.*}}; SEGSTACK_POSITION;
int asCondition(int kind) {
  volatile int tries = 0;
  // CHECK: if (SEGSTACK_SETJMP(setjmp(buf)))
  if (setjmp(buf))
    tries = tries + again(levels);
  else
    leap(levels, kind);
  // CHECK: if (!SEGSTACK_SETJMP(setjmp(buf)))
  if (!setjmp(buf))
    leap(levels, kind);
  // CHECK: if (SEGSTACK_SETJMP(setjmp(buf)) == 0)
  if (setjmp(buf) == 0)
    leap(levels, kind);
  // CHECK: if (3 < SEGSTACK_SETJMP(setjmp (buf)))
  if (3 < setjmp (buf))
    tries = tries + 1;
  else
    leap(levels, kind + 3);
  // CHECK: while (SEGSTACK_SETJMP(setjmp(buf)) < 4)
  while (setjmp(buf) < 4) {
    tries = tries + 1;
    leap(levels, tries);
  }
  // CHECK: for (; SEGSTACK_SETJMP(setjmp(buf)) == 0;)
  for (; setjmp(buf) == 0;)
    leap(levels, kind);
  volatile bool first = true;
  // CHECK: do {} while (SEGSTACK_SETJMP(setjmp(buf)) == 5);
  do {} while (setjmp(buf) == 5);
  if (first) {
    first = false;
    leap(levels, 5);
  }
  // CHECK: switch (SEGSTACK_SETJMP(setjmp(buf))) {
  switch (setjmp(buf)) {
  case 0:
    leap(levels, 9);
    break;
  case 9:
    tries = tries + 100;
  }
  return tries + again(levels);
}

// CHECK: int asStatement() { SEGSTACK_CHECK({{.*}}; SEGSTACK_POSITION;
int asStatement() {
  volatile int times = 0;
  // CHECK: {{^ *}}SEGSTACK_SETJMP(setjmp(buf));
  setjmp(buf);
  if (++const_cast<int &>(times) < 4)
    leap(levels, 1);
  // CHECK: (void)SEGSTACK_SETJMP(setjmp(buf));
  (void)setjmp(buf);
  if (++const_cast<int &>(times) < 8)
    leap(levels, 1);
  // CHECK: int value = SEGSTACK_SETJMP(setjmp(buf));
  int value = setjmp(buf);
  if (value < 3)
    leap(levels, value + 1);
  // CHECK: return SEGSTACK_SETJMP(setjmp(buf)) ? times + value + again(levels) : leap(levels, 1);
  return setjmp(buf) ? times + value + again(levels) : leap(levels, 1);
}

// CHECK: int others() { SEGSTACK_CHECK({{.*}}; SEGSTACK_POSITION;
int others() {
  volatile int sum = 0;
  // CHECK: if (int k = SEGSTACK_SETJMP(sigsetjmp(sigbuf, 1)))
  if (int k = sigsetjmp(sigbuf, 1))
    sum = sum + k + again(levels);
  else
    leap(levels, -1);
  // CHECK: if (!SEGSTACK_SETJMP(_setjmp(buf)))
  if (!_setjmp(buf))
    leap(levels, 2);
  sum = sum + again(levels);
  return sum;
}

// CHECK: int byTheCompiler() { SEGSTACK_CHECK({{.*}}; SEGSTACK_POSITION;
int byTheCompiler() {
  // CHECK: if (SEGSTACK_SETJMP(__builtin_setjmp(builtin)) == 0)
  if (__builtin_setjmp(builtin) == 0)
    leap(levels, -2);
  return again(levels);
}

struct Guarded {
  int value;
  // CHECK: Guarded() : value(0) { SEGSTACK_BODY_VOID({{.*}}) { SEGSTACK_POSITION;
  Guarded() : value(0) {
    if (setjmp(buf) == 0)
      leap(levels, 1);
    value = again(levels);
  }
  // CHECK: ~Guarded() { SEGSTACK_BODY_VOID({{.*}}) { SEGSTACK_POSITION;
  ~Guarded() {
    if (setjmp(buf) == 0)
      leap(levels, 1);
    std::printf("%d\n", again(levels));
  }
};

template <class T> struct Holder {
  // CHECK: T get(T t) { SEGSTACK_CHECK({{.*}}; SEGSTACK_POSITION;
  T get(T t) {
    if (setjmp(buf) == 0)
      leap(levels, 1);
    return t + again(levels);
  }
};

/// A jump to a call that is itself deep; and what its callers had stays right.
// CHECK: int nested(int n) { SEGSTACK_CHECK({{.*}}; SEGSTACK_POSITION;
int nested(int n) {
  if (n)
    return nested(n - 1) + 1;
  for (volatile int i = 0; i < 20; i = i + 1)
    if (setjmp(buf) == 0)
      leap(levels, 1);
  return again(levels);
}

// CHECK: int main(int, char **argv) { SEGSTACK_POSITION;
int main(int, char **argv) {
  if (argv[1])
    levels = std::atoi(argv[1]);
  std::printf("%d %d %d\n", asCondition(1), asStatement(), others());
  std::printf("%d\n", byTheCompiler());
  {
    Guarded guarded;
    std::printf("%d\n", guarded.value);
  }
  std::printf("%d %ld\n", Holder<int>().get(3), Holder<long>().get(4));
  std::printf("%d\n", nested(levels));
  // CHECK: auto closure = [](int k) { SEGSTACK_BODY({{.*}}) { SEGSTACK_POSITION;
  auto closure = [](int k) {
    if (setjmp(buf) == 0)
      leap(levels, 1);
    return again(levels) + k;
  };
  std::printf("%d\n", closure(5));
  // CHECK: if (SEGSTACK_SETJMP(setjmp(buf)) == 0)
  if (setjmp(buf) == 0)
    leap(levels, 1);
  std::printf("%d\n", again(levels));
}
