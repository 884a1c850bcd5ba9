// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++20 -Wno-shadow
//
// Where the name of the function leads: inline namespaces and their versions,
// using declarations of overloads, using enum, aliases of namespaces, a local
// declaration that hides it, a class or an enumerator of the same name, char8_t
// overloads, a member found by a using declaration of a base.
#include <cstdio>
#include <cstdlib>

namespace library {
inline namespace v2 {
// CHECK: int versioned(int n) { SEGSTACK_CHECK(
int versioned(int n) { return n ? versioned(n - 1) + 2 : 0; }
struct Class { int deep(int n); friend int found(Class, int); };
int found(Class, int);
}
namespace v1 {
int versioned(int n) { return n ? versioned(n - 1) + 1 : 0; }
}
namespace { inline namespace hidden { int inUnnamed(int n) { return n ? inUnnamed(n - 1) + 1 : 0; } } }
}
int library::Class::deep(int n) { return n ? deep(n - 1) + 1 : 0; }
int library::v2::found(Class c, int n) { return n ? found(c, n - 1) + 1 : 0; }
namespace alias = library::v1;
namespace outer::inline deep::inner { int nested(int n) { return n ? outer::inner::nested(n - 1) + 1 : 0; } }

// The nearer one would be called by the bare name.
int same(long n) { return n ? same(n - 1) + 1 : 0; }
namespace other {
int same(int n) { return int(n) - 1000; }
using ::same;
}
// A class and a function of one name.
struct both { int n; both(int k) : n(k) {} };
// CHECK: int both(long n) { SEGSTACK_CHECK(
int both(long n) { struct both b(2); return n ? both(n - 1) + b.n : 0; }
enum Values { one, two };
enum class Scoped { three, four };
// CHECK: Scoped usingEnum(Scoped s, int n) { SEGSTACK_CHECK(
Scoped usingEnum(Scoped s, int n) {
  using enum Scoped;
  return n ? usingEnum(s == three ? four : three, n - 1) : s;
}
// Hidden by a parameter, by a local variable, by a local declaration.
// CHECK: int hides(int hides) { SEGSTACK_CHECK({{[0-9]+}}, (hides), ::hides(hides));
int hides(int hides) { return hides ? ::hides(hides - 1) + 1 : 0; }
int local(int n) { int below = n ? local(n - 1) : -1; { int local = below + 1; return local; } }
int declares(int n) { if (!n) return 0; int declares(int); return declares(n - 1) + 1; }
// CHECK: int text(const char8_t *s, int n) { SEGSTACK_CHECK(
int text(const char8_t *s, int n) { return n ? text(s, n - 1) + (*s == u8'x') : int(sizeof u8"\u00e9"); }
int text(const char *s, int n) { return n ? text(s, n - 1) + 2 : *s; }
struct Base {
  int go(int n) { return n ? go(n - 1) + 1 : 0; }
  int go(double) { return -1; }
};
struct Derived : Base {
  using Base::go;
  // CHECK: int go(long n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->go(
  int go(long n) { return n ? go(n - 1) + 2 : go(3); }
  struct go_t { int go(int n) { return n ? go(n - 1) + 1 : 0; } } nested;
};
struct Local {
  static int value(int n) {
    struct Local { static int value(int n) { return n ? value(n - 1) + 1 : 0; } };
    return n ? Local::value(n - 1) + 1 : 0;
  }
};
template <class T> struct Dependent : T {
  // CHECK: int go(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->go(n));
  int go(int n) { return n ? this->go(n - 1) + T::go(0) + 1 : 0; }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  library::Class object;
  std::printf("%d %d %d %d %d %d\n", library::versioned(n), alias::versioned(n), library::inUnnamed(n), object.deep(n),
              found(object, n), outer::inner::nested(n));
  std::printf("%d %d %d %d\n", other::same(5L * n), other::same(n), both(long(n)), int(usingEnum(Scoped::three, n)));
  std::printf("%d %d %d %d %d\n", hides(n), local(n), declares(n), text(u8"x", n), text("x", n));
  std::printf("%d %d %d %d %d\n", Derived().go(long(n)), Derived().go(n), Derived().nested.go(n), Local::value(n),
              Dependent<Derived>().go(n));
}
