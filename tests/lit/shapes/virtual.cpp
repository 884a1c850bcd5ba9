// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
//
// The repeated call of a virtual function never dispatches: a base's version
// that was named by its class must run, although an override exists.
#include <cstdio>
#include <cstdlib>
#include <string>

static long bases, overrides;

struct Base {
  virtual ~Base() = default;
  // CHECK: virtual long visit(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->Base::visit(n));
  virtual long visit(int n) {
    ++bases;
    return n ? visit(n - 1) + 1 : 0;
  }
  // CHECK: virtual std::string name() const { SEGSTACK_CHECK({{[0-9]+}}, (this), this->Base::name());
  virtual std::string name() const { return "Base"; }
  virtual long pure(int n) = 0;
  virtual Base *clone(int n) { return n ? this : nullptr; }
};

// A pure function may have a body; it is only reached by its qualified name.
// CHECK: long Base::pure(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->Base::pure(n));
long Base::pure(int n) { return n ? Base::pure(n - 1) + 1 : 100; }

struct Derived : Base {
  // CHECK: long visit(int n) override { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->Derived::visit(n));
  long visit(int n) override {
    ++overrides;
    return n ? Base::visit(n - 1) + 1 : 0;
  }
  std::string name() const override { return "Derived:" + Base::name(); }
  long pure(int n) final { return Base::pure(n) + (n ? pure(0) : 0); }
  Derived *clone(int n) override { return n ? clone(n - 1) : this; }
};

struct Last final : Derived {
  std::string name() const override { return "Last:" + Derived::name(); }
};

namespace space {
struct Outer {
  struct Inner : Base {
    long pure(int n) override { return n ? pure(n - 1) + 1 : 7; }
    virtual long operator()(int n) { return n ? (*this)(n - 1) + 1 : 8; }
    virtual operator long() { return depth-- > 0 ? static_cast<long>(*this) + 1 : 9; }
    int depth = 5;
  };
};
struct More : Outer::Inner {
  long operator()(int n) override { return n ? Inner::operator()(n - 1) : -8; }
  operator long() override { return 1000 + Inner::operator long(); }
};
} // namespace space

// Two bases: `this` is adjusted once.
struct Other {
  virtual ~Other() = default;
  int mark = 42;
  virtual int where(int n) { return n > 100 ? where(n - 1) : mark; }
};
struct Both : Derived, Other {
  int where(int n) override { return n ? where(n - 1) + 1 : Other::where(n); }
};

// Virtual bases, and calls from a constructor: the object is not yet what it
// will be.
struct Top {
  Top() { std::printf("Top sees %s\n", who(3)); }
  virtual ~Top() { std::printf("~Top sees %s\n", who(3)); }
  virtual const char *who(int n) { return n ? who(n - 1) : "Top"; }
};
struct Left : virtual Top {
  Left() { std::printf("Left sees %s\n", who(3)); }
  ~Left() override { std::printf("~Left sees %s\n", who(3)); }
  const char *who(int n) override { return n ? who(n - 1) : "Left"; }
};
struct Bottom : Left {
  const char *who(int n) override { return n ? Left::who(n - 1) : "Bottom"; }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  Derived derived;
  Last last;
  Base &base = last;
  std::printf("%ld %ld %ld\n", base.visit(n), bases, overrides);
  std::printf("%ld %ld %ld\n", derived.Base::visit(n), bases, overrides);
  std::printf("%s %s\n", base.name().c_str(), derived.Base::name().c_str());
  std::printf("%ld %ld\n", base.pure(n), base.Base::pure(n));
  std::printf("%d\n", base.clone(n) == &base);
  space::Outer::Inner inner;
  space::More more;
  std::printf("%ld %ld %ld\n", inner(n), more(n), more.Inner::operator()(0));
  std::printf("%ld %ld\n", static_cast<long>(inner), static_cast<long>(more));
  Both both;
  Other &other = both;
  std::printf("%d %d\n", other.where(n), both.Other::where(0));
  Bottom bottom;
  std::puts(bottom.who(n));
}
