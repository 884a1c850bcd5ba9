//===- tcc.c - deep expressions, declarations and blocks ------*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <libtcc.h>

#ifdef CORPORA_INSTRUMENTED
/// tcc keeps what it compiles in global variables, behind a lock, so it is left
/// by its own jump, from here back into tcc_compile_string.
extern void _tcc_error(const char *format, ...);

static int exhausted = 0;

static void end_by_error(const struct segstack_exhaustion *info, void *data) {
  (void)info;
  (void)data;
  exhausted = 1;
  _tcc_error("the stack is exhausted");
}
#endif

/// Whether \p source compiles. It is not linked: that needs tcc's libraries.
static int compiles(char *source) {
  TCCState *state = tcc_new();
  int result;
  tcc_set_options(state, "-nostdlib -nostdinc");
  tcc_set_output_type(state, TCC_OUTPUT_OBJ);
#ifdef CORPORA_INSTRUMENTED
  segstack_on_exhausted(end_by_error, NULL);
#endif
  result = tcc_compile_string(state, source);
  tcc_delete(state);
  free(source);
#ifdef CORPORA_INSTRUMENTED
  if (exhausted) {
    exhausted = 0;
    longjmp(before_the_case, 1);
  }
#endif
  return result == 0 || wrong("does not compile");
}

#define ONLY_IF(CONDITION) "; int b[(" CONDITION ") ? 1 : -1];"

/// The value is told by the size of an array.
static int parentheses(size_t depth) {
  return compiles(nested("int a[", "(", "7", ")",
                         "]" ONLY_IF("sizeof a == 7 * sizeof(int)"), depth));
}

static int operators(size_t depth) {
  return compiles(nested("int a[7 + !", "!!", "0", "",
                         "]" ONLY_IF("sizeof a == 8 * sizeof(int)"), depth));
}

static int declarators(size_t depth) {
  return compiles(
      nested("char ", "(", "a", ")", "[7]" ONLY_IF("sizeof a == 7"), depth));
}

static int initialisers(size_t depth) {
  return compiles(nested("int a = ", "{", "7", "}", ";", depth));
}

static int blocks(size_t depth) {
  return compiles(
      nested("int f(int x) {", "{", "x = 7;", "}", "return x; }", depth));
}

static int statements(size_t depth) {
  return compiles(
      nested("int f(int x) {", "if (x) ", "x = 7;", "", "return x; }", depth));
}

static int conditions(size_t depth) {
  return compiles(nested("#if ", "(", "1", ")",
                         "\nint a;\n#endif\n" ONLY_IF("sizeof a"), depth));
}

int main(int argc, char **argv) {
  const struct Case cases[] = {
      {"parentheses", parentheses}, {"operators", operators},
      {"declarators", declarators}, {"initialisers", initialisers},
      {"blocks", blocks},           {"statements", statements},
      {"conditions", conditions}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
