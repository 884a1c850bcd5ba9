//===- pcre3.c - deep patterns and long subjects --------------*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <pcre.h>

/// Whether \p pattern matches the \p length bytes of \p subject from its start.
static int matches(const char *pattern, const char *subject, int length) {
  const char *error;
  int at, found[30], right;
  pcre *compiled = pcre_compile(pattern, 0, &error, &at, NULL);
  if (!compiled)
    return wrong(error);
  right = pcre_exec(compiled, NULL, subject, (int)strlen(subject), 0, 0, found,
                    30) > 0 &&
          found[0] == 0 && found[1] == length;
  pcre_free(compiled);
  return right || wrong("does not match");
}

/// Compiler and matcher.
static int groups(size_t depth) {
  char *pattern = nested("", "(?:a|", "7", ")", "", depth);
  int right = matches(pattern, "78", 1);
  free(pattern);
  return right;
}

/// The matcher.
static int repetitions(size_t depth) {
  char *subject = nested("", "a", "7", "", "", depth);
  int right = matches("(?:a|b)*7", subject, (int)depth + 1);
  free(subject);
  return right;
}

int main(int argc, char **argv) {
  const struct Case cases[] = {{"groups", groups},
                               {"repetitions", repetitions}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
