// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-vla -Wno-psabi -Wno-vla-cxx-extension
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17 -Wno-vla -Wno-psabi -Wno-vla-cxx-extension
//
// Code as it is written with the standard library: visitors, trees, ranges.
#include <algorithm>
#include <any>
#include <cstdio>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
using Json = std::variant<std::nullptr_t, double, std::string, std::vector<struct Value>>;
struct Value { std::shared_ptr<Json> json; Value() = default; template <class T> explicit Value(T t) : json(std::make_shared<Json>(std::move(t))) {} };
struct Printer {
  std::string operator()(std::nullptr_t) const { return "null"; }
  std::string operator()(double d) const { return std::to_string(int(d)); }
  std::string operator()(const std::string &s) const { return '"' + s + '"'; }
  std::string operator()(const std::vector<Value> &v) const {
    std::string all = "[";
    for (auto &x : v) all += std::visit(*this, *x.json) + ",";
    return all + "]";
  }
};
template <class... F> struct overloaded : F... { using F::operator()...; };
template <class... F> overloaded(F...) -> overloaded<F...>;
std::optional<int> parse(std::string_view &s, std::optional<int> acc = std::nullopt) {
  if (s.empty() || s[0] < '0') return acc;
  int d = s[0] - '0'; s.remove_prefix(1);
  return parse(s, acc.value_or(0) * 10 + d);
}
template <class It, class Less> void qsorted(It b, It e, Less less) {
  if (e - b < 2) return;
  auto mid = std::partition(b + 1, e, [&](const auto &x) { return less(x, *b); });
  std::iter_swap(b, mid - 1);
  qsorted(b, mid - 1, less); qsorted(mid, e, less);
}
template <class T> class Tree {
  struct Node { T key; std::unique_ptr<Node> l, r; explicit Node(T k) : key(std::move(k)) {} };
  std::unique_ptr<Node> root;
  static void insert(std::unique_ptr<Node> &at, T k) { if (!at) at = std::make_unique<Node>(std::move(k)); else insert(k < at->key ? at->l : at->r, std::move(k)); }
  template <class F> static void each(const Node *n, F &&f) { if (n) { each(n->l.get(), f); f(n->key); each(n->r.get(), std::forward<F>(f)); } }
  friend std::size_t depth(const Tree &t) { return depth(t.root.get()); }
  friend std::size_t depth(const Node *n) { return n ? 1 + std::max(depth(n->l.get()), depth(n->r.get())) : 0; }
public:
  Tree &add(T k) { insert(root, std::move(k)); return *this; }
  template <class F> void each(F f) const { each(root.get(), f); }
  Tree() = default;
  Tree(Tree &&) = default;
};
template <std::size_t I = 0, class Tup, class F> void forEach(Tup &&t, F f) {
  if constexpr (I < std::tuple_size_v<std::remove_reference_t<Tup>>) { f(std::get<I>(t)); forEach<I + 1>(std::forward<Tup>(t), f); }
}
struct It { using value_type = int; using difference_type = std::ptrdiff_t; using pointer = const int *; using reference = int; using iterator_category = std::input_iterator_tag;
  int n; int operator*() const { return n; } It &operator++() { ++n; return *this; } It operator++(int) { It o = *this; ++*this; return o; }
  friend bool operator==(It a, It b) { return a.n == b.n; } friend bool operator!=(It a, It b) { return !(a == b); } };
int main() {
  Value v(std::vector<Value>{Value(1.0), Value(std::string("s")), Value(nullptr), Value(std::vector<Value>{Value(2.0)})});
  std::puts(std::visit(Printer(), *v.json).c_str());
  auto show = overloaded{[](int i) { std::printf("i%d ", i); }, [](const std::string &s) { std::printf("s%s ", s.c_str()); }, [](auto) { std::printf("? "); }};
  forEach(std::make_tuple(1, std::string("t"), 2.0), show);
  std::string_view s = "1234x";
  std::printf("%d %zu\n", *parse(s), s.size());
  std::vector<std::string> words{"c", "a", "b", "aa"};
  qsorted(words.begin(), words.end(), [](const std::string &a, const std::string &b) { return a < b; });
  for (auto &w : words) std::printf("%s ", w.c_str());
  Tree<std::string> t; t.add("m").add("a").add("z").add("b");
  std::string all; t.each([&](const std::string &k) { all += k; });
  std::printf("%s %zu\n", all.c_str(), depth(t));
  std::printf("%d\n", int(std::distance(It{1}, It{5})));
  std::any any = std::string("any"); std::printf("%s\n", std::any_cast<std::string &>(any).c_str());
}
// CHECK: std::string operator()(std::nullptr_t segstack_arg0) const { SEGSTACK_CHECK(
// CHECK: static void insert(std::unique_ptr<Node> &at, T k) { SEGSTACK_
