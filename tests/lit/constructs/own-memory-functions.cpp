// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -fno-builtin
// RUN: %FileCheck %s < %t.cpp
// RUN: %same %s %t.cpp -std=c++17 -fno-builtin
//
// A program's own memcpy and strlen have checks, and nobody else calls them: the
// runtime has none of their calls, not even when it reads SEGSTACK_OPTIONS.
#include <cstddef>
#include <cstdio>

static int calls;
// CHECK: extern "C" void *memcpy(void *to, const void *from, std::size_t size) { SEGSTACK_CHECK(
extern "C" void *memcpy(void *to, const void *from, std::size_t size) {
  ++calls;
  if (size) {
    static_cast<char *>(to)[size - 1] = static_cast<const char *>(from)[size - 1];
    memcpy(to, from, size - 1);
  }
  return to;
}
// CHECK: extern "C" std::size_t strlen(const char *text) { SEGSTACK_CHECK(
extern "C" std::size_t strlen(const char *text) {
  ++calls;
  return *text ? strlen(text + 1) + 1 : 0;
}

int main() {
  static const char text[] = "characters";
  static char other[sizeof(text)];
  int before = calls;
  memcpy(other, text, sizeof(text));
  int length = static_cast<int>(strlen(other));
  std::printf("%d %d %d %s\n", before, calls, length, other);
}
