// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Constructors: their bodies are outlined, and so are the member initialisers
// that may come back to the constructor. Order of construction, exceptions in
// the middle, and what `this` is all stay.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

static int alive;
struct Counted {
  Counted() { ++alive; }
  Counted(const Counted &) { ++alive; }
  ~Counted() { --alive; }
};

struct Node {
  int depth;
  std::unique_ptr<Node> child;
  Counted counted;
  // CHECK: explicit Node(int n) : depth(n) { SEGSTACK_BODY_VOID({{[0-9]+}}, (&, n), ) {{{$}}
  explicit Node(int n) : depth(n) {
    if (n > 0)
      child = std::make_unique<Node>(n - 1);
    if (n == 0)
      return;
    depth = child->depth + 1;
  }
  ~Node() {
    // By hand, so that the depth of destruction is another test's matter.
    std::unique_ptr<Node> next = std::move(child);
    while (next)
      next = std::move(next->child);
  }
};

// The recursion stands in a member initialiser.
struct Init {
  int depth;
  Init *child;
  // CHECK: explicit Init(int n) : depth(n), child(SEGSTACK_INIT({{[0-9]+}}) n ? new Init(n - 1) : nullptr SEGSTACK_INIT_END) {}
  explicit Init(int n) : depth(n), child(n ? new Init(n - 1) : nullptr) {}
  long length() const {
    long all = 0;
    for (const Init *at = this; at; at = at->child)
      ++all;
    return all;
  }
  void free() {
    for (Init *at = child; at;) {
      Init *next = at->child;
      delete at;
      at = next;
    }
  }
};

struct Unique {
  std::unique_ptr<Unique> child;
  int value = 3; // a default member initialiser
  std::string text = "text " + std::to_string(value);
  // CHECK: explicit Unique(int n) : child(SEGSTACK_INIT({{[0-9]+}}) n ? std::make_unique<Unique>(n - 1) : nullptr SEGSTACK_INIT_END) {}
  explicit Unique(int n) : child(n ? std::make_unique<Unique>(n - 1) : nullptr) {}
};

// Delegation, and a base that is made again by what it holds.
struct Base {
  Base *other;
  explicit Base(Base *other) : other(other) {}
};
struct Derived : Base {
  static int made;
  explicit Derived(int n) : Base(n ? new Derived(n - 1) : nullptr) { ++made; }
  Derived() : Derived(5) { made += 100; }
  Derived(int a, int b) : Derived(a + b) {}
  ~Derived() { delete static_cast<Derived *>(other); }
};
int Derived::made;

// An exception in the middle: what was built so far is destroyed once.
struct Thrower {
  Counted first;
  std::unique_ptr<Thrower> child;
  Counted second;
  Thrower(int n, int at) : child(n ? new Thrower(n - 1, at) : nullptr) {
    Counted local;
    if (n == at)
      throw n;
  }
};
struct TryBlock {
  Counted counted;
  int value;
  TryBlock(int n) try : value(n) {
    if (n)
      throw std::string("from a function try block");
  } catch (std::string &s) {
    s += "!";
  }
};

// Overloaded by the categories of arguments; templates; lists; explicit ones.
struct Kinds {
  const char *kind;
  Kinds(const Kinds &) : kind("copy") { alive += 0; }
  Kinds(Kinds &&) noexcept : kind("move") { alive += 0; }
  Kinds(int) : kind("int") { alive += 0; }
  Kinds(std::initializer_list<int> all) : kind("list") { alive += int(all.size()) * 0; }
  template <class T> Kinds(T &&, char) : kind(std::is_reference<T>::value ? "lvalue" : "rvalue") { alive += 0; }
  Kinds &operator=(const Kinds &) { return kind = "assigned", *this; }
};

// Parameters that the body changes, moves from, or that hide members.
struct Params {
  std::string s;
  std::unique_ptr<int> p;
  int n;
  Params(std::string s, std::unique_ptr<int> p, int n) : s(std::move(s)), p(std::move(p)), n(n) {
    n += 5;
    s += "gone";
    this->n += n;
    this->s += p ? "still there" : ".";
  }
  Params(Params &&other) noexcept : s(std::move(other.s)), p(std::move(other.p)), n(other.n) {
    other.n = -1;
  }
};

// const, volatile and array members; a member initialised by braces.
struct Members {
  const int constant;
  volatile int changing;
  int array[3];
  const std::string &ref;
  Counted many[2];
  Members(int n, const std::string &text) : constant{n}, changing{n}, array{n, n + 1, n + 2}, ref{text} {
    for (int &one : array)
      one *= constant;
    changing = changing + 1;
  }
};

template <class T> struct Tree {
  T value;
  std::unique_ptr<Tree> left, right;
  Tree(T v, int n) : value(v), left(n > 0 ? new Tree(v + 1, n - 1) : nullptr), right(n > 9 ? std::make_unique<Tree>(v, n - 9) : nullptr) {
    ++count;
  }
  static int count;
};
template <class T> int Tree<T>::count;

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  {
    Node node(n);
    std::printf("node %d %d\n", node.depth, alive);
  }
  Init init(n);
  std::printf("init %ld\n", init.length());
  init.free();
  {
    Unique unique(20);
    std::printf("unique %s\n", unique.child->text.c_str());
  }
  {
    Derived d(3), e, f(1, 2);
    std::printf("derived %d\n", Derived::made);
  }
  std::printf("alive %d\n", alive);
  for (int at = 0; at < 4; ++at)
    try {
      Thrower thrower(3, at);
      std::printf("not reached\n");
    } catch (int level) {
      std::printf("thrown at %d, alive %d\n", level, alive);
    }
  try {
    TryBlock t(1);
  } catch (std::string &s) {
    std::printf("%s %d\n", s.c_str(), alive);
  }
  TryBlock fine(0);
  Kinds a(1), b(a), c(std::move(a)), d({1, 2}), e(n, 'c'), f(2, 'c');
  std::printf("%s %s %s %s %s %s\n", a.kind, b.kind, c.kind, d.kind, e.kind, f.kind);
  Params p("text", std::make_unique<int>(1), 2), q(std::move(p));
  std::printf("%s %d %d %d\n", q.s.c_str(), q.n, p.n, *q.p);
  std::string text = "text";
  Members m(2, text);
  std::printf("%d %d %d %d\n", m.array[2], m.changing, &m.ref == &text, alive);
  Tree<int> tree(0, 15);
  std::printf("%d\n", Tree<int>::count);
}
