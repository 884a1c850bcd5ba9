/* A chain without a check below each check of descend. */
#include <string.h>

__attribute__((noinline)) static int leaf(int n) {
  volatile char bytes[1500];
  memset((void *)bytes, n | 1, sizeof bytes);
  return bytes[n % 1500];
}

__attribute__((noinline)) static int middle(int n) {
  volatile char bytes[500];
  memset((void *)bytes, n | 1, sizeof bytes);
  return leaf(n) + bytes[n % 500];
}

int descend(int n) {
  volatile char seen = middle(n);
  return n ? descend(n - 1) + seen : seen;
}

int main(void) { return descend(100) == 12345; }
