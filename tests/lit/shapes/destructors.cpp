// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17
//
// Destructors: outlined, they run once, in their order, and stay noexcept or
// not.
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

static long destroyed;
struct Node {
  Node *next;
  // CHECK: ~Node() { SEGSTACK_BODY_VOID({{[0-9]+}}, (&), noexcept) {{{$}}
  ~Node() {
    ++destroyed;
    delete next;
  }
};
struct Mine {
  int n;
  // CHECK: ~Mine() noexcept(false) { SEGSTACK_BODY_VOID({{[0-9]+}}, (&), ) {{{$}}
  ~Mine() noexcept(false) {
    if (n > 0)
      Mine inner{n - 1};
    if (n == 3)
      throw n;
  }
};
struct Base {
  virtual ~Base();
  virtual const char *name() { return "Base"; }
};
// CHECK: Base::~Base() { SEGSTACK_BODY_VOID(
Base::~Base() { std::printf("~Base as %s\n", name()); }
struct Derived : Base {
  int n;
  explicit Derived(int n) : n(n) {}
  ~Derived() override {
    std::printf("~Derived as %s\n", name());
    if (n == 0)
      return;
    Derived inner(n - 1);
  }
  const char *name() override { return "Derived"; }
};
// CHECK: ~Empty() {}
struct Empty { ~Empty() {} };
struct Pure { virtual ~Pure() = 0; };
Pure::~Pure() { ++destroyed; }
struct Impure : Pure { ~Impure() { ++destroyed; } };
template <class T> struct List {
  T value;
  List *next = nullptr;
  ~List() { if (next) { delete next; ++destroyed; } }
};

static_assert(std::is_nothrow_destructible<Node>::value && !std::is_nothrow_destructible<Mine>::value, "");
static_assert(!std::is_trivially_destructible<Empty>::value, "");

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  Node *list = nullptr;
  for (int i = 0; i < n; ++i)
    list = new Node{list};
  delete list;
  std::printf("%ld\n", destroyed);
  try {
    Mine mine{6};
  } catch (int thrown) {
    std::printf("thrown %d\n", thrown);
  }
  { Derived derived(2); }
  Base *base = new Derived(1);
  delete base;
  { Empty empty; Impure impure; }
  List<int> *typed = nullptr;
  for (int i = 0; i < n; ++i)
    typed = new List<int>{i, typed};
  typed->~List();
  ::operator delete(typed);
  std::printf("%ld\n", destroyed);
}
