// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %gxx -std=c++17 -O0 %s -o plain
// RUN: for how in function visit sort for_each; do %exits 139 ./plain $how 1000000 || exit 1; done
// RUN: %segstack cc --place=auto %gxx -std=c++17 -O0 %s -o gxx-O0
// RUN: %segstack cc --place=auto %gxx -std=c++17 -O2 %s -o gxx-O2
// RUN: %segstack cc --place=auto %clangxx -std=c++17 -O2 %s -o clangxx-O2
// RUN: for made in gxx-O0 gxx-O2 clangxx-O2; do for how in function visit sort for_each; do ./$made $how 1000000 || exit 1; done; done
//
// Recursion through functions of the library that stay as they are: the checks
// are in the program's own functions, which every turn passes. A million levels.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

static long byFunction(long count) {
  std::function<long(long)> self = [&](long n) { return n ? 1 + self(n - 1) : 0; };
  return self(count);
}

struct Leaf {};
struct Branch;
using Tree = std::variant<Leaf, std::shared_ptr<Branch>>;
struct Branch {
  Tree below;
};
struct Depth {
  long operator()(const Leaf &) const { return 0; }
  long operator()(const std::shared_ptr<Branch> &branch) const {
    return 1 + std::visit(*this, branch->below);
  }
};
static long byVisit(long count) {
  Tree top = Leaf();
  for (long i = 0; i < count; ++i) {
    auto branch = std::make_shared<Branch>();
    branch->below = std::move(top);
    top = std::move(branch);
  }
  long depth = std::visit(Depth(), top);
  // Taken apart from above, as its implicit destructor would recurse.
  while (auto *branch = std::get_if<std::shared_ptr<Branch>>(&top)) {
    Tree below = std::move((*branch)->below);
    top = std::move(below);
  }
  return depth;
}

// The comparison that std::sort calls sorts again.
static long bySort(long n) {
  if (n == 0)
    return 0;
  long below = -1;
  int pair[] = {2, 1};
  std::sort(pair, pair + 2, [&](int a, int b) {
    if (below < 0)
      below = bySort(n - 1);
    return a < b;
  });
  return pair[0] == 1 ? 1 + below : -1;
}

static long byForEach(long n) {
  long sum = 1;
  if (n > 1)
    std::for_each(&n, &n + 1, [&](long each) { sum += byForEach(each - 1); });
  return sum;
}

int main(int, char **argv) {
  long count = std::atol(argv[2]), depth = 0;
  if (!std::strcmp(argv[1], "function"))
    depth = byFunction(count);
  else if (!std::strcmp(argv[1], "visit"))
    depth = byVisit(count);
  else if (!std::strcmp(argv[1], "sort"))
    depth = bySort(count);
  else if (!std::strcmp(argv[1], "for_each"))
    depth = byForEach(count);
  std::printf("%s: %ld levels\n", argv[1], depth);
  return depth == count ? 0 : 1;
}
