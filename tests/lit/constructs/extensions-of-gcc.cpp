// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %segstack cc --place=all --verbose --keep-output=kept %gxx -O2 -Wno-pmf-conversions %s -o checked 2> log
// RUN: %FileCheck --check-prefix=LOG %s < log
// RUN: grep -v '// CHECK' kept/extensions-of-gcc.cpp | %FileCheck %s
// RUN: %gxx -O2 -Wno-pmf-conversions %s -o plain && ./plain > want
// RUN: ./checked | diff want - && SEGSTACK_OPTIONS=stress=1 ./checked | diff want -
//
// What only g++ accepts costs the functions around it their checks; the others
// keep theirs.
// RUN: %exits 1 %segstack cc --place=all --verbose %clangxx -c %s -o no.o 2> no.log
// RUN: grep "cannot parse" no.log
//
// With --place=auto a function that clang has not understood may call anything:
// its callers are checked.
// RUN: %segstack cc --place=auto --keep-output=auto %gxx -O2 -Wno-pmf-conversions -c %s -o auto.o
// RUN: grep -v '// AUTO' auto/extensions-of-gcc.cpp | %FileCheck --check-prefix=AUTO %s
//
// Outside of a body the file is left alone, with a warning.
// RUN: echo 'bool b = __builtin_add_overflow_p(1, 2, 3); int f(int n) { return n; }' > global.cpp
// RUN: %segstack cc --place=all %gxx -c global.cpp -o global.o 2>&1 | grep "compiled without checks: clang cannot parse the source"
#include <cstdio>

// LOG: 4 functions checked, 7 left alone
typedef int Vector __attribute__((vector_size(16)));

// CHECK: int shuffled(int n) {{{$}}
int shuffled(int n) {
  Vector v = {n, n + 1, n + 2, n + 3};
  return __builtin_shuffle(v, (Vector){3, 2, 1, 0})[0];
}

// AUTO: int calls(int n) { SEGSTACK_
// CHECK: int calls(int n) { SEGSTACK_CHECK
int calls(int n) { return shuffled(n) + 1; }

struct Base {
  int value;
  // CHECK: virtual int get() { SEGSTACK_CHECK
  virtual int get() { return value; }
  // CHECK: int direct(){{$}}
  int direct()
  // CHECK-NEXT: { int (*f)(Base *) =
  { int (*f)(Base *) = (int (*)(Base *))(&Base::get); return f(this); }
};

// Both the lambda and what it stands in.
// CHECK: int nested(int n) { return [=]
int nested(int n) { return [=] { return __builtin_add_overflow_p(n, n, n); }() ? 1 : n; }

// More errors than clang prints by itself, and a function behind them.
#define FIVE(x) __builtin_add_overflow_p(x, x, x) + __builtin_add_overflow_p(x, x, x) + \
  __builtin_add_overflow_p(x, x, x) + __builtin_add_overflow_p(x, x, x) + __builtin_add_overflow_p(x, x, x)
// CHECK: int many(int n) { return FIVE
int many(int n) { return FIVE(n) + FIVE(n) + FIVE(n) + FIVE(n) + FIVE(n); }
// CHECK: int last(int n) { SEGSTACK_CHECK
int last(int n) { return n ? last(n - 1) + 1 : many(n); }

// CHECK: int local(int n) {{{$}}
int local(int n) {
  struct Inner {
    int get(int n) { return n + 2; }
  };
  return Inner().get(n) + __builtin_add_overflow_p(n, n, n);
}

int main() {
  Base base = {};
  base.value = 3;
  printf("%d %d %d %d %d %d\n", calls(5), base.direct(), nested(4), many(1), last(100), local(1));
}
