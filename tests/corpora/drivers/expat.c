//===- expat.c - entities within entities ---------------------*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <expat.h>

/// A document with \p depth entities, of which each but the first names the one
/// before, and the last one between \p before and \p after.
static char *document(const char *before, const char *after, size_t depth) {
  char *text = malloc(200 + 64 * depth), *end = text;
  if (!text)
    abort();
  end += sprintf(end, "<!DOCTYPE r [<!ENTITY e0 '7'>");
  for (size_t i = 1; i <= depth; ++i)
    end += sprintf(end, "<!ENTITY e%zu '&e%zu;'>", i, i - 1);
  sprintf(end, "]>%s&e%zu;%s", before, depth, after);
  return text;
}

/// Counts the content, or the value of an attribute, if it is "7".
static void content(void *data, const XML_Char *text, int length) {
  *(size_t *)data += length == 1 && *text == '7';
}

static void element(void *data, const XML_Char *name,
                    const XML_Char **attributes) {
  (void)name;
  if (attributes[0])
    *(size_t *)data += strcmp(attributes[1], "7") == 0;
}

static int parses(char *text) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  size_t sevens = 0;
  int parsed;
  XML_SetUserData(parser, &sevens);
  XML_SetStartElementHandler(parser, element);
  XML_SetCharacterDataHandler(parser, content);
  parsed = XML_Parse(parser, text, (int)strlen(text), 1) == XML_STATUS_OK;
  if (!parsed)
    wrong(XML_ErrorString(XML_GetErrorCode(parser)));
  XML_ParserFree(parser);
  free(text);
  return parsed && (sevens == 1 || wrong("expands to something else"));
}

static int entities(size_t depth) {
  return parses(document("<r>", "</r>", depth));
}

static int attributes(size_t depth) {
  return parses(document("<r a='", "'/>", depth));
}

int main(int argc, char **argv) {
  const struct Case cases[] = {{"entities", entities},
                               {"attributes", attributes}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
