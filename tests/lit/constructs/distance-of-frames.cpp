// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// A program that takes the distance of an object to a local variable of its constructor
// for a proof that both are on one stack is right but for a crossing in between. The
// function that does so has to be left out. With a check it shows in stress mode:
// RUN: sed 's|// NOSEGSTACK||' %s > %t.all.cpp
// RUN: %segstack cc --place=all %gxx -std=c++17 -O0 %t.all.cpp -o %t.all %runtime
// RUN: %t.all 10 | grep "^10$"
// RUN: %exits 1 env SEGSTACK_OPTIONS=stress=1 %t.all 10 > %t.far
// RUN: grep "^far" %t.far
#include <cstdio>
#include <cstdlib>

struct OnStack {
  bool near;
  OnStack() { // NOSEGSTACK
    char here;
    long distance = reinterpret_cast<char *>(this) - &here;
    near = distance < 65536 && distance > -65536;
  }
};

int recurse(int n) {
  OnStack here;
  if (!here.near) {
    std::puts("far");
    std::exit(1);
  }
  return n ? recurse(n - 1) + 1 : 0;
}

int main(int argc, char **argv) {
  std::printf("%d\n", recurse(argc > 1 ? std::atoi(argv[1]) : 40));
}
