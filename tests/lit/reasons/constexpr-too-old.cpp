// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++11 | %FileCheck --check-prefixes=CHECK,CXX11 %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++14 | %FileCheck --check-prefixes=CHECK,CXX14 %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck --check-prefixes=CHECK,CXX17 %s
// RUN: for std in 11 14 17; do %segstack rewrite --quiet --place=all %s -o %t.$std.cpp -- -std=c++$std || exit 1; done
// RUN: %same %s %t.11.cpp -std=c++11 && %same %s %t.14.cpp -std=c++14 && %same %s %t.17.cpp deep=100000 -std=c++17
//
// `constexpr-too-old`: a constexpr function of C++11 has no room for a check, and
// one of C++14 that would have to be outlined none for a closure. A newer
// language has both.
#include <cstdio>
#include <cstdlib>

// CXX11-DAG: retried(int): none (constexpr-too-old)
// CXX14-DAG: retried(int): retry
// CXX17-DAG: retried(int): retry
constexpr int retried(int n) { return n ? retried(n - 1) + 1 : 0; }
struct Copied {
  int n;
  constexpr explicit Copied(int n) : n(n) {}
  constexpr Copied(const Copied &other) : n(other.n) {}
};
// CXX11-DAG: outlined(Copied, int): none (constexpr-too-old)
// CXX14-DAG: outlined(Copied, int): none (constexpr-too-old)
// CXX17-DAG: outlined(Copied, int): outline (parameter-not-movable)
constexpr int outlined(Copied c, int n) { return n ? outlined(c, n - 1) + 1 : c.n; }
// CHECK-DAG: plain(int): retry
int plain(int n) { return n ? plain(n - 1) + 1 : 0; }
static_assert(retried(20) == 20 && outlined(Copied(1), 2) == 3, "at compile time");

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", retried(n), outlined(Copied(2), n), plain(n));
}
