// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17
//
// Exceptions thrown at every depth, from destructors during unwinding, nested,
// kept and thrown again on another segment, through function try blocks, into
// noexcept; all of it also with a crossing at every check.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <memory>
#include <vector>
#include <thread>
#include <functional>
#include <typeinfo>
static int alive, unwound;
struct Guard { int n; Guard(int n) : n(n) { ++alive; } Guard(const Guard &g) : n(g.n) { ++alive; } ~Guard() { --alive; ++unwound; } };
struct Thrown { int depth; std::string text; Thrown(int d) : depth(d), text(std::to_string(d)) {} virtual ~Thrown() {} };
struct Derived : virtual Thrown { using Thrown::Thrown; Derived(int d) : Thrown(d) {} };
int down(int n, int at) { Guard g(n); if (n == at) throw Derived(n); return n ? down(n - 1, at) + g.n : 0; }
int catching(int n) { if (!n) return 0; try { Guard g(n); if (n % 3 == 0) throw Thrown(n); return catching(n - 1); } catch (const Thrown &t) { return catching(n - 1) + t.depth; } }
int rethrowing(int n) { try { if (!n) throw std::runtime_error("bottom"); return rethrowing(n - 1); } catch (std::runtime_error &) { ++alive; throw; } }
void nested(int n) { try { if (!n) throw std::logic_error("0"); nested(n - 1); } catch (...) { std::throw_with_nested(std::runtime_error(std::to_string(n))); } }
int count(const std::exception &e) { try { std::rethrow_if_nested(e); } catch (const std::exception &in) { return count(in) + 1; } return 1; }
std::exception_ptr kept(int n) { try { down(n, 0); } catch (...) { return std::current_exception(); } return nullptr; }
int rethrowDeep(std::exception_ptr p, int n) { if (n < 0) return 0; if (!n) std::rethrow_exception(p); return rethrowDeep(p, n - 1) + 1; }
struct InDtor { int n; ~InDtor() { if (n) { try { down(n, n / 2); } catch (const Thrown &) { ++alive; --alive; } } std::printf("u%d ", std::uncaught_exceptions()); } };
int unwinding(int n) { InDtor d{n}; if (n == 2) throw 5; return unwinding(n - 1); }
struct Member { int v; Member(int n) try : v(n ? Member(n - 1).v + 1 : throw std::out_of_range("m")) { } catch (std::out_of_range &) { throw std::length_error("l" + std::to_string(n)); } catch (std::length_error &e) { throw std::length_error(e.what() + std::string(".")); } };
// CHECK: int tryBlock(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), tryBlock(n)); SEGSTACK_TRY try {
int tryBlock(int n) try { if (!n) throw 'c'; return tryBlock(n - 1) + 1; } catch (char c) { if (n < 10) throw; return c; }
// CHECK: void quiet(int n) noexcept { SEGSTACK_CHECK(
void quiet(int n) noexcept { if (n) quiet(n - 1); try { down(n, 0); } catch (Thrown &) {} }
auto lambda = [](auto self, int n) -> int { Guard g(n); if (!n) throw std::string("deep"); return self(self, n - 1) + 1; };
int swallow(int n) { std::vector<std::unique_ptr<Guard>> v; v.push_back(std::make_unique<Guard>(n)); if (!n) throw n; try { return swallow(n - 1); } catch (int i) { if (n % 7) throw i + 1; return i; } }
template <class E> int filter(int n) { try { if (!n) throw E(3); return filter<E>(n - 1) + 1; } catch (std::nullptr_t) { return -1; } }
int main() {
  for (int at = 0; at < 300; ++at) { try { down(300, at); } catch (Thrown &t) { if (t.depth != at || t.text != std::to_string(at)) return 3; } }
  std::printf("%d %d\n", alive, unwound);
  std::printf("%d\n", catching(200));
  try { rethrowing(200); } catch (std::exception &e) { std::printf("%s %d\n", e.what(), alive); }
  try { nested(50); } catch (std::exception &e) { std::printf("%s %d\n", e.what(), count(e)); }
  auto p = kept(100); try { rethrowDeep(p, 100); } catch (Thrown &t) { std::printf("%d %s\n", t.depth, typeid(t).name()); }
  try { std::rethrow_exception(p); } catch (Derived &) { std::puts("derived"); }
  try { unwinding(20); } catch (int i) { std::printf("\n%d\n", i); }
  try { Member m(30); } catch (std::length_error &e) { std::printf("%s\n", e.what()); }
  std::printf("%d\n", tryBlock(20));
  quiet(30);
  try { lambda(lambda, 100); } catch (std::string &s) { std::printf("%s %d\n", s.c_str(), alive); }
  std::printf("%d %d\n", swallow(50), alive);
  try { filter<long>(60); } catch (long l) { std::printf("%ld\n", l); }
  std::thread([] { try { down(500, 3); } catch (Thrown &t) { std::printf("t%d\n", t.depth); } }).join();
  std::set_terminate([] { std::printf("terminated %d\n", std::current_exception() ? 1 : 0); std::fflush(stdout); std::_Exit(0); });
  struct N { static int f(int n) noexcept { if (n <= 0) return down(0, 0); return n % 2 ? f(n - 1) : f(n - 1) + 1; } };
  N::f(100);
}
