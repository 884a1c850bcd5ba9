// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17 -Wno-infinite-recursion
//
// What ends in std::terminate does so with a crossing in between: a throw out
// of noexcept, out of a destructor, out of a destructor during unwinding, no
// handler in a thread, a throw with nothing to throw again. The handler sees
// the exception in flight, and each case runs in a process of its own.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <thread>
#include <sys/wait.h>
#include <unistd.h>

static int unwound;
struct Guard { ~Guard() { ++unwound; } };

// CHECK: int thrown(int n) { SEGSTACK_CHECK(
int thrown(int n) { Guard g; if (!n) throw 42; return thrown(n - 1) + 1; }
int calm(int n) { return n ? calm(n - 1) + 1 : 0; }

// CHECK: int quiet(int n, int depth) noexcept { SEGSTACK_CHECK(
int quiet(int n, int depth) noexcept { return n ? quiet(n - 1, depth) + 1 : thrown(depth); }

struct Destructor {
  int depth;
  // CHECK: ~Destructor() { SEGSTACK_BODY_VOID({{[0-9]+}}, (&), noexcept) {
  ~Destructor() { thrown(depth); }
};
int destroys(int n, int depth) { if (n) return destroys(n - 1, depth) + 1; Destructor d{depth}; return 0; }

struct Second {
  int depth;
  // CHECK: ~Second() noexcept(false) { SEGSTACK_BODY_VOID(
  ~Second() noexcept(false) { calm(depth); throw 43; }
};
int unwinds(int n, int depth) { if (n) return unwinds(n - 1, depth) + 1; Second s{depth}; return thrown(depth); }

int rethrows(int n) { if (!n) throw; return rethrows(n - 1) + 1; }

struct Copied {
  int depth;
  explicit Copied(int n) : depth(n) {}
  // A copy into the handler's parameter that throws.
  // CHECK: Copied(const Copied &other) : depth(other.depth) { SEGSTACK_BODY_VOID(
  Copied(const Copied &other) : depth(other.depth) { thrown(depth); }
};
int copies(int n, int depth) {
  try {
    if (!n)
      throw Copied(depth);
    return copies(n - 1, depth) + 1;
  } catch (Copied) {
    return -1;
  }
}

static void ended() {
  try {
    if (std::exception_ptr p = std::current_exception())
      std::rethrow_exception(p);
    std::printf("terminated with nothing, ");
  } catch (int n) {
    std::printf("terminated with %d, ", n);
  }
  std::printf("%d pending, %d deep\n", std::uncaught_exceptions() > 0, calm(1000));
  std::fflush(stdout);
  std::_Exit(3);
}

template <class F> void ends(const char *what, F f) {
  std::fflush(stdout);
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    std::set_terminate(ended);
    try {
      f();
    } catch (...) {
      std::puts("caught");
      std::fflush(stdout);
      std::_Exit(4);
    }
    std::puts("returned");
    std::fflush(stdout);
    std::_Exit(5);
  }
  waitpid(child, &status, 0);
  std::printf("%s: %d\n", what, WEXITSTATUS(status));
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 30;
  ends("noexcept", [=] { quiet(n, 5); });
  ends("noexcept, from below", [=] { quiet(5, n); });
  ends("destructor", [=] { destroys(n, 5); });
  ends("destructor, from below", [=] { destroys(5, n); });
  ends("unwinding", [=] { unwinds(n, 5); });
  ends("unwinding, from below", [=] { unwinds(5, n); });
  ends("nothing to rethrow", [=] { rethrows(n); });
  ends("copied", [=] { copies(n, 5); });
  ends("copied, from below", [=] { copies(5, n); });
  ends("thread", [=] { std::thread([=] { thrown(n % 1000); }).join(); });
  ends("none", [=] { calm(n); });
}
