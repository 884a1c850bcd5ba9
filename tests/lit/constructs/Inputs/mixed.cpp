#include <cstdio>
int one(int n) {
  return n ? one(n - 1) : 1; }
int two(int n) \
{ return n ? two(n - 1) : 2; } /* 
*/ int three(int n) { \
  return n ? three(n - 1) : 3; }
int main() { std::printf("%d %d %d\n", one(3), two(3), three(3)); }