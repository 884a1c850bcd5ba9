// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17
//
// std::nested_exception: each layer of the chain is thrown on another segment,
// far below the one before it, and the chain is walked at the top and at the
// bottom.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>

static long alive, unwound;
struct Guard {
  Guard() { ++alive; }
  Guard(const Guard &) = delete;
  ~Guard() { --alive, ++unwound; }
};

struct Layer : std::runtime_error {
  int depth;
  explicit Layer(int n) : std::runtime_error("layer " + std::to_string(n)), depth(n) {}
};

// CHECK: void fails(int n, int step) { SEGSTACK_CHECK({{[0-9]+}}, (n, step), fails(n, step));
void fails(int n, int step) {
  Guard guard;
  if (n == 0)
    throw std::logic_error("bottom");
  if (n % step != 0)
    return fails(n - 1, step);
  try {
    fails(n - 1, step);
  } catch (...) {
    std::throw_with_nested(Layer(n));
  }
}

// CHECK: int layers(const std::exception &outer, int n) { SEGSTACK_CHECK(
int layers(const std::exception &outer, int n) {
  if (n)
    return layers(outer, n - 1);
  try {
    std::rethrow_if_nested(outer);
  } catch (const Layer &inner) {
    return layers(inner, 100) + 1;
  } catch (const std::logic_error &inner) {
    std::printf("%s ", inner.what());
    return 1;
  }
  return -1;
}

// The one that carries another is thrown again from below, and carries both.
// CHECK: std::exception_ptr wrapped(std::exception_ptr inner, int n) { SEGSTACK_
std::exception_ptr wrapped(std::exception_ptr inner, int n) {
  if (n)
    return wrapped(inner, n - 1);
  try {
    try {
      std::rethrow_exception(inner);
    } catch (const Layer &layer) {
      std::throw_with_nested(std::invalid_argument(layer.what()));
    }
  } catch (...) {
    return std::current_exception();
  }
}

struct Final final : std::exception {
  const char *what() const noexcept override { return "final"; }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 60;
  try {
    fails(n, n / 20);
  } catch (const Layer &top) {
    std::printf("%s, %d layers, %ld alive, %ld unwound\n", top.what(), layers(top, n), alive, unwound);
    std::exception_ptr all = wrapped(std::current_exception(), n);
    try {
      std::rethrow_exception(all);
    } catch (const std::invalid_argument &outer) {
      std::printf("%s, %d layers\n", outer.what(), layers(outer, n));
    }
  }
  // A final class cannot carry another one, and is thrown as it is.
  try {
    try {
      fails(n, n + 1);
    } catch (...) {
      std::throw_with_nested(Final());
    }
  } catch (const std::nested_exception &) {
    std::puts("nested");
  } catch (const Final &f) {
    std::puts(f.what());
  }
  // A nested_exception made where nothing is handled has nothing to give.
  std::nested_exception none;
  std::printf("%d\n", none.nested_ptr() == nullptr);
}
