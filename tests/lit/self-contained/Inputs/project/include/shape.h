#pragma once
#include <memory>
#include <string>
class Shape {
public:
  virtual ~Shape();
  virtual std::string name(int depth) const = 0;
  static std::unique_ptr<Shape> make(int depth);
};
constexpr int half(int n) { return n > 1 ? half(n - 2) + 1 : 0; }
extern int order[3], ordered;
