#include <cassert>
#include <cstdio>
#include <vector>
#include "h.h"
#include "sub/deep.h"
#include "h.h"
int rec(int n) { return n ? 1 + rec(n - 1) : 0; }
enum E {
#define X(n) n,
#include "list.def"
#undef X
};
const char *names[] = {
#define X(n) #n,
#include "list.def"
#undef X
};
int main(int argc, char **) {
  setvbuf(stdout, nullptr, _IONBF, 0);
  printf("%s:%d base %s\n", __FILE__, __LINE__, __BASE_FILE__);
  printf("%s %s\n", header_file(), deep_file());
  printf("%d %d %s\n", rec(argc * 20) + mine(3), A + B, names[1]);
  printf("%d\n", Tree{nullptr}.depth());
  assert(argc == 2);
}
