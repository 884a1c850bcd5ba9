// A recursion without an end whose frames are 200,000 bytes.
int large(volatile int *n) {
  volatile char room[200000];
  room[0] = (char)*n;
  room[199999] = 1;
  return *n < 0 ? 0 : large(n) + room[0] + room[199999];
}

int main(void) {
  volatile int n = 1;
  return large(&n);
}
