//===- from_c.c - the C interface, by the shared library ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// segstack_run and its kin, and the callback at the limit.
//
//===----------------------------------------------------------------------===//

#include <segstack/segstack.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPECT(...)                                                            \
  do {                                                                         \
    if (!(__VA_ARGS__)) {                                                      \
      fprintf(stderr, "%s:%d: expected: %s\n", __FILE__, __LINE__,             \
              #__VA_ARGS__);                                                   \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)

struct job {
  long levels, bytes, done;
  int status;
  char *on_own;
};

static void go_down(void *data) {
  struct job *job = data;
  ++job->done;
  if (job->done < job->levels && segstack_run(go_down, job, job->bytes))
    job->status = ENOMEM;
}

static void mark(void *data) {
  struct job *job = data;
  job->on_own = __builtin_frame_address(0);
}

static char *on_main;

static void visit(void *data) {
  struct job *job = data;
  char *here = __builtin_frame_address(0);
  EXPECT(segstack_run_on_system_stack(mark, job, 4096) == 0);
  // It ran near main's frame, far from this one.
  EXPECT(on_main - job->on_own < 16 << 20 && on_main > job->on_own);
  EXPECT(labs(here - on_main) > 16 << 20);
  EXPECT(segstack_run_on_system_stack(mark, job, (size_t)1 << 40) == ENOMEM);
}

static int told;
static void tell(const struct segstack_exhaustion *info, void *data) {
  EXPECT(strcmp(info->function, "segstack_run") == 0);
  EXPECT(data == &told);
  ++told;
}

int main(void) {
  on_main = __builtin_frame_address(0);
  EXPECT(strcmp(segstack_version(), "0.1.0") == 0);
  struct job deep = {1000000, 256, 0, 0, 0};
  EXPECT(segstack_run(go_down, &deep, 256) == 0);
  EXPECT(deep.done == 1000000 && deep.status == 0);
  struct job far = {0, 0, 0, 0, 0};
  EXPECT(segstack_run(visit, &far, 200 << 20) == 0);

  segstack_on_exhausted(tell, &told);
  EXPECT(segstack_set_limit(2 << 20) == 0);
  struct job endless = {1L << 40, 256, 0, 0, 0};
  EXPECT(segstack_run(go_down, &endless, 256) == 0);
  EXPECT(endless.status == ENOMEM && told == 1);
  EXPECT(segstack_run(go_down, &endless, 4 << 20) == ENOMEM && told == 2);

  struct segstack_stats stats;
  segstack_get_stats(&stats);
  EXPECT(stats.crossings > 0 && stats.exhausted == 2);
  EXPECT(strcmp(stats.hot[0].function, "segstack_run") == 0);
  return 0;
}
