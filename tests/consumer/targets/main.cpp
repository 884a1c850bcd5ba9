#include "ahead.h"
#include "made.h"
#include <cstdio>
#include <cstdlib>

int shared(int levels);
int part(int levels);
int release(int levels);
extern "C" int seven();

int again(int levels) {
  volatile char frame[64];
  frame[0] = 0;
  return levels ? ahead(levels - 1) + 1 : frame[0];
}

static int few(int levels) { return levels ? few(levels - 1) + 1 : 0; }

int main(int, char **arguments) {
  int levels = std::atoi(arguments[1]);
  bool right = shared(levels) == levels && part(levels) == levels &&
               release(levels) == levels && ahead(levels) == levels &&
               few(9) == 9;
  std::puts(right && seven() == 7 && MADE == 7 ? "right" : "wrong");
}
