// walk (check) -> step -> leaf -> sink, which is elsewhere
#include <segstack/check.h>
#ifndef LEAF
#define LEAF 20000
#endif
int sink(void *);

__attribute__((noinline)) static int leaf(int n) {
  char room[LEAF];
  return sink(room) + n;
}

__attribute__((noinline)) int step(int n) {
  char room[20000];
  return sink(room) + leaf(n);
}

int walk(int n) { SEGSTACK_CHECK(112, (n), walk(n));
  return n ? walk(n - 1) + step(n) : 0;
}

int main(int count, char **) { return walk(count); }
