//===- mujs.c - deep expressions, values, calls and patterns --*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <mujs.h>

/// Whether \p script gives \p expected, with the variable `text`.
static int gives(const char *script, const char *text, size_t expected) {
  js_State *state = js_newstate(NULL, NULL, JS_STRICT);
  int right = 0;
  js_pushstring(state, text);
  js_setglobal(state, "text");
  if (js_ploadstring(state, "script", script))
    wrong(js_trystring(state, -1, "no message"));
  else {
    js_pushundefined(state);
    if (js_pcall(state, 0))
      wrong(js_trystring(state, -1, "no message"));
    else
      right = js_trynumber(state, -1, -1) == (double)expected ||
              wrong("gives something else");
  }
  js_freestate(state);
  return right;
}

/// Parser, constant folding and compiler.
static int parentheses(size_t depth) {
  char *script = nested("", "-(", "7", ")", "", depth & ~(size_t)1);
  int right = gives(script, "", 7);
  free(script);
  return right;
}

static int json(size_t depth) {
  char *text = nested("", "[", "7", "]", "", depth);
  int right = gives("var value = JSON.parse(text), n = 0;"
                    "while (value !== 7) { value = value[0]; ++n; }"
                    "n",
                    text, depth);
  free(text);
  return right;
}

static int calls(size_t depth) {
  char script[100];
  sprintf(script, "function f(n) { return n ? f(n - 1) + 1 : 0 } f(%zu)",
          depth);
  return gives(script, "", depth);
}

/// Parser, compiler and matcher of regular expressions.
static int patterns(size_t depth) {
  char *text = nested("", "(?:a", "7", ")", "", depth);
  int right = gives("var subject = [], n = Math.floor(text.length / 5);"
                    "while (subject.length < n) subject.push('a');"
                    "subject.push('7');"
                    "new RegExp(text).exec(subject.join(''))[0].length - 1",
                    text, depth);
  free(text);
  return right;
}

int main(int argc, char **argv) {
  const struct Case cases[] = {{"parentheses", parentheses},
                               {"json", json},
                               {"calls", calls},
                               {"patterns", patterns}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
