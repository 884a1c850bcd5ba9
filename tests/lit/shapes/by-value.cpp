// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Parameters of class type that come by value: not one copy, move or
// destruction that the program could count, and none at another address.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

static int copies, moves, destroyed;
static void report(const char *what) {
  std::printf("%s: %d copies, %d moves, %d destroyed\n", what, copies, moves, destroyed);
  copies = moves = destroyed = 0;
}

struct Counted {
  int value = 1;
  Counted() = default;
  explicit Counted(int v) : value(v) {}
  Counted(const Counted &o) : value(o.value) { ++copies; }
  Counted(Counted &&o) noexcept : value(o.value) { ++moves; o.value = -1; }
  Counted &operator=(const Counted &) = default;
  ~Counted() { ++destroyed; }
};
struct CopyOnly {
  int value = 2;
  CopyOnly() = default;
  CopyOnly(const CopyOnly &o) : value(o.value) { ++copies; }
  ~CopyOnly() { ++destroyed; }
};
struct Neither {
  int value = 3;
  Neither() = default;
  Neither(const Neither &) = delete;
};
struct Trivial { int a, b; double c; };
struct Empty {};
struct Large { long all[40]; };
struct Aggregate { std::string name; std::vector<int> numbers; };
struct Self {
  Self *self = this;
  Self() = default;
  Self(const Self &) : self(this) {}
  ~Self() { destroyed += self != this; }
};
struct Logged {
  std::string text;
  ~Logged() { ++destroyed; }
};
struct OnlyMove {
  std::unique_ptr<int> p;
  Counted inside;
};

// CHECK: int counted(Counted c, int n) { SEGSTACK_BODY({{[0-9]+}}, (&, n), -> int) {{{$}}
int counted(Counted c, int n) {
  if (n == 0)
    return c.value;
  return counted(Counted(c.value + 1), n - 1);
}
// CHECK: int copied(CopyOnly c, int n) { SEGSTACK_BODY(
int copied(CopyOnly c, int n) { return n ? copied(c, n - 1) + 1 : c.value; }
// CHECK: int neither(Neither c, int n) { SEGSTACK_BODY(
int neither(Neither c, int n) { return n ? neither(Neither(), n - 1) + 1 : c.value; }
// CHECK: int self(Self s, int n) { SEGSTACK_BODY(
int self(Self s, int n) { return n ? self(s, n - 1) + 1 : s.self == &s; }
// CHECK: int logged(Logged l, int n) { SEGSTACK_BODY(
int logged(Logged l, int n) { return n ? logged(Logged{l.text}, n - 1) + 1 : int(l.text.size()); }
int onlyMove(OnlyMove o, int n) { return n ? onlyMove(std::move(o), n - 1) + 1 : *o.p + o.inside.value; }

// CHECK: double trivial(Trivial t, Empty e, Large l, int n) { SEGSTACK_CHECK({{[0-9]+}}, (t, e, l, n), trivial(t, e, l, n));
double trivial(Trivial t, Empty e, Large l, int n) {
  return n ? trivial(Trivial{t.b, t.a, t.c + 1}, e, l, n - 1) : t.a + t.b * 2 + t.c + double(l.all[39]);
}
// CHECK: std::size_t string(std::string s, int n) { SEGSTACK_CHECK({{[0-9]+}}, (&s, n), string(static_cast<decltype(s) &&>(s), n));
std::size_t string(std::string s, int n) {
  s += 'x';
  return n ? string(n % 100 ? std::move(s) : std::string("short"), n - 1) : s.size();
}
// CHECK: long pointer(std::unique_ptr<int> p, int n) { SEGSTACK_CHECK({{[0-9]+}}, (&p, n), pointer(static_cast<decltype(p) &&>(p), n));
long pointer(std::unique_ptr<int> p, int n) {
  ++*p;
  return n ? pointer(std::move(p), n - 1) : *p;
}
long shared(std::shared_ptr<int> p, int n) {
  if (n > 100)
    return shared(std::move(p), n - 1);
  return n ? shared(p, n - 1) : p.use_count();
}
std::size_t containers(std::vector<std::string> v, std::map<int, int> m, std::pair<std::string, int> p, int n) {
  return n ? containers(std::move(v), std::move(m), std::move(p), n - 1) : v.size() + m.size() + p.first.size();
}
std::size_t aggregate(Aggregate a, int n) { return n ? aggregate(std::move(a), n - 1) : a.name.size() + a.numbers.size(); }
int function(std::function<int(int)> f, int n) { return n ? function(std::move(f), n - 1) : f(1); }
// CHECK: int constant(const std::string s, int n) {
int constant(const std::string s, int n) { return n ? constant(n % 10 ? "a" : "b", n - 1) + 1 : int(s.size()); }
int constantTrivial(const Trivial t, const int n) { return n ? constantTrivial(t, n - 1) + 1 : t.a; }

