// RUN: for cxx in %gxx %clangxx; do for level in -O0 -O2; do \
// RUN:   %segstack cc --place=all $cxx -std=c++17 $level %s -o %t && %t && \
// RUN:   test $(nm -C %t | grep -c never) = 0 || exit 1; done; done
//
// What nobody calls is not written out because of its check, with what it calls, which
// need not exist.
int nowhere(int);
inline int never(int n) { return n ? never(n - 1) : nowhere(n); }
static inline auto neverDeduced(int n) { return nowhere(n); }
template <class T> T neverMade(T n) { return nowhere(n); }
struct NeverMade {
  int value;
  explicit NeverMade(int n) : value(n) { value = nowhere(n); }
  NeverMade(const NeverMade &other) : value(other.value) { value += nowhere(value); }
  int never(int n) { return nowhere(n); }
};
inline auto neverClosure = [](int n) { return nowhere(n); };
int main() { return 0; }
