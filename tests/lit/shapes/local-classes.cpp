// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-non-c-typedef-for-linkage
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-non-c-typedef-for-linkage
//
// Classes without a name that reaches far: local, unnamed, nested, in
// functions that are outlined themselves.
#include <cstdio>
#include <cstdlib>

int local(int n) {
  static int calls;
  struct Local {
    int value;
    // CHECK: int get(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->get(n));
    int get(int n) const { return n ? get(n - 1) + 1 : value + ++calls; }
    static int shared(int n) { return n ? shared(n - 1) + 1 : 0; }
    int hidden(int Local) { return Local ? hidden(Local - 1) + 1 : value; }
    virtual int v(int n) { return n ? v(n - 1) + 1 : value; }
    explicit Local(int n) : value(n) { if (n > 1) value = Local(n - 1).value + 1; }
    virtual ~Local() { if (value > 1000) --calls; }
    operator int() const { return value; }
  };
  struct Derived : Local {
    using Local::Local;
    int v(int n) override { return Local::v(0) + n; }
  };
  Derived d(5);
  Local &l = d;
  return Local(3).get(n) + Local::shared(n) + Local(2).hidden(n) + l.v(n) + int(Local(4));
}
// Two local classes of one name.
int first(int n) { struct S { int f(int n) { return n ? f(n - 1) + 1 : 1; } }; return S().f(n); }
int second(int n) { struct S { int f(int n) { return n ? f(n - 1) + 1 : 2; } }; return S().f(n); }

struct {
  int value = 3;
  int get(int n) { return n ? get(n - 1) + 1 : value; }
  virtual int v(int n) { return n ? v(n - 1) + 1 : value; }
  int move(int n) && { return n ? static_cast<decltype(*this) &&>(*this).get(n - 1) : value; }
  static int none(int k) { return k; }
} unnamed;
// Left alone: its name comes too late for a closure.
// CHECK: typedef struct { int get(int n) { return
typedef struct { int get(int n) { return n ? get(n - 1) + 1 : 9; } } Typedef;
union Union {
  int i;
  float f;
  int get(int n) { return n ? get(n - 1) + 1 : i; }
  explicit Union(int n) : i(n) { if (n > 1) i = Union(n - 1).i + 1; }
};
struct Outer {
  struct Inner { struct Most { int get(int n) { return n ? get(n - 1) + 1 : 4; } }; };
  enum Kind { a, b };
  struct { int x; int get(int n) { return n ? get(n - 1) + 1 : x; } } member{7};
  template <class T> struct Generic { T get(int n); };
};
template <class T> T Outer::Generic<T>::get(int n) { return n ? get(n - 1) + 1 : T(6); }
auto returnsLocal(int n) {
  struct Result { int value; int get(int n) { return n ? get(n - 1) + 1 : value; } };
  return Result{n};
}
template <class T> int inTemplate(int n) {
  struct Local {
    T value;
    T get(int n) { return n ? get(n - 1) + 1 : value; }
    explicit Local(T v) : value(v) { if (v > 1) value = Local(v - 1).value + 1; }
  };
  return int(Local(4).get(n));
}
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::printf("%d %d %d\n", local(n), first(n), second(n));
  std::printf("%d %d %d %d %d\n", unnamed.get(n), unnamed.v(n), static_cast<decltype(unnamed) &&>(unnamed).move(0), unnamed.none(1), Typedef().get(n));
  std::printf("%d %d %d %d\n", Union(5).get(n), Outer::Inner::Most().get(n), Outer().member.get(n), Outer::Generic<int>().get(n));
  std::printf("%d %d\n", returnsLocal(3).get(n), inTemplate<long>(n));
}
