//===- CDriver.h - a program in C that nests deeply, on request -*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Driver.h is for C++:
//
//   driver CASE DEPTH          run it; exit 0 only if the result is right
//   driver exhaust CASE DEPTH  expect the stack to be exhausted, leave by
//                              longjmp from the callback, and then handle a
//                              small input as if nothing was
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CORPORA_CDRIVER_H
#define SEGSTACK_CORPORA_CDRIVER_H

#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef CORPORA_INSTRUMENTED
#include <segstack/segstack.h>
#endif

/// One recursive use of the project; run gives whether the result is right.
struct Case {
  const char *name;
  int (*run)(size_t depth);
};

/// Prints what is wrong and gives 0, for `return wrong("...")`.
static int wrong(const char *what) {
  printf("wrong: %s\n", what);
  return 0;
}

/// \p before, \p depth times \p open, \p middle, as often \p close, \p after;
/// the caller frees it.
static char *nested(const char *before, const char *open, const char *middle,
                    const char *close, const char *after, size_t depth) {
  size_t opens = strlen(open), closes = strlen(close);
  char *text = malloc(strlen(before) + strlen(middle) + strlen(after) +
                      depth * (opens + closes) + 1);
  char *end = text;
  if (!text)
    abort();
  end = stpcpy(end, before);
  for (size_t i = 0; i != depth; ++i)
    end = stpcpy(end, open);
  end = stpcpy(end, middle);
  for (size_t i = 0; i != depth; ++i)
    end = stpcpy(end, close);
  stpcpy(end, after);
  return text;
}

enum { ExitRight = 0, ExitWrong = 1, ExitUsage = 2, ExitNotExhausted = 3 };

static int run_case(const struct Case *which, size_t depth) {
  if (!which->run(depth))
    return ExitWrong;
  printf("%s: %zu levels: right\n", which->name, depth);
  return ExitRight;
}

#ifdef CORPORA_INSTRUMENTED
static jmp_buf before_the_case;

static void leave(const struct segstack_exhaustion *info, void *data) {
  (void)info;
  (void)data;
  longjmp(before_the_case, 1);
}
#endif

static int exhaust_case(const struct Case *which, size_t depth) {
#ifdef CORPORA_INSTRUMENTED
  segstack_on_exhausted(leave, NULL);
  if (setjmp(before_the_case) == 0) {
    which->run(depth);
    printf("%s: %zu levels: not exhausted\n", which->name, depth);
    return ExitNotExhausted;
  }
  printf("%s: %zu levels: caught the exhaustion\n", which->name, depth);
  return run_case(which, 10);
#else
  (void)which;
  (void)depth;
  printf("exhaust: not an instrumented build\n");
  return ExitUsage;
#endif
}

static int driver_main(int argc, char **argv, const struct Case *cases,
                       size_t count) {
  int exhaust = argc == 4 && strcmp(argv[1], "exhaust") == 0;
  if (argc == 3 || exhaust)
    for (size_t i = 0; i != count; ++i)
      if (strcmp(argv[argc - 2], cases[i].name) == 0) {
        size_t depth = strtoull(argv[argc - 1], NULL, 10);
        return exhaust ? exhaust_case(&cases[i], depth)
                       : run_case(&cases[i], depth);
      }
  printf("usage: driver [exhaust] CASE DEPTH; cases:");
  for (size_t i = 0; i != count; ++i)
    printf(" %s", cases[i].name);
  printf("\n");
  return ExitUsage;
}

#endif // SEGSTACK_CORPORA_CDRIVER_H
