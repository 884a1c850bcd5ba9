// RUN: %segstack rewrite --list-functions %s -- -std=c++17 2>&1 | %FileCheck %s
// RUN: %segstack rewrite --list-functions --max-recursion-depth=number=2 '--max-recursion-depth=Count::*=1000' %s -- -std=c++17 2>&1 | %FileCheck %s --check-prefix=TOLD
// RUN: %segstack rewrite --list-functions '--max-recursion-depth=number(Value &)=200' %s -- -std=c++17 2>&1 | %FileCheck %s --check-prefix=DEEP
// RUN: %segstack rewrite --list-functions --place=all '--max-recursion-depth=Count::*=1000' %s -- -std=c++17 2>&1 | %FileCheck %s --check-prefix=ALL
// RUN: rm -rf %t && mkdir %t && echo "max-recursion-depth: [number=2, 'Count::*=1000']" > %t/.segstack && cp %s %t/a.cpp
// RUN: %segstack rewrite --list-functions %t/a.cpp -- -std=c++17 2>&1 | %FileCheck %s --check-prefix=TOLD
// RUN: %segstack cc --max-recursion-depth=number=2 '--max-recursion-depth=Count::*=1000' %gxx -O1 -std=c++17 %s -o %t/a.exe %runtime && %t/a.exe
// RUN: env SEGSTACK_OPTIONS=stress=1 %t/a.exe
// RUN: %segstack plan --place=auto '--max-recursion-depth=Count::*=1000' --max-recursion-depth=number=2 -o %t/plan.json %s -- %gxx -std=c++17
// RUN: %segstack cc --max-recursion-depth=number=2 '--max-recursion-depth=Count::*=1000' %gxx -O1 -fstack-usage -std=c++17 -c %s -o %t/a.o
// RUN: %segstack verify %t/plan.json --sizes %t/a.su
//
// --max-recursion-depth: recursion that ends, as its author knows, is no cycle for
// --place=auto, but one frame of all its levels.

// CHECK: recursion without a check: Count::down -> Count::down
// TOLD-NOT: recursion without a check
// DEEP: recursion without a check: Count::down
// ALL-NOT: recursion without a check

struct Value {
  bool object;
  int number;
};

static void makeNumber(Value &v) { v.object = false; }

// CHECK: number(Value &): retry, {{[0-9]+}} bytes{{$}}
// TOLD: number(Value &): none (no-check-needed)
// DEEP: number(Value &): retry
// ALL: number(Value &): retry
int number(Value &v) {
  if (v.object) {
    makeNumber(v);
    return number(v) + 1;
  }
  return v.number;
}

#define COUNT(name)                                                            \
  int name(int n) { return n ? name(n - 1) + 1 : 0; }

struct Count {
  // CHECK: Count::down(int): none (from-macro)
  // TOLD: Count::down(int): none (from-macro)
  COUNT(down)
};

// What it calls has 1,000 frames, and no check: this one asks for them.
// CHECK: below(int): retry, {{[0-9]+}} bytes{{$}}
// TOLD: below(int): retry, {{[0-9]+}} bytes, +{{[1-9][0-9]+}} for Count::down(int)
// ALL: below(int): retry, {{[0-9]+}} bytes, +{{[1-9][0-9]+}} for Count::down(int)
int below(int n) { return Count().down(n) + 1; }

// CHECK: deep(int): retry
// TOLD: deep(int): retry
int deep(int n) { return n ? deep(n - 1) + 1 : 0; }

int main() {
  Value v{true, 7};
  return number(v) == 8 && below(999) == 1000 && deep(300000) == 300000 ? 0 : 1;
}
