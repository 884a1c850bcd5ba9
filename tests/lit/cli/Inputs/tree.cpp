#include "tree.h"

int sum(const Node *node) {
  if (!node)
    return 0;
  return node->value + sum(node->left) + sum(node->right);
}

int main() {
  Node a, b;
  a.left = &b;
  return sum(&a) + depth(&a) == 4 ? 0 : 1;
}
