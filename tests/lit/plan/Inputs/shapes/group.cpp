#include "shape.h"

static long visit(const Shape &shape, int level) {
  return shape.area(level + 1);
}

long Group::area(int level) const {
  if (level % 2)
    return through(visit, *inner, level);
  return apply([this](int l) { return inner->area(l + 1); }, level) - 1;
}

std::unique_ptr<Shape> nested(int depth) {
  std::unique_ptr<Shape> shape = std::make_unique<Leaf>();
  for (int i = 0; i < depth; ++i) {
    auto group = std::make_unique<Group>();
    group->inner = std::move(shape);
    shape = std::move(group);
  }
  return shape;
}
