/// Recurses n deep, then calls back.
extern "C" long down(long n, long (*up)(long)) {
  volatile char frame[100] = {1};
  return n ? down(n - 1, up) + frame[0] : up(0);
}
