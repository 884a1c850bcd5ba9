#include <segstack/segstack.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static jmp_buf out;
static int times;
static char where[64], option[64];

static void jump(const struct segstack_exhaustion *info, void *data) {
  ++*(int *)data;
  snprintf(where, sizeof(where), "%s", info->function);
  snprintf(option, sizeof(option), "%s", info->limit);
  longjmp(out, 1);
}

static long endless(long n) {
  volatile char room[50];
  room[n % 50] = 1;
  return endless(n + 1) + room[n % 50];
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "jump") == 0) {
    segstack_on_exhausted(jump, &times);
    setjmp(out);
    if (times < 20)
      endless(0);
    printf("%d times in %s, %s\n", times, where, option);
    return 0;
  }
  return (int)endless(0);
}
