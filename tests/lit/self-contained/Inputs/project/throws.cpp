#include "list.h"
#include "shape.h"
#include <stdexcept>
int thrown(int n) {
  List<int> local(n);
  if (n == 0)
    throw std::runtime_error(Shape::make(3)->name(5));
  return thrown(n - 1) + local.value;
}
long callsHere() { return calls(5); }
