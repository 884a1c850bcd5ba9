// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// `function-try-block`: a constructor's or a destructor's also covers bases and
// members. With an ordinary try block in the body it is outlined.
#include <cstdio>
#include <cstdlib>

static int deeper(int n);
struct Function {
  int value;
  // CHECK-DAG: Function::Function(int): none (function-try-block)
  explicit Function(int n) try : value(deeper(n)) { if (n > 1000000000) throw n; } catch (int) { ++caught; }
  // CHECK-DAG: Function::~Function(): none (function-try-block)
  ~Function() try { deeper(-1); } catch (int) { ++caught; return; }
  static inline int caught = 0;
};
struct Body {
  int value;
  // CHECK-DAG: Body::Body(int): outline (constructor)
  explicit Body(int n) : value(0) { try { value = n > 0 ? Body(n - 1).value + 1 : deeper(0); } catch (int) { ++caught; } }
  // CHECK-DAG: Body::~Body(): outline (destructor)
  ~Body() { try { deeper(-1); } catch (int) { ++caught; } }
  static inline int caught = 0;
};
// Outlined for another reason.
// CHECK-DAG: deduced(int): none (function-try-block)
auto deduced(int n) try { return deeper(n); } catch (int caught) { return caught; }
// CHECK-DAG: inside(int): outline (deduced-return)
auto inside(int n) { try { return deeper(n); } catch (int caught) { return caught; } }
// CHECK-DAG: deeper(int): retry
static int deeper(int n) { if (n < 0) throw n; return n ? deeper(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  { Function function(n); Body body(n); std::printf("%d %d\n", function.value, body.value); }
  std::printf("%d %d %d %d %d\n", Function::caught, Body::caught, deduced(-1), inside(-2), inside(n));
}
