// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// noexcept stays what it is, in types as well; what throws is thrown through.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>

int safe(int n) noexcept { return n ? safe(n - 1) + 1 : 0; }
int yes(int n) noexcept(true) { return n ? yes(n - 1) + 1 : 0; }
int no(int n) noexcept(false) {
  if (n == 0)
    throw std::runtime_error("bottom");
  return no(n - 1) + 1;
}
int old(int n) throw() { return n ? old(n - 1) + 1 : 0; }
template <class T> T depends(T n) noexcept(std::is_integral<T>::value) { return n > 0 ? depends(T(n - 1)) + 1 : T(0); }
template <class T> int own(T n) noexcept(noexcept(n + 1)) { return n > 0 ? own(n - 1) + 1 : 0; }
// CHECK: auto deduced(int n) noexcept { SEGSTACK_BODY({{[0-9]+}}, (&, n), noexcept) {{{$}}
auto deduced(int n) noexcept {
  if (n == 0)
    return 0L;
  return long(safe(n - 1)) + 1;
}
struct Object {
  Object() noexcept { made = 1; }
  Object(int n) noexcept(false) { if (n) throw n; made = 2; }
  ~Object() noexcept(false) { if (throws) throw 5; }
  int get(int n) const noexcept { return n ? get(n - 1) + 1 : made; }
  virtual int v(int n) noexcept { return n ? v(n - 1) + 1 : made; }
  Object &operator=(const Object &) & noexcept { made = 3; return *this; }
  int made = 0;
  bool throws = false;
};
// Exceptions on their way through segments: destructors run, in order, and
// the handler sees the object itself.
struct Trace {
  int n;
  ~Trace() { if (n < 3) std::printf("~%d ", n); }
};
int catches(int n, const void *&thrown) {
  Trace trace{n};
  if (n == 0) {
    static std::runtime_error error("thrown");
    thrown = &error;
    throw &error;
  }
  if (n == 5)
    try {
      return catches(n - 1, thrown);
    } catch (std::runtime_error *e) {
      std::printf("caught %d ", e == thrown);
      throw;
    }
  return catches(n - 1, thrown) + 1;
}
int rethrows(int n) {
  try {
    return n ? rethrows(n - 1) : throw std::string("s");
  } catch (std::string &s) {
    s += '.';
    if (s.size() < 5)
      throw;
    throw int(s.size());
  } catch (int size) {
    return size + n;
  }
}
std::exception_ptr pointer(int n) {
  if (n)
    return pointer(n - 1);
  try { throw 7; } catch (...) { return std::current_exception(); }
}
int uncaught(int n) {
  struct Guard { ~Guard() { std::printf("%d ", std::uncaught_exceptions()); } } guard;
  if (n == 0) throw 1;
  return uncaught(n - 1) + 1;
}

static_assert(noexcept(safe(1)) && noexcept(yes(1)) && !noexcept(no(1)) && noexcept(old(1)), "");
static_assert(noexcept(depends(1)) && !noexcept(depends(1.0)) && noexcept(own(1)) && noexcept(deduced(1)), "");
static_assert(std::is_same<decltype(&safe), int (*)(int) noexcept>::value, "");
static_assert(std::is_nothrow_default_constructible<Object>::value == false, "its destructor may throw");
static_assert(!std::is_nothrow_destructible<Object>::value && std::is_nothrow_assignable<Object &, const Object &>::value, "");

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::printf("%d %d %d\n", safe(n), yes(n), old(n));
  try { no(n); } catch (std::runtime_error &e) { std::puts(e.what()); }
  std::printf("%d %.1f %d %ld\n", depends(n), depends(double(n)), own(n), deduced(n));
  Object o;
  std::printf("%d %d\n", o.get(n), o.v(n));
  try { Object bad(1); } catch (int thrown) { std::printf("%d\n", thrown); }
  try { Object late; late.throws = true; } catch (int thrown) { std::printf("%d\n", thrown); }
  const void *thrown = nullptr;
  try { catches(n, thrown); } catch (std::runtime_error *e) { std::printf("%d\n", e == thrown); }
  std::printf("%d\n", rethrows(8));
  try { std::rethrow_exception(pointer(n)); } catch (int seven) { std::printf("%d\n", seven); }
  try { uncaught(3); } catch (int) { std::puts(""); }
}
