// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Lambdas: captures of all kinds, mutable state, recursion, conversion to a
// pointer; their types, sizes and what they return stay.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

static int byDefault(int n, int (*f)(int) = [](int n) { return n + 1; }) { return f(n); }

struct Holder {
  int value = 5;
  auto reader() const { return [this](int n) { return n + value; }; }
  auto copier() { return [*this](int n) mutable { return n + value++; }; }
  std::function<long(int)> self = [this](int n) -> long { return n ? self(n - 1) + value : 0; };
};

template <class F> struct Fix {
  F f;
  template <class... T> decltype(auto) operator()(T &&...t) const { return f(*this, std::forward<T>(t)...); }
};
template <class F> Fix(F) -> Fix<F>;

auto makeCounter() {
  return [count = 0]() mutable { return ++count; };
}
auto makeAdder(int a) {
  return [a](int b) { return [a, b](int c) { return a + b + c; }; };
}
static auto global = [](int n) { return n * 2; };
inline auto variable = [](auto x) { return x + x; };

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;

  // CHECK: std::function<long(int)> down = [&](int n) -> long { SEGSTACK_BODY({{[0-9]+}}, (&, n), -> long) {{{$}}
  std::function<long(int)> down = [&](int n) -> long {
    if (n == 0)
      return 0;
    return down(n - 1) + 1;
  };
  std::printf("%ld\n", down(n));

  auto generic = [](auto self, auto k) -> decltype(k) {
    if (k <= 0)
      return 0;
    return self(self, k - 1) + 1;
  };
  std::printf("%d %.1f\n", generic(generic, n), generic(generic, double(n)));

  auto fix = Fix{[](auto &self, int k) -> long { return k ? self(k - 1) + 1 : 0; }};
  std::printf("%ld\n", fix(n));

  int calls = 0;
  std::string text = "captured";
  auto unique = std::make_unique<int>(7);
  // CHECK: auto init = [u = std::move(unique), &calls, copy = text](int k) mutable { SEGSTACK_BODY({{[0-9]+}}, (&, k), ) {{{$}}
  auto init = [u = std::move(unique), &calls, copy = text](int k) mutable {
    ++calls;
    *u += k;
    copy += "!";
    return copy + std::to_string(*u);
  };
  std::printf("%s", init(1).c_str());
  std::printf(" %s %d %s\n", init(2).c_str(), calls, text.c_str());

  auto counter = makeCounter();
  counter();
  auto copied = counter;
  copied();
  std::printf("%d %d %d\n", counter(), copied(), makeAdder(1)(2)(3));

  // What is returned: values, references, move-only objects.
  auto reference = [&]() -> std::string & { return text; };
  auto decays = [&] { return text; };
  auto keeps = [&]() -> decltype(auto) { return (text); };
  auto movedOut = [] { return std::make_unique<int>(9); };
  auto nothing = [&] { calls = 100; };
  auto early = [&](int k) { if (k) return; calls = 200; };
  static_assert(std::is_same<decltype(reference()), std::string &>::value, "");
  static_assert(std::is_same<decltype(decays()), std::string>::value, "");
  static_assert(std::is_same<decltype(keeps()), std::string &>::value, "");
  static_assert(std::is_same<decltype(nothing()), void>::value, "");
  std::printf("%d %d %d\n", &reference() == &text, &keeps() == &text, *movedOut());
  nothing();
  early(1);
  std::printf("%d\n", calls);
  early(0);
  std::printf("%d\n", calls);

  // noexcept, constexpr, pointers, captures by nothing.
  auto safe = [](int k) noexcept { return k + 1; };
  auto constant = [](int k) constexpr { return k * k; };
  static_assert(noexcept(safe(1)) && !noexcept(down(1)), "");
  static_assert(constant(5) == 25 && variable(3) == 6 && global(2) == 4, "");
  int (*pointer)(int) = [](int k) { return k - 1; };
  std::printf("%d %d %d %d\n", safe(1), constant(n % 100), pointer(5), byDefault(1));
  static_assert(sizeof(pointer) == sizeof(void *), "");
  static int statics = 3;
  auto all = [=]() mutable { n += 1; return n + statics; };
  int first = all();
  std::printf("%d %d\n", all() - first, n == (argc > 1 ? std::atoi(argv[1]) : 10));
  auto noParameters = [text] { return text.size(); };
  std::printf("%zu %zu\n", noParameters(), sizeof(all));

  // Parameters: packs, references, unnamed, defaults, by value.
  auto pack = [](auto &&...all) { return (0 + ... + int(sizeof(all))); };
  auto forward = [](auto &&x) -> decltype(auto) { return std::forward<decltype(x)>(x); };
  auto unnamed = [](int, char c = 'd') { return c; };
  auto value = [](std::string s) { s += "!"; return s; };
  static_assert(std::is_same<decltype(forward(n)), int &>::value && std::is_same<decltype(forward(1)), int &&>::value, "");
  std::printf("%d %d %c %s\n", pack(1, 'c', 2.0), &forward(n) == &n, unnamed(1), value(text).c_str());

  Holder holder;
  auto copier = holder.copier();
  std::printf("%d %d %d %ld\n", holder.reader()(1), copier(1), copier(1), holder.self(n));

  // A lambda in an unevaluated place, in an initialiser, and called at once.
  int now = [&] { int k = 0; for (int i = 0; i < 3; ++i) k += i; return k; }();
  auto nested = [&](int k) { return [&] { return [=] { return k + now; }(); }(); };
  std::printf("%d %d\n", now, nested(4));
}
