#define _GNU_SOURCE
#include "level.h"
#include <stdio.h>

static ssize_t written(void *cookie, const char *text, size_t size) {
  (void)text;
  deeper(*(int *)cookie - 1);
  return (ssize_t)size;
}

void write_level(int n) {
  cookie_io_functions_t own = {0, written, 0, 0};
  FILE *stream = fopencookie(&n, "w", own);
  setvbuf(stream, 0, _IONBF, 0);
  fputs("x", stream);
  fclose(stream);
}
