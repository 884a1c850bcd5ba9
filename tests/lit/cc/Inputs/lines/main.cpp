#include "h.h"
#include <cstdio>
#include <stdexcept>
#include <string>

// Retried.
int retried(int n) {
  if (n == 0)
    return 0;
  int below = retried(n - 1);
  if (below < 0)
    return -1; // never
  return below + 1;
}
int oneLine(int n) { return n ? oneLine(n - 1) + 1 : 0; }
int
brace(int n)
{
  return n ? brace(n - 1) : 7;
}

// Outlined.
auto outlined(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += i;
  return sum;
}
auto outlinedLine(int n) { return n + 1; }
struct Object {
  int n;
  std::string text;
  explicit Object(int k)
      : n(k),
        text("object") {
    if (k > 0)
      n += Object(k - 1).n;
  }
  ~Object() {
    n = 0;
  }
  int method() const { return n; }
};
template <class T> T generic(T n) {
  if (n > 0)
    return generic<T>(n - 1);
  return n;
}
int thrown(int n) {
  try {
    if (n == 0)
      throw std::runtime_error("bottom");
    return thrown(n - 1);
  } catch (const std::runtime_error &) {
    if (n < 3)
      throw;
    return n;
  }
}
void unused() {
  std::puts("never");
}
struct Part { virtual ~Part() {} };
struct First : Part {};
struct Last : Part {};
struct Whole {
  Part *part;
  explicit Whole(int n)
      : part(n == 0
                 ? static_cast<Part *>(new First())
                 : static_cast<Part *>(new Last())) {}
  ~Whole() { delete part; }
};

int main() {
  auto lambda = [](int n) {
    int twice = n * 2;
    return twice;
  };
  std::printf("%d %d %d %d\n", retried(10), oneLine(10), brace(10), helper(10));
  std::printf("%d %d %d\n", outlined(10), outlinedLine(10), Object(10).method());
  Whole one(0), two(1);
  std::printf("%d %ld %d %d\n", generic(10), generic(10L), thrown(5), lambda(4));
}
