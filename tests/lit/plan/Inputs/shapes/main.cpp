#include "shape.h"
#include <cstdio>
#include <cstdlib>

long through(Visit visit, const Shape &shape, int level) {
  return visit(shape, level);
}

int main(int argc, char **argv) {
  std::unique_ptr<Shape> shape = nested(argc > 1 ? std::atoi(argv[1]) : 3);
  std::printf("%ld\n", shape->area(0));
  // Destroyed without recursion, which would be that of std::unique_ptr.
  while (auto *group = dynamic_cast<Group *>(shape.get())) {
    std::unique_ptr<Shape> inner = std::move(group->inner);
    shape = std::move(inner);
  }
}
