// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | grep -c ": retry, " | grep -x 42
// RUN: %same %s %t.cpp -std=c++17
//
// Overload sets in which a plain recursive call would reach another function:
// each function must still come back to itself.
#include <cstdio>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

// By value category.
const char *ref(int &) { return "&"; }
const char *ref(const int &) { return "const &"; }
// A named rvalue reference is an lvalue.
// CHECK: const char *ref(int &&n) { SEGSTACK_CHECK({{[0-9]+}}, (&n), (ref)(static_cast<decltype(n) &&>(n)));
const char *ref(int &&n) { return n >= 0 ? "&&" : ref(n); }

// By value, against a reference: an lvalue argument would be ambiguous.
const char *value(int n, long) { return n ? "value" : "value 0"; }
const char *value(int &&, const long &) { return "reference"; }
const char *wide(long n) { return n ? "long" : "long 0"; }
const char *wide(int n) { return n ? wide(long(n)) : "int 0"; }
const char *wide(char) { return "char"; }
const char *wide(...);
const char *wide(const char *) { return "string"; }

// Derived against base, pointers to const, arrays against pointers.
struct Base {};
struct Derived : Base {};
const char *up(const Base &) { return "base"; }
const char *up(const Derived &d) { return up(static_cast<const Base &>(d))[0] ? "derived" : ""; }
const char *up(Base *) { return "base *"; }
const char *up(const Base *) { return "const base *"; }
template <int N> const char *array(const char (&)[N]) { return "array"; }
const char *array(const char *const &) { return "pointer"; }
const char *array(const std::string &) { return "string"; }

// Lists and what they convert to.
const char *list(std::initializer_list<int> all) { return all.size() ? "list" : "empty list"; }
const char *list(int) { return "int"; }
struct FromInt { FromInt(int) {} };
const char *conversion(FromInt) { return "FromInt"; }
const char *conversion(const double &) { return "double"; }
const char *conversion(std::nullptr_t) { return "nullptr"; }
const char *conversion(bool) { return "bool"; }

// Move-only and others.
const char *own(std::unique_ptr<int> p) { return p ? "unique" : "null"; }
const char *own(std::shared_ptr<int> p) { return p ? "shared" : "null shared"; }
const char *own(const std::unique_ptr<int> *p) { return p ? "pointer" : "null pointer"; }

// Members that differ in what they are called on.
struct Object {
  const char *on() & { return "&"; }
  const char *on() const & { return "const &"; }
  const char *on() && { return "&&"; }
  const char *on() const && { return "const &&"; }
  const char *get(int) { return "int"; }
  const char *get(int) const { return "int const"; }
  const char *get(int &&) volatile { return "int && volatile"; }
  static const char *get(const char *) { return "static"; }
  template <class T> const char *get(T) { return "T"; }
  template <class T> const char *get(T *) { return "T *"; }
};
struct More : Object {
  using Object::get;
  const char *get(double) { return "double"; }
  const char *get(int, int = 0) const { return "two"; }
};

// Functions that only their class or namespace holds apart.
namespace one { struct T {}; const char *adl(T) { return "one"; } const char *generic(const T &) { return "one"; } }
template <class U> const char *generic(U) { return "template"; }
const char *adl(one::T, int) { return "two arguments"; }

// Declared first, defined elsewhere, with a better match in between.
const char *better(double);
const char *better(double d) { return d > 0 ? "double" : "double 0"; }
const char *better(float) { return "float"; }

int main() {
  int i = 1;
  const int c = 1;
  std::printf("%s %s %s\n", ref(i), ref(c), ref(2));
  std::printf("%s\n", value(i, 1L));
  const char *(*reference)(int &&, const long &) = value;
  std::printf("%s\n", reference(2, 1L));
  std::printf("%s %s %s %s\n", wide(1L), wide(1), wide('c'), wide("s"));
  Derived d;
  Base b;
  const Base cb = {};
  std::printf("%s %s %s %s\n", up(d), up(b), up(&d), up(&cb));
  const char *p = "p";
  std::printf("%s %s %s\n", array("abc"), array(p), array(std::string()));
  std::printf("%s %s %s\n", list({1, 2}), list({}), list(1));
  std::printf("%s %s %s %s\n", conversion(1.0), conversion(nullptr), conversion(true), conversion(FromInt(1)));
  std::printf("%s %s %s\n", own(std::make_unique<int>(1)), own(std::make_shared<int>(1)), own(static_cast<std::unique_ptr<int> *>(nullptr)));
  Object o;
  const Object co;
  std::printf("%s %s %s %s\n", o.on(), co.on(), Object().on(), std::move(co).on());
  volatile Object vo;
  std::printf("%s %s %s %s %s %s\n", o.get(i), co.get(1), vo.get(1), o.get("s"), o.get(1.0), o.get(&i));
  More m;
  const More cm;
  std::printf("%s %s %s\n", m.get(1.0), m.get('c'), cm.get(1, 2));
  std::printf("%s %s %s %s\n", adl(one::T()), adl(one::T(), 1), generic(1), generic(one::T()));
  std::printf("%s %s\n", better(1.0), better(1.0f));
}
