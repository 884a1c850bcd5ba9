#pragma once
struct Tree {
  Tree *left, *right;
  long value;
  ~Tree() {
    delete left;
    delete right;
  }
};
inline Tree *leaf(long n) {
  return new Tree{nullptr, nullptr, n};
}
inline Tree *sum(Tree *l, Tree *r) {
  return new Tree{l, r, l->value + r->value};
}
