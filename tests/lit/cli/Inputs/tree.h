#pragma once

struct Node {
  Node *left = nullptr, *right = nullptr;
  int value = 1;
};

inline int depth(const Node *node) {
  if (!node)
    return 0;
  int l = depth(node->left), r = depth(node->right);
  return 1 + (l > r ? l : r);
}
