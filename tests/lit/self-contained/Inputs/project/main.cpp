#include "list.h"
#include "shape.h"
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
int thrown(int n);
long callsHere();
static_assert(half(10) == 5);
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  auto *list = new List<long>(0);
  for (int i = 1; i < n; ++i)
    list = new List<long>(i, list);
  std::printf("%ld %ld\n", list->sum(), Guard::alive);
  delete list;
  std::printf("%s %d\n", Shape::make(n)->name(n).c_str(), half(n));
  try {
    thrown(n);
  } catch (const std::runtime_error &e) {
    std::printf("%s %ld\n", e.what(), Guard::alive);
  }
  // One static variable of one inline function.
  std::printf("%ld %ld %ld\n", calls(2), callsHere(), calls(n));
  std::printf("%d\n", ordered);
}
