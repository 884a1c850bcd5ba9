// Exceptions, jumps and the ends of threads through functions of C.
#include "through.h"
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <segstack/segstack.h>

constexpr int deep = 200000;
static int cleanups;

static int up(int n) {
  volatile char room[64];
  room[n % 64] = static_cast<char>(n);
  return n ? up(n - 1) + 1 + 0 * room[n % 64] : 0;
}

static void throws(void *data) { throw *static_cast<int *>(data); }
static std::jmp_buf target;
static void jumps(void *) { std::longjmp(target, 1); }
static void exits(void *) { pthread_exit(nullptr); }
static void waits(void *data) {
  pthread_barrier_wait(static_cast<pthread_barrier_t *>(data));
  for (;;)
    pthread_testcancel();
}

static int caught(int n) {
  int value = 7;
  try {
    return down(n, throws, &value, &cleanups);
  } catch (int got) {
    return got + up(deep) - deep;
  }
}

static int jumped(int n) {
  if (setjmp(target))
    return up(deep) - deep + 7;
  return down(n, jumps, nullptr, &cleanups);
}

static void *thread_exits(void *) {
  down(deep, exits, nullptr, &cleanups);
  return nullptr;
}
static void *thread_waits(void *barrier) {
  down(deep, waits, barrier, &cleanups);
  return nullptr;
}

static unsigned long long mapped() {
  segstack_stats stats;
  segstack_get_stats(&stats);
  return stats.bytes_live;
}

#define EXPECT(...)                                                            \
  if (!(__VA_ARGS__)) {                                                        \
    std::printf("%d: %s\n", __LINE__, #__VA_ARGS__);                           \
    std::exit(1);                                                              \
  }

int main() {
  EXPECT(caught(deep) == 7 && jumped(deep) == 7);
  unsigned long long before = mapped();
  for (int i = 0; i < 100; ++i)
    EXPECT(caught(1000 * i) == 7 && jumped(1000 * i) == 7);
  EXPECT(mapped() <= before);
#ifdef UNWINDS
  EXPECT(cleanups >= deep);
#endif
  pthread_t thread;
  EXPECT(pthread_create(&thread, nullptr, thread_exits, nullptr) == 0);
  pthread_join(thread, nullptr);
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, nullptr, 2);
  EXPECT(pthread_create(&thread, nullptr, thread_waits, &barrier) == 0);
  pthread_barrier_wait(&barrier);
  pthread_cancel(thread);
  pthread_join(thread, nullptr);
  EXPECT(mapped() <= before);
  std::puts("right");
}
