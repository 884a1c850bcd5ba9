// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++20
//
// Bodies that must mean the same inside of a closure: labels, goto, switch,
// statics, structured bindings, using declarations, extern declarations,
// local functions, shadowing, return of every form. Each comes in a function
// that is retried and in one that is outlined.
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

static int constructed;
struct Once { Once() { ++constructed; } int calls = 0; };
int retriedStatic(int n) { static Once once; return n ? retriedStatic(n - 1) : ++once.calls; }
// CHECK: auto outlinedStatic(int n) { SEGSTACK_BODY(
auto outlinedStatic(int n) { static Once once; thread_local int t = 5; once.calls += n; return once.calls * 100 + t++; }
template <class T> auto outlinedGeneric(T n) { static T last = n; std::swap(last, n); return n; }

struct Labels {
  std::string log;
  explicit Labels(int n) {
    int i = 0;
  again:
    log += char('a' + i);
    if (++i < n)
      goto again;
    switch (n) {
    case 1:
      log += '1';
      [[fallthrough]];
    case 2:
      log += '2';
      break;
    case 3:
      for (;;) {
        if (i++ > 6)
          goto out;
        if (i % 2)
          continue;
        log += '.';
      }
    default:
      return;
    }
  out:
    log += '!';
  }
  ~Labels() { goto end; end: log.clear(); }
};
auto duff(int n) {
  int all = 0;
  switch (n % 3) {
  case 0:
    do {
      all += 1;
      [[fallthrough]];
  case 2:
      all += 10;
      [[fallthrough]];
  case 1:
      all += 100;
      n -= 3;
    } while (n > 0);
  }
  return all;
}
// Computed goto.
auto computed(int n) {
  static const void *const table[] = {&&zero, &&one, &&two};
  goto *table[n % 3];
zero:
  return 10;
one:
  return 11;
two:
  return 12;
}

auto bindings(std::pair<int, std::string> p) {
  auto &[number, text] = p;
  auto [a, b, c] = std::make_tuple(number, text, 1.5);
  std::map<int, int> m = {{1, 2}, {3, 4}};
  int all = 0;
  for (auto &[key, value] : m)
    all += key * value;
  text += "!";
  return std::to_string(a + all) + b + p.second + std::to_string(int(c));
}
struct Scope {
  int field = 1;
  std::string all;
  explicit Scope(int n) : field(n) {
    using std::string;
    using Pair = std::pair<int, string>;
    typedef int Number;
    enum Local { x = 5, y };
    extern int external(int);
    Number field = 3;
    Pair p(field, "p");
    auto lambda = [this, &p](int k) { return this->field + k + p.first; };
    auto all_ = [&] { return lambda(x) + y; };
    this->all = std::to_string(all_()) + p.second + std::to_string(external(n));
    if (int field = n; field > 1)
      this->all += Scope(field - 1).all;
    static_assert(std::is_same_v<decltype(this), Scope *>);
    static_assert(std::is_same_v<decltype(field), int>);
    field = 0;
  }
};
int external(int n) { return n ? external(n - 1) + 1 : 0; }

// decltype of parameters and of what is captured.
auto types(int value, int &ref, const int &cref, int &&rvalue, const int constant) {
  static_assert(std::is_same_v<decltype(value), int> && std::is_same_v<decltype((value)), int &>);
  static_assert(std::is_same_v<decltype(ref), int &> && std::is_same_v<decltype(cref), const int &>);
  static_assert(std::is_same_v<decltype(rvalue), int &&>);
  static_assert(std::is_same_v<decltype(constant), const int> && std::is_same_v<decltype((constant)), const int &>);
  value += 1;
  ref += value;
  return value + ref + cref + rvalue + constant;
}
// Addresses: the outlined body may copy a scalar, but all uses agree.
auto addresses(int n, int &r) { int *p = &n; *p += 5; r = n; return p == &n && &r != &n; }

// Implicit returns: by conversion, by move, by list, by reference to a member.
struct Big { int i; std::string s; };
Big list(int n) { if (n) return list(n - 1); return {n, "list"}; }
std::string moves(std::string s, int n) { if (n) return moves(std::move(s), n - 1); return s; }
std::shared_ptr<const Big> converts(int n) { if (n) return converts(n - 1); return std::make_shared<Big>(Big{1, "s"}); }
auto lockFirst() { static std::mutex m; std::unique_lock<std::mutex> lock(m); return lock.owns_lock(); }
bool flows(int n) { if (n == 0) return false; if (n == 1) return true; return flows(n - 2); }
void returnsVoid(int n) { if (n) return returnsVoid(n - 1); return void(); }

// Requirements and concepts.
template <class T> concept Addable = requires(T a) { a + a; };
template <Addable T> T add(T a, int n) { return n ? add(a, n - 1) : a + a; }
template <class T> requires(sizeof(T) > 1) auto constrained(T a) { return a; }
auto abbreviated(Addable auto a, auto b, int n) -> decltype(a) { return n ? abbreviated(a, b, n - 1) : a; }
struct Member { template <class T> int get(T t, int n) requires Addable<T> { return n ? get(t, n - 1) : 1; }
                template <class T> int get(T t, int n) { return n ? get(t, n - 1) : 2; } };

int main() {
  std::printf("%d %d %d %d %d\n", retriedStatic(5), retriedStatic(1), outlinedStatic(1), outlinedStatic(2), constructed);
  std::printf("%d %d %.1f\n", outlinedGeneric(1), outlinedGeneric(2), outlinedGeneric(1.5));
  for (int n = 1; n < 5; ++n)
    std::printf("%s %d %d\n", Labels(n).log.c_str(), duff(n), computed(n));
  std::printf("%s %s\n", bindings({7, "x"}).c_str(), Scope(3).all.c_str());
  int r = 1, m = 2;
  std::printf("%d %d\n", types(1, r, r, std::move(m), 4), addresses(1, r));
  std::printf("%s %s %s\n", list(3).s.c_str(), moves("moved", 3).c_str(), converts(3)->s.c_str());
  std::printf("%d %d\n", lockFirst(), flows(9));
  returnsVoid(3);
  Member member;
  std::printf("%d %d %d %d %d\n", add(2, 3), constrained(5), abbreviated(1, 2, 3), member.get(1, 3), member.get(nullptr, 3));
}
