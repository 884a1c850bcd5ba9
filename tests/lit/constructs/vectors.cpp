// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17
//
// Vector types, which have a name only where a typedef gives one.
#include <cstdio>

typedef int Four __attribute__((vector_size(16)));

// CHECK: Four add(Four a, Four b) { SEGSTACK_CHECK({{[0-9]+}}, (a, b), add(a, b));
Four add(Four a, Four b) { return a + b; }
// CHECK: __attribute__((vector_size(16))) int twice(__attribute__((vector_size(16))) int a) { SEGSTACK_CHECK({{[0-9]+}}, (a), twice(a));
__attribute__((vector_size(16))) int twice(__attribute__((vector_size(16))) int a) { return a + a; }
// CHECK: Four large(Four a) { SEGSTACK_BODY({{[0-9]+}}, ({{.*}}), -> Four)
Four large(Four a) { volatile char room[8000]; room[a[0]] = 1; return a - room[a[0]]; }
// CHECK: auto deduced(Four a) { SEGSTACK_BODY
auto deduced(Four a) { return a * 3; }

struct Holder {
  Four four = {1, 2, 3, 4};
  // CHECK: operator Four() const { SEGSTACK_CHECK({{[0-9]+}}, (this), this->operator Four());
  operator Four() const { return four; }
  // CHECK: operator __attribute__((vector_size(16))) short() const { return
  operator __attribute__((vector_size(16))) short() const { return (__attribute__((vector_size(16))) short)four; }
};

template <class T> int size() { return -1; }
// CHECK: template <> int size<Four>() { SEGSTACK_BODY({{[0-9]+}}, (&), -> int)
template <> int size<Four>() { return 4; }

int main() {
  Holder holder;
  auto shorts = (__attribute__((vector_size(16))) short)holder;
  printf("%d %d %d %d %d %d\n", add(holder, holder)[3], twice(holder)[2], large(holder)[1], deduced(holder)[0],
         shorts[2], size<Four>());
}
