#pragma once
static inline int extended(int n
#ifdef EXTRA
  , int extra = 7
#endif
) {
#ifndef EXTRA
  int extra = 1;
#endif
  return n ? extended(n - 1
#ifdef EXTRA
    , extra
#endif
  ) + 1 : extra;
}
template <class T> auto outlined(T t) { T &r = t; return sizeof(r) + (&r == &t); }
template <class T> int called(T t, int n) { return n ? called<T &>(t, n - 1) + 1 : 0; }
