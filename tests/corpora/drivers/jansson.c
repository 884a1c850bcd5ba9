//===- jansson.c - deep JSON texts, read, copied and printed --*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <jansson.h>

static int prints(const json_t *value, const char *text) {
  char *printed = json_dumps(value, JSON_COMPACT);
  int right = printed && strcmp(printed, text) == 0;
  free(printed);
  return right || wrong("prints something else");
}

static int handles(char *text) {
  json_error_t error;
  json_t *value = json_loads(text, 0, &error);
  json_t *copy = json_deep_copy(value);
  int right = value ? copy || wrong("is not copied") : wrong(error.text);
  right = right && prints(value, text) && prints(copy, text);
  if (right && !json_equal(value, copy))
    right = wrong("the copy is not equal");
  json_decref(copy);
  json_decref(value);
  free(text);
  return right;
}

static int arrays(size_t depth) {
  return handles(nested("", "[", "7", "]", "", depth));
}

static int objects(size_t depth) {
  return handles(nested("", "{\"a\":", "7", "}", "", depth));
}

int main(int argc, char **argv) {
  const struct Case cases[] = {{"arrays", arrays}, {"objects", objects}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
