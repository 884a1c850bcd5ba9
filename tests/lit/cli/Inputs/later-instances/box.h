#pragma once
template <class T> T depth(T, int n) { return n ? depth(T(), n - 1) : T(); }
template <class T> int count(T value, int n) { return n ? count(static_cast<T &&>(value), n - 1) + 1 : value != nullptr; }
template <class T> auto twice(T value) { return value + value; }
template <class T> struct Box {
  int held(T value) { return value == T(); }
  int kept(const T &value, int n) { return n ? kept(value, n - 1) + 1 : value == T(); }
};
