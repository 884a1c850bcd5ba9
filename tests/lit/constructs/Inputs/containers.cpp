// A chain of nodes, each owned by a container of the one above.
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <stack>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

struct Node {
  static long destroyed;
  OWNER below;
  ~Node();
};
long Node::destroyed;
// The body is not the recursion.
Node::~Node() { ++destroyed; }

int main(int, char **argv) {
  long count = std::atol(argv[1]);
  auto *top = new Node;
  for (long i = 1; i < count; ++i) {
    auto *next = new Node;
    ADD(next->below, top);
    top = next;
  }
  delete top;
  std::printf("%d\n", Node::destroyed >= count);
}
