#include <functional>
#include <memory>
#include <vector>

struct Shape {
  virtual ~Shape() {}
  virtual long area(int level) const = 0;
};

struct Leaf : Shape {
  long area(int) const override { return 1; }
};

struct Group : Shape {
  std::unique_ptr<Shape> inner;
  long area(int level) const override;
};

using Visit = long (*)(const Shape &, int);
long through(Visit visit, const Shape &shape, int level);
std::unique_ptr<Shape> nested(int depth);

/// Called back by std::function.
inline long apply(const std::function<long(int)> &f, int level) {
  return f(level) + 1;
}
