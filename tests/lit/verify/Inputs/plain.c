/* first -> second -> first, and no check */
int other(void *);
static int second(int n);
__attribute__((noinline)) int first(int n) {
  char room[100];
  return other(room) + second(n);
}
__attribute__((noinline)) static int second(int n) {
  char room[200];
  return n ? first(n - 1) + other(room) : 0;
}
