// The way out of a recursion through an owner's destructor that the compiler writes names a header where a check can be.
//
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %segstack plan -o plan.json %s -- %gxx -std=c++17 2> said && grep -o -- "--system-header-filter='[^']*'" said > filter && cat said
// RUN: test $(wc -l < filter) = 1 && echo "%segstack plan --fail-on=uncovered -o plan.json $(cat filter) %s -- %gxx -std=c++17" > again
// RUN: sh again 2>&1 | grep ', 0 without a check'
#include <memory>
struct Pipe {
  struct Members {};
  Pipe();
  virtual ~Pipe();
  std::shared_ptr<Members> members;
};
Pipe::Pipe() : members(new Members()) {}
Pipe::~Pipe() {}
std::shared_ptr<Pipe> make() { return std::shared_ptr<Pipe>(new Pipe); }
int main() { make(); }
