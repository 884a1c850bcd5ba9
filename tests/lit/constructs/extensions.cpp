// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-vla -Wno-psabi -Wno-vla-cxx-extension
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17 -Wno-vla -Wno-psabi -Wno-vla-cxx-extension
//
// GNU extensions: statement expressions, VLAs, asm goto, aligned and large
// frames, functions declared by a typedef, setjmp.
#include <cstdio>
#include <cstdarg>
#include <csetjmp>
#include <string>
int stmt(int n) { return ({ int k = n; k ? stmt(k - 1) + 1 : 0; }); }
auto stmt2(int n) { return ({ int k = n; for (int i = 0; i < 2; ++i) k += i; k; }); }
int vla(int n) { int a[n + 1]; a[n] = n; return n ? vla(n - 1) + (a[n] == n) : 0; }
auto vla2(int n) { int a[n + 1]; for (int i = 0; i <= n; ++i) a[i] = i; return a[n] + int(sizeof a / sizeof *a); }
int casei(int n) { switch (n) { case 1 ... 5: return casei(n - 1) + 1; default: return 0; } }
auto asmf(int n) { int r; asm("movl %1, %0" : "=r"(r) : "r"(n)); return r; }
int asmgoto(int n) { asm goto("testl %0, %0\n\tjz %l1" : : "r"(n) : "cc" : zero); return asmgoto(n - 1) + 1; zero: return 0; }
auto asmgoto2(int n) { asm goto("testl %0, %0\n\tjz %l1" : : "r"(n) : "cc" : zero); return 1; zero: return 0; }
int elvis(int n) { return n ?: 7; }
struct Packed { char c; int i; } __attribute__((packed));
int packed(Packed p, int n) { return n ? packed(p, n - 1) + 1 : p.i; }
struct alignas(64) Aligned { int i[16]; };
int aligned(Aligned a, int n) { return n ? aligned(a, n - 1) + 1 : a.i[0] + int(reinterpret_cast<unsigned long>(&a) % 64); }
int alignedLocal(int n) { alignas(128) char c[128]; c[0] = 1; int bad = int(reinterpret_cast<unsigned long>(&c) % 128); return n ? alignedLocal(n - 1) + bad : c[0] + bad; }
auto alignedLocal2(int n) { alignas(128) volatile char c[5000]; c[0] = char(n); return int(reinterpret_cast<unsigned long>(&c) % 128) + c[0]; }
int big(int n) { volatile char c[6000]; c[0] = char(n); c[5999] = 1; return n ? big(n - 1) + c[5999] : c[0]; }
std::string bigs(int n) { volatile char c[6000]; c[0] = 'b'; return n ? bigs(n - 1) : std::string(1, c[0]); }
struct Big { char c[5000]; Big(int n) { c[0] = char(n); c[4999] = n ? Big(n - 1).c[4999] : 'z'; } };
int params(int n, int __attribute__((unused)) x) { return n + x * 0; }
typedef int Fn(int);
Fn declared;
int declared(int n) { return n ? declared(n - 1) + 1 : 0; }
struct T { Fn m; static Fn s; virtual Fn v; virtual ~T() {} };
int T::m(int n) { return n ? m(n - 1) + 1 : 0; }
int T::s(int n) { return n ? s(n - 1) + 1 : 0; }
int T::v(int n) { return n ? v(n - 1) + 1 : 0; }
_Complex double cplx(int n) { if (n) return cplx(n - 1); _Complex double c = 1.0; return c; }
__int128 i128(__int128 n) { return n ? i128(n - 1) + 1 : 0; }
static jmp_buf buf;
int jumps(int n) { if (n == 0 && buf[0].__mask_was_saved == 0) longjmp(buf, 5); return n < -5 ? n : jumps(n - 1) + 1; }
int main() {
  std::printf("%d %d %d %d %d %d\n", stmt(3), stmt2(3), vla(5), vla2(4), casei(5), asmf(6));
  std::printf("%d %d %d\n", asmgoto(4), asmgoto2(0), elvis(0));
  std::printf("%d %d %d %d\n", packed({'c', 5}, 3), aligned({{3}}, 5), alignedLocal(5), alignedLocal2(5));
  std::printf("%d %s %c %d\n", big(5), bigs(4).c_str(), Big(3).c[4999], params(1, 2));
  T t; std::printf("%d %d %d %d\n", declared(3), t.m(3), T::s(3), t.v(3));
  std::printf("%.1f %d\n", __real__ cplx(3), int(i128(5)));
  if (int k = setjmp(buf)) std::printf("jumped %d\n", k); else jumps(10);
}
// CHECK: int stmt(int n) { SEGSTACK_CHECK(
// CHECK: auto asmf(int n) { SEGSTACK_BODY(
// CHECK: int T::s(int n) { SEGSTACK_CHECK(
