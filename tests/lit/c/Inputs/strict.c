#include <stdio.h>
#include <stdlib.h>

static long count(long n) {
  long rest;
  if (n == 0)
    return 0;
  rest = count(n - 1);
  return rest + 1;
}

static long large(long n) {
  volatile char room[6000];
  room[0] = (char)(n & 7);
  room[5999] = 1;
  return n ? large(n - 1) + room[5999] : room[0];
}

struct node {
  struct node *left, *right;
};

static void add(const struct node *node, int *sum) {
  if (node == NULL)
    return;
  ++*sum;
  add(node->left, sum);
  add(node->right, sum);
}

int main(int argc, char **argv) {
  static struct node nodes[6];
  int sum = 0;
  if (large(argc > 1 ? 3000 : 40) != (argc > 1 ? 3000 : 40))
    return 1;
  nodes[0].left = &nodes[1];
  nodes[0].right = &nodes[2];
  nodes[2].right = &nodes[3];
  nodes[3].left = &nodes[4];
  nodes[4].right = &nodes[5];
  add(nodes, &sum);
  printf("%ld %d\n", count(argc > 1 ? atol(argv[1]) : 40), sum);
  return 0;
}
