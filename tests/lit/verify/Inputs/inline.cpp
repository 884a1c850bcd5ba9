// run (check) -> small, which is inlined -> far
int far(void *);

static inline __attribute__((always_inline)) int small(int n) {
  char room[9000];
  return far(room) + n;
}

int run(int n) { return small(n) + 1; }
