#pragma once
#include "detail/guard.h"
template <class T> struct List {
  T value;
  List *next = nullptr;
  Guard guard;
  explicit List(T v, List *n = nullptr) : value(v), next(n) {}
  ~List() {
    delete next;
  }
  T sum() const { return next ? next->sum() + value : value; }
};
inline long calls(long n) {
  static long count = 0;
  return n ? calls(n - 1) : ++count;
}
