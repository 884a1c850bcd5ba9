#include "shared.h"
#include <cstdio>
#include <memory>
#define TYPE int
#define CALLED one
#define LARGE large_one
#define SAME same_one
#define STEP 1
#include "pieces.inc"
#undef TYPE
#undef CALLED
#undef LARGE
#undef SAME
#undef STEP
#define TYPE long
#define CALLED two
#define LARGE large_two
#define SAME same_two
#define STEP 2
#include "pieces.inc"

int a();
int c();
static int copies;
struct Counted {
  Counted() {}
  Counted(const Counted &) { ++copies; }
};

int main() {
  std::printf("%d %ld\n", one(10), two(10));
  std::printf("%d %ld\n", large_one(10), large_two(5000000000));
  std::printf("%d %d\n", same_one(10), same_two(10));
  std::printf("%d %ld\n", deduced(1), deduced(1l));
  std::printf("%d %d %d\n", extended(3), a(), c());
  int size = int(outlined(Counted())) + int(outlined(std::unique_ptr<int>()));
  std::printf("%d %d %d\n", size, called(Counted(), 3), copies);
}
