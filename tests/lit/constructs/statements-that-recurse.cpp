// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=gnu++17 -Wno-gnu
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=gnu++17
//
// Recursion from within GNU's statements, called again and outlined: computed
// goto, statement expressions, inline assembly with operands in memory and in
// registers, asm goto, case ranges, labels as values, conditions without a middle.
#include <cstdio>
#include <cstdlib>

// An interpreter that dispatches by a table of labels and calls itself.
// CHECK: static long interpret(const unsigned char *code, long n) { SEGSTACK_CHECK({{[0-9]+}}, (code, n), interpret(code, n));
static long interpret(const unsigned char *code, long n) {
  static const void *const table[] = {&&stop, &&call, &&add, &&twice};
  long value = 0;
  goto *table[*code++];
call:
  value += n ? interpret(code - 1, n - 1) : 0;
  goto *table[*code++];
add:
  ++value;
  goto *table[*code++];
twice:
  value = value * 2 % 1000003;
  goto *table[*code++];
stop:
  return value;
}
static long outlined(const unsigned char *code, long n);
// CHECK: static auto dispatch(const unsigned char *code, long n) { SEGSTACK_BODY(
static auto dispatch(const unsigned char *code, long n) {
  const void *const table[] = {&&stop, &&call, &&add};
  long value = 0;
  for (;;) {
    goto *table[*code++];
  call:
    value += n ? outlined(code - 1, n - 1) : 0;
    continue;
  add:
    ++value;
    continue;
  stop:
    return value;
  }
}
static long outlined(const unsigned char *code, long n) { return dispatch(code, n); }

// CHECK: static int expression(int n) { SEGSTACK_CHECK(
static int expression(int n) { return ({ int below = n ? expression(n - 1) : -1; below += 1; below; }); }
struct Guard { int &count; ~Guard() { ++count; } };
// CHECK: static int destroyed(int n, int &count) { SEGSTACK_CHECK(
static int destroyed(int n, int &count) {
  int below = ({ Guard guard{count}; n ? destroyed(n - 1, count) : 0; });
  if (({ bool last = n == 0; last; }))
    return count;
  return below;
}
// CHECK: explicit Expression(int n) { SEGSTACK_BODY_VOID(
struct Expression { int value; explicit Expression(int n) { value = ({ int v = 0; if (n) v = Expression(n - 1).value + 1; v; }); } };

// CHECK: static int assembly(int n, int *memory) { SEGSTACK_CHECK(
static int assembly(int n, int *memory) {
  int result, below = n ? assembly(n - 1, memory) : 0;
  __asm__ volatile("movl %2, %0\n\taddl $1, %0\n\taddl $2, %1" : "=&r"(result), "+m"(*memory) : "rm"(below) : "cc");
  register long fixed __asm__("r10") = result;
  __asm__("" : "+r"(fixed));
  return int(fixed);
}
// CHECK: explicit Assembly(int n) { SEGSTACK_BODY_VOID(
struct Assembly { int value; explicit Assembly(int n) { value = n ? Assembly(n - 1).value : 0; __asm__("addl $1, %0" : "+m"(value) : : "cc"); } };
// CHECK: static int branches(int n) { SEGSTACK_CHECK(
static int branches(int n) {
  __asm__ goto("testl %0, %0\n\tjz %l[zero]" : : "r"(n) : "cc" : zero);
  return branches(n - 1) + 1;
zero:
  return 0;
}
// CHECK: static int ranges(int n) { SEGSTACK_CHECK(
static int ranges(int n) {
  switch (n % 10) {
  case 1 ... 4:
    return ranges(n - 1) + 1;
  case 5 ... 9:
    return ranges(n - 1) + 2;
  default:
    return (n ? ranges(n - 1) : 0) ?: 7;
  }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40, count = 0, memory = 0;
  const unsigned char code[] = {1, 2, 3, 2, 0}, flat[] = {1, 2, 2, 0};
  std::printf("%ld %ld\n", interpret(code, n), outlined(flat, n));
  std::printf("%d %d %d %d\n", expression(n), destroyed(n, count), count, Expression(n).value);
  int result = assembly(n, &memory);
  std::printf("%d %d %d %d %d\n", result, memory, Assembly(n).value, branches(n), ranges(n));
}
