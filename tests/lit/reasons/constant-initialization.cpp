// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `constant-initialization`: g++ would initialise the variable when the program
// starts, behind its use by `early`. With constinit or constexpr it evaluates a
// constant, and the functions are checked.
#include <cstdio>
#include <cstdlib>

int readEarly();
int early = readEarly();

// CHECK-DAG: digits(int): none (constant-initialization)
constexpr int digits(int n) { return n < 10 ? 1 : 1 + digits(n / 10); }
struct Number {
  // CHECK-DAG: Number::Number(int): none (constant-initialization)
  constexpr Number(int n) : length(digits(n)), twice(0) { twice = n + n; }
  int length, twice;
  int sum = [](int n) { return n + 1; }(3);
};
Number plain(1234);
Number many[2] = {12, 345};
const Number &bound = Number(56789);
template <class T> struct Of {
  // CHECK-DAG: Of::Of<T>(T): none (constant-initialization)
  constexpr Of(T t) : value(t) { value += T(1); }
  T value;
  static Of shared;
};
template <class T> Of<T> Of<T>::shared(T(41));
Number &local() { static Number kept(7); return kept; }

// CHECK-DAG: depth(int): retry
constexpr int depth(int n) { return n ? depth(n - 1) + 1 : 0; }
struct Tagged {
  // CHECK-DAG: Tagged::Tagged(int): outline (constructor)
  constexpr Tagged(int n) : value(0) { value = depth(n); }
  int value;
};
constinit Tagged tagged(9);
constexpr Tagged fixed(8);
// A scalar is a constant of its own accord.
int scalar = depth(6);

int readEarly() {
  return plain.length + plain.twice + plain.sum + many[1].length + bound.twice + Of<int>::shared.value +
         tagged.value + fixed.value + scalar;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", early, readEarly(), local().twice, depth(n));
}
