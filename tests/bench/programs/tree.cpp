//===- tree.cpp - a walk over a small binary tree -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums a complete binary tree that fits the cache, many times: recursion over
// data through a pointer. `tree [rounds]`, default 40000.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <vector>

struct Node {
  Node *left;
  Node *right;
  long value;
};

long sum(const Node *node) {
  return node ? node->value + sum(node->left) + sum(node->right) : 0;
}

/// Lays out \p nodes as a heap: the children of i are 2i + 1 and 2i + 2.
static void link(std::vector<Node> &nodes) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    size_t left = 2 * i + 1;
    nodes[i].left = left < nodes.size() ? &nodes[left] : nullptr;
    nodes[i].right = left + 1 < nodes.size() ? &nodes[left + 1] : nullptr;
    nodes[i].value = static_cast<long>(i);
  }
}

int main(int argc, char **argv) {
  long rounds = argc > 1 ? std::atol(argv[1]) : 40000;
  std::vector<Node> nodes((1 << 14) - 1);
  link(nodes);
  long total = 0;
  for (long round = 0; round < rounds; ++round) {
    nodes[0].value = round;
    total += sum(nodes.data());
  }
  std::printf("%ld\n", total);
}
