/* Down by recursion, and at the end what the caller wants. */
#include "through.h"

struct cleaned {
  int *count;
};
static void clean(struct cleaned *at) { ++*at->count; }

int down(int n, void (*last)(void *), void *data, int *cleanups) {
  __attribute__((cleanup(clean))) struct cleaned here = {cleanups};
  int rest = 0;
  if (n == 0)
    last(data);
  else
    rest = down(n - 1, last, data, cleanups);
  return rest + 1;
}
