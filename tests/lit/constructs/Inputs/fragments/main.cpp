// Functions in pieces of several files.
#include <cstdio>
#include <cstdlib>

static int step(int n) { return n % 2; }

// The same inside in two bodies.
int first(int n) {
#define BODY_NAME first
#include "body.inc"
#undef BODY_NAME
}
auto second(int n) -> long
{
#define BODY_NAME second
#include "body.inc"
#undef BODY_NAME
}
// A function that is all of a file, twice.
#define WHOLE_NAME wholeOne
#include "whole.inc"
#undef WHOLE_NAME
namespace space {
#define WHOLE_NAME wholeTwo
#include "whole.inc"
#undef WHOLE_NAME
}
// The head in another file.
#include "head.inc"
{
  return n ? fromHead(n - 1) + 1 : 0;
}
// A brace in another file.
int opens(int n)
#include "open.inc"
}
int closes(int n) {
#include "close.inc"
struct Members {
  int value = 3;
#include "members.inc"
};
int Members::declared(
#include "parameters.inc"
) {
  return n > 0 ? declared(n - by, by) + value : 0;
}
auto lambda =
#include "lambda.inc"
;
#if __cplusplus >= 201103L
int branches(int n) {
#else
long branches(int n) {
#endif
#ifdef NEVER
  return 0;
}
#else
  return n ? branches(n - 1) + 1 : 0;
#endif
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40, few = n % 1000;
  std::printf("%d %ld %d %d\n", first(n), second(n), wholeOne(n), space::wholeTwo(n));
  std::printf("%d %d %d %d\n", fromHead(n), opens(few), closes(few), behind(n));
  Members members;
  std::printf("%d %d %d %d\n", members.member(n), members.declared(n, 1), lambda(lambda, n), branches(few));
}
