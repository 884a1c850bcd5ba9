#include <cstdio>
#include <cstdlib>

int engine(int levels);
int descend(int levels, int (*by)(int)) { return by(levels) + 1; }

int main(int count, char **words) {
  int levels = count > 1 ? std::atoi(words[1]) : 10;
  int seen = engine(levels);
  std::printf("levels %d\n", seen + 1);
  return seen == levels ? 0 : 1;
}
