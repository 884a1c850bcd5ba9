#include <box.h>
#include <cstdio>
#include <cstdlib>

int main(int, char **arguments) {
  box::Box<int> *top = nullptr;
  for (int n = std::atoi(arguments[1]); n; --n) {
    auto *next = new box::Box<int>;
    next->below = top;
    top = next;
  }
  std::printf("%d\n", top->depth());
  delete top;
}
