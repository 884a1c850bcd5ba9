// RUN: %segstack rewrite --place=all %s -o %t.cpp -- -std=gnu++17 2> %t.told
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck --implicit-check-not=SEGSTACK_SETJMP --implicit-check-not=SEGSTACK_POSITION %s
// RUN: %FileCheck --check-prefix=TOLD --implicit-check-not=warning: %s < %t.told
// RUN: for compiler in %gxx %clangxx; do for level in -O0 -O2; do \
// RUN:   $compiler -std=gnu++17 -w $level %include %t.cpp %runtime -o %t && (ulimit -S -s 256; %t) > %t.got && %FileCheck --check-prefix=GIVES %s < %t.got || exit 1; done; done
//
// Nothing is put behind a setjmp that a macro of the program calls, or where the
// position could not be saved. The runtime sees the C library's longjmp by
// itself, but not that of the compiler, of which the rewriter warns.
#include <csetjmp>
#include <cstdio>
#include <new>

static jmp_buf buf;
static void *builtin[5];
#define TRY if (!setjmp(buf))
#define PASSES(condition) ((condition) ? 1 : 0)
#define BUILTIN __builtin_setjmp(builtin)

static int leap(int n) {
  volatile char b[100];
  b[n % 100] = 0;
  if (n == 0)
    longjmp(buf, 1);
  return leap(n - 1) + b[n % 100];
}
static int again(int n) { return n ? again(n - 1) + 1 : 0; }

// CHECK: int tries() { SEGSTACK_CHECK(
int tries() {
  TRY leap(20000);
  return again(40000);
}
// CHECK: int passes() { SEGSTACK_CHECK(
int passes() {
  if (PASSES(setjmp(buf) == 0))
    leap(20000);
  return again(40000);
}
// CHECK: int labels(int n) { SEGSTACK_BODY(
int labels(int n) {
  __label__ end;
  if (n)
    goto end;
  if (setjmp(buf) == 0)
    leap(20000);
end:
  return again(40000);
}
#undef setjmp
// CHECK: int setjmp(int *p) { SEGSTACK_CHECK(
namespace other {
static int setjmp(int *p) { return p ? 1 : 0; }
} // namespace other
// CHECK: int own(int *p) { SEGSTACK_CHECK(
int own(int *p) { return other::setjmp(p); }

// TOLD: setjmp-in-macros.cpp:[[@LINE+2]]:5: warning: calls __builtin_setjmp: the runtime does not see such a jump
// CHECK: int byTheCompiler() { SEGSTACK_CHECK(
int byTheCompiler() {
  if (BUILTIN == 0)
    return 1;
  return 2;
}

int main() {
  // GIVES: 40000 40000 40000 0 1
  std::printf("%d %d %d %d %d\n", tries(), passes(), labels(0), own(nullptr), byTheCompiler());
}
