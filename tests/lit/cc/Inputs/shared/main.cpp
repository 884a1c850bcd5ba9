// A program and a shared library that recurse through each other, in both
// directions, on one chain of segments. With a path as its argument it loads
// the library; without, it was linked with it.
#include <cstdio>
#include <dlfcn.h>

using Up = long (*)(long);
using Down = long (*)(long, Up);
#ifdef LINKED
extern "C" long down(long n, Up up);
static Down other = down;
#else
static Down other;
#endif

static int rounds = 3;

static long ping(long n) {
  volatile char frame[64] = {1};
  if (n < 300000)
    return ping(n + 1) + frame[0];
  return rounds-- > 0 ? other(300000, ping) : 0;
}

int main(int argc, char **argv) {
  if (argc > 1) {
    void *library = dlopen(argv[1], RTLD_NOW);
    if (!library)
      return std::puts(dlerror()), 2;
    other = reinterpret_cast<Down>(dlsym(library, "down"));
  }
  std::printf("%ld\n", ping(0));
}
