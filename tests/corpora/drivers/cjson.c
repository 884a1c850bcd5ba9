//===- cjson.c - deep JSON texts, read, copied and printed ----*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <cJSON.h>

static int prints(const cJSON *value, const char *text) {
  char *printed = cJSON_PrintUnformatted(value);
  int right = printed && strcmp(printed, text) == 0;
  free(printed);
  return right || wrong("prints something else");
}

/// The comparison of objects takes a time that is exponential in the depth.
static int handles(char *text, int compares) {
  cJSON *value = cJSON_Parse(text);
  cJSON *copy = cJSON_Duplicate(value, 1);
  int right = value ? copy || wrong("is not copied") : wrong("does not parse");
  right = right && prints(value, text) && prints(copy, text);
  if (right && compares && !cJSON_Compare(value, copy, 1))
    right = wrong("the copy is not equal");
  cJSON_Delete(copy);
  cJSON_Delete(value);
  free(text);
  return right;
}

static int arrays(size_t depth) {
  return handles(nested("", "[", "7", "]", "", depth), 1);
}

static int objects(size_t depth) {
  return handles(nested("", "{\"a\":", "7", "}", "", depth), 0);
}

int main(int argc, char **argv) {
  const struct Case cases[] = {{"arrays", arrays}, {"objects", objects}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
