// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
//
// Namespaces: named, nested, unnamed, inline; functions of one name in several
// of them, found by argument-dependent lookup or hidden by nearer ones.
#include <cstdio>
#include <cstdlib>

const char *where(int n) { return n ? where(n - 1) : "global"; }
namespace a {
struct Tag {};
// CHECK: const char *where(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), (where)(
const char *where(int n) { return n ? where(n - 1) : "a"; }
const char *adl(Tag, int n) { return n ? adl(Tag(), n - 1) : "a::adl"; }
namespace b::c {
const char *where(int n) { return n ? where(n - 1) : "a::b::c"; }
const char *adl(Tag, long n) { return n ? adl(Tag(), n - 1L) : "a::b::c::adl"; }
} // namespace b::c
inline namespace v1 {
// CHECK: const char *versioned(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), versioned(n));
const char *versioned(int n) { return n ? versioned(n - 1) : "a::v1"; }
const char *twice(int n) { return n ? twice(n - 1) : "v1"; }
} // namespace v1
namespace v0 {
const char *twice(int n) { return n ? twice(n - 1) : "v0"; }
} // namespace v0
namespace {
// CHECK: const char *unnamed(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), unnamed(n));
const char *unnamed(int n) { return n ? unnamed(n - 1) : "a::(unnamed)"; }
const char *again(int n) { return n ? again(n - 1) : "a::(unnamed) again"; }
} // namespace
const char *reach(int n) { return n ? reach(n - 1) : unnamed(n); }
const char *reachAgain() { return again(5); }
} // namespace a
namespace {
const char *again(int n) { return n ? again(n - 1) : "(unnamed) again"; }
namespace deep {
namespace {
const char *again(int n) { return n ? again(n - 1) : "(unnamed)::deep again"; }
} // namespace
} // namespace deep
} // namespace

// A namespace that hides one of the global ones by its name.
namespace outer {
namespace a {
const char *where(int n) { return n ? where(n - 1) : "outer::a"; }
} // namespace a
const char *where(int n) { return n ? where(n - 1) : "outer"; }
} // namespace outer

// The same function declared in a block, and through a using declaration.
namespace used {
using ::a::v0::twice;
const char *calls(int n) { return n ? calls(n - 1) : twice(n); }
const char *local(int n) {
  extern const char *nearby(int);
  return n ? local(n - 1) : nearby(n);
}
const char *nearby(int n) { return n ? nearby(n - 1) : "nearby"; }
} // namespace used

// A variable, a type and a function of one name.
struct stat { int field; };
// CHECK: int stat(struct stat *s, int n) { SEGSTACK_CHECK({{[0-9]+}}, (s, n), {{(::)?}}stat(s, n));
int stat(struct stat *s, int n) { return n ? stat(s, n - 1) + 1 : s->field; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::puts(where(n));
  std::puts(a::where(n));
  std::puts(a::b::c::where(n));
  std::puts(adl(a::Tag(), n));
  std::puts(a::b::c::adl(a::Tag(), long(n)));
  std::puts(a::versioned(n));
  std::puts(a::twice(n));
  std::puts(a::v0::twice(n));
  std::puts(a::reach(n));
  std::puts(a::reachAgain());
  std::puts(::again(n));
  std::puts(deep::again(n));
  std::puts(outer::a::where(n));
  std::puts(outer::where(n));
  std::puts(used::calls(n));
  std::puts(used::local(n));
  struct stat s = {1};
  std::printf("%d\n", stat(&s, n));
}