// The address of what the caller sees is that of the body.
static const void *seen;
int address(Counted &&c, const Counted &d, int n) {
  seen = n % 2 ? &c : &d;
  return n ? address(std::move(c), d, n - 1) : 0;
}
struct Sink {
  std::vector<Counted> kept;
  std::string name;
  Sink &add(Counted c, std::string text, int n) {
    if (n)
      return add(std::move(c), std::move(text), n - 1);
    kept.push_back(std::move(c));
    name += text;
    return *this;
  }
};
template <class T> int any(T t, int n) { return n ? any(std::move(t), n - 1) : int(sizeof t); }
template <class... T> int all(int n, T... t) { return n ? all(n - 1, std::move(t)...) : int(sizeof...(t)); }
// The order of evaluation and of destruction.
struct Noisy {
  char c;
  ~Noisy() { std::printf("%c", c); }
};
void noisy(Noisy, Noisy b, int n) {
  std::printf("%d%c", n, b.c);
  if (n)
    noisy(Noisy{'x'}, Noisy{'y'}, n - 1);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::printf("%d\n", counted(Counted(), n)); report("counted");
  Counted c(5);
  std::printf("%d %d\n", counted(c, 3), counted(std::move(c), 3)); report("categories");
  std::printf("%d\n", copied(CopyOnly(), n)); report("copied");
  std::printf("%d\n", neither(Neither(), n));
  std::printf("%d\n", self(Self(), n)); report("self");
  std::printf("%d\n", logged(Logged{"text"}, n)); report("logged");
  std::printf("%d\n", onlyMove(OnlyMove{std::make_unique<int>(4), {}}, n)); report("onlyMove");
  std::printf("%.1f\n", trivial({1, 2, 0.5}, {}, {}, n));
  std::printf("%zu\n", string("", n));
  std::printf("%ld\n", pointer(std::make_unique<int>(1), n));
  std::printf("%ld\n", shared(std::make_shared<int>(1), n));
  std::printf("%zu\n", containers({"a", "b"}, {{1, 2}}, {"pair", 1}, n));
  std::printf("%zu\n", aggregate({"name", {1, 2}}, n));
  std::printf("%d\n", function([n](int k) { return k + n; }, n));
  std::printf("%d %d\n", constant("text", n), constantTrivial({1, 2, 3}, n));
  Counted here(1), there(2);
  std::printf("%d %d\n", address(std::move(here), there, n), seen == &there); report("address");
  Sink sink;
  sink.add(Counted(1), "one", n).add(c, "two", n);
  std::printf("%zu %s\n", sink.kept.size(), sink.name.c_str()); report("sink");
  std::printf("%d %d %d\n", any(Counted(), n), any(std::string(), n), any(1, n)); report("any");
  std::printf("%d\n", all(n, Counted(), std::string(), 'c', std::make_unique<int>(1))); report("all");
  noisy(Noisy{'a'}, Noisy{'b'}, 3);
  std::puts("");
}
