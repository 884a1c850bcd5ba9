// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp -std=c++17
//
// What a closure of a check, or a second pass of a parameter, could change without a
// word from the compiler.
#include <cstdio>
#include <typeinfo>

// A constructor template that is a better match for an lvalue than the copy.
struct Greedy {
  int value;
  Greedy(int, int) : value(1) {}
  template <class U> Greedy(U &&) : value(-1) {}
};
// CHECK-DAG: greedy(Greedy, int): retry
int greedy(Greedy given, int n) { return n ? greedy(Greedy(1, 1), n - 1) + given.value : given.value; }

// `return parameter;` moves into a conversion.
struct Result {
  int how;
  Result(int how) : how(how) {}
  Result(struct Made &&) : how(4) {}
  Result(const struct Made &) : how(3) {}
};
struct Made {};
struct Parameter {
  operator Result() const & { return 1; }
  operator Result() && { return 2; }
};
// CHECK-DAG: lambda(Parameter): none (moves-parameter)
auto converted = [](Parameter parameter) -> Result { return parameter; };
// CHECK-DAG: lambda(Made): none (moves-parameter)
auto constructed = [](Made parameter) -> Result { return parameter; };
template <class T> struct Dependent {
  // CHECK-DAG: lambda(T): none (moves-parameter)
  static inline auto convert = [](T parameter) -> Result { return parameter; };
};

// The result type of a generic closure in a template of variables is the template's.
template <class T> auto generic = [](auto self, T n) -> T { return n > 1 ? self(self, n - 1) + T(0.5) : n; };

// Names that a nested closure has from the function around it.
auto outer() {
  auto nested = [](int n) { return n ? __PRETTY_FUNCTION__ : __func__; };
  return nested(1);
}
auto local() {
  struct Local {};
  return typeid(Local).name();
}

int main() {
  std::printf("%d\n", greedy(Greedy(1, 1), 3));
  std::printf("%d %d %d\n", converted({}).how, constructed({}).how, Dependent<Made>::convert({}).how);
  std::printf("%.1f %d\n", generic<double>(generic<double>, 10.5), generic<int>(generic<int>, 10));
  std::printf("%s %s\n", outer(), local());
}
