#include <cstdio>
#include <string>

// A parameter of which one source knows only scalars, the other classes too.
template <class T> struct Box {
  T value;
  bool holds(T other) const { return value == other; }
  template <class U> long sum(U one, int n) const {
    return n ? sum(one, n - 1) + one.weight : 0;
  }
};

// Two closures of one signature: the check must not give the first one the name
// that the second one has in a source without the check.
inline int twice(int n) {
  auto first = [&](int x) { return x + n; };
  auto second = [&](int x) { return x * n; };
  return first(10) * 1000 + second(10);
}

// Outlined, it would have one variable for each source.
inline auto counted(int step) {
  static int count = 0;
  return count += step;
}
// One address in all sources, by which a type is known.
template <class T> auto idOf() {
  static const char id = 0;
  return &id;
}
struct Tagged {
  const void *id;
  Tagged() {
    static constexpr char tag = 0;
    id = &tag;
  }
};
inline auto table() {
  static const int values[] = {1, 2, 3};
  return values;
}
const void *idElsewhere(int which);
inline int countedInAClosure(int step) {
  auto add = [&] {
    static int count = 0;
    return count += step;
  };
  return add();
}
