#define FAST
#include "h.h"
int b();
S::S() : v{3, 4} {}
S::S(const S &other) : v{other.v[0] + 1, 4} {}
int main() {
  S s;
  return f(3) + g(s, 2) + t(2) + b();
}
