#include <cstdio>
int shared(int levels);
int main(int, char **arguments) {
  std::FILE *file = std::fopen(arguments[1], "w");
  std::fprintf(file, "#define MADE %d\n", shared(7));
  return std::fclose(file);
}
