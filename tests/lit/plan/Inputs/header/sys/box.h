// A header of a library, of which a program uses a part.
#pragma once
namespace box {
inline int unused(int n) { return n ? unused(n - 1) + 1 : 0; }
template <class T> struct Box {
  Box *below = nullptr;
  T value{};
  ~Box() { delete below; }
  int depth() const { return below ? below->depth() + 1 : 1; }
};
inline int also(Box<long> &box) { return box.depth() + unused(2); }
} // namespace box
