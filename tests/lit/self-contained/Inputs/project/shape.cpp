#include "shape.h"
#include "list.h"
long Guard::alive;
int order[3], ordered;
Shape::~Shape() { order[ordered++ % 3] = __LINE__; }
namespace {
struct Square final : Shape {
  std::unique_ptr<Shape> inner;
  explicit Square(int n) : inner(n ? Shape::make(n - 1) : nullptr) {}
  std::string name(int depth) const override {
    if (depth == 0)
      return "square";
    return inner ? inner->name(depth - 1) : name(depth - 1);
  }
  ~Square() override {
    while (inner)
      inner = std::move(std::unique_ptr<Square>(static_cast<Square *>(inner.release()))->inner);
  }
};
} // namespace
std::unique_ptr<Shape> Shape::make(int depth) { return std::make_unique<Square>(depth); }
