#include <cstdlib>
#include <iostream>
#include <ostream>
#include <streambuf>

struct Deep : std::streambuf {
  explicit Deep(long levels) : left(levels) {}
  int overflow(int c) override {
    if (--left <= 0)
      return 0;
    std::ostream out(this);
    out.put(char(c));
    return 0;
  }
  long left;
};

int main(int, char **arguments) {
  Deep deep(std::atol(arguments[1]));
  std::ostream out(&deep);
  out.put('x');
  std::cout << deep.left << "\n";
}
