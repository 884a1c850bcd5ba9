#pragma once
#include <memory>
inline const char *header_file() { return __FILE__; }
struct Tree {
  Tree *next;
  int depth() { return next ? 1 + next->depth() : 1; }
};
