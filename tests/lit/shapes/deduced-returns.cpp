// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17
//
// Deduced return types: what is deduced stays, also where it is a reference,
// an array turned pointer, a closure, nothing, or const.
#include <cstdio>
#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

template <class A, class B> constexpr bool same = std::is_same<A, B>::value;
static std::string text = "text";
static const int constant = 1;
static int numbers[3] = {1, 2, 3};

// CHECK: auto value() { SEGSTACK_BODY({{[0-9]+}}, (&), ) { return
auto value() { return text; }
// CHECK: decltype(auto) exact() { SEGSTACK_BODY({{[0-9]+}}, (&), -> decltype(auto)) { return
decltype(auto) exact() { return (text); }
decltype(auto) name() { return text; }
auto &reference() { return text; }
const auto &constReference() { return text; }
auto &&forwarding() { return text; }
auto &&forwardingMove() { return std::move(text); }
auto *pointer() { return &text; }
const auto *constPointer() { return &text; }
auto decayed() { return numbers; }
auto &array() { return numbers; }
auto dropsConst() { return constant; }
auto nothing() { text.size(); }
auto early(int n) {
  if (n)
    return;
  text += "!";
}
auto empty() {}
auto closure() { return [n = 1](int k) mutable { return n += k; }; }
auto unique() { return std::make_unique<int>(5); }
// Its own call in a closure comes before its type is known: left alone.
// CHECK: auto recursive(int n) {{{$}}
auto recursive(int n) {
  if (n == 0)
    return 0L;
  return recursive(n - 1) + 1;
}
auto trailing(int n) -> long { return n ? trailing(n - 1) + 1 : 0; }
auto trailingDecltype(std::vector<int> &v, int n) -> decltype(v[0]) { return n ? trailingDecltype(v, n - 1) : v[0]; }
auto trailingAuto() -> auto { return 5; }
auto trailingReference() -> decltype((text)) { return text; }
auto list(std::initializer_list<int> all) { return all.size(); }
auto branches(bool b) {
  if (b)
    return numbers[0];
  else
    return numbers[1];
}
decltype(auto) moved() { return static_cast<std::string &&>(text); }
decltype(auto) index(int i) { return numbers[i]; }
decltype(auto) prvalue() { return std::string("prvalue"); }
template <class T> auto generic(T t) { return t; }
template <class T> decltype(auto) perfect(T &&t) { return std::forward<T>(t); }
template <class T> auto &element(T &t, int n) { return t[n]; }
template <class T> auto either(T t) {
  if constexpr (std::is_integral<T>::value)
    return t + 1;
  else
    return std::string(t);
}

struct Object {
  int field = 1;
  auto get() { return field; }
  auto &ref() { return field; }
  auto &ref() const { return field; }
  decltype(auto) exact() const { return (field); }
  auto self() -> Object & { return *this; }
  auto chain() -> decltype(*this) { return *this; }
  operator auto() { return field; }
  template <class T> auto as() const { return T(field); }
  static auto make(int n) {
    Object o;
    o.field = n;
    return o;
  }
  auto operator()(int n) const noexcept { return field + n; }
  friend auto inside(const Object &o) { return o.field; }
  virtual ~Object() = default;
};

static_assert(same<decltype(value()), std::string>, "");
static_assert(same<decltype(exact()), std::string &>, "");
static_assert(same<decltype(name()), std::string>, "");
static_assert(same<decltype(reference()), std::string &>, "");
static_assert(same<decltype(constReference()), const std::string &>, "");
static_assert(same<decltype(forwarding()), std::string &>, "");
static_assert(same<decltype(forwardingMove()), std::string &&>, "");
static_assert(same<decltype(pointer()), std::string *>, "");
static_assert(same<decltype(constPointer()), const std::string *>, "");
static_assert(same<decltype(decayed()), int *>, "");
static_assert(same<decltype(array()), int (&)[3]>, "");
static_assert(same<decltype(dropsConst()), int>, "");
static_assert(same<decltype(nothing()), void>, "");
static_assert(same<decltype(early(1)), void>, "");
static_assert(same<decltype(unique()), std::unique_ptr<int>>, "");
static_assert(same<decltype(recursive(1)), long>, "");
static_assert(same<decltype(trailingReference()), std::string &>, "");
static_assert(same<decltype(moved()), std::string &&>, "");
static_assert(same<decltype(index(1)), int &>, "");
static_assert(same<decltype(prvalue()), std::string>, "");
static_assert(same<decltype(perfect(text)), std::string &>, "");
static_assert(same<decltype(perfect(1)), int &&>, "");
static_assert(same<decltype(either(1)), int>, "");
static_assert(same<decltype(either("c")), std::string>, "");
static_assert(same<decltype(std::declval<Object &>().ref()), int &>, "");
static_assert(same<decltype(std::declval<const Object &>().ref()), const int &>, "");
static_assert(same<decltype(std::declval<Object &>().exact()), const int &>, "");
static_assert(noexcept(std::declval<Object &>()(1)), "");

int main() {
  std::printf("%s %d %s\n", value().c_str(), &exact() == &text, name().c_str());
  std::printf("%d %d %d %d\n", &reference() == &text, &constReference() == &text, &forwarding() == &text, pointer() == &text);
  std::string &&same = forwardingMove();
  std::printf("%d %d\n", &same == &text, constPointer() == &text);
  std::printf("%d %d %d\n", decayed() == numbers, &array() == &numbers, dropsConst());
  nothing();
  early(1);
  early(0);
  empty();
  std::printf("%s\n", text.c_str());
  auto f = closure();
  f(1);
  std::printf("%d %d\n", f(1), *unique());
  std::vector<int> v = {4};
  std::printf("%ld %ld %d %d\n", recursive(100), trailing(100), &trailingDecltype(v, 5) == &v[0], trailingAuto());
  std::printf("%zu %d %d\n", list({1, 2, 3}), branches(true), branches(false));
  std::printf("%d %s\n", &index(2) == &numbers[2], prvalue().c_str());
  std::printf("%d %d %d %s\n", generic(5), &perfect(text) == &text, &element(numbers, 1) == &numbers[1], either("c").c_str());
  Object o = Object::make(3);
  const Object c;
  int i = o;
  std::printf("%d %d %d %d %d %d %d\n", i, o.get(), &o.ref() == &o.field, &c.exact() == &c.field, &o.self() == &o, &o.chain() == &o, o(1));
  std::printf("%ld %d\n", o.as<long>(), inside(o));
}
