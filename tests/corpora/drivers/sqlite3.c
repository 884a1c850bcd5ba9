//===- sqlite3.c - deep expressions, queries, JSON, patterns --*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <sqlite3.h>

/// The number that \p query gives, with \p text for `?1` and `?2`, or -1.
static sqlite3_int64 number(sqlite3 *base, const char *query, const char *text,
                            const char *second) {
  sqlite3_stmt *statement = NULL;
  sqlite3_int64 result = -1;
  if (sqlite3_prepare_v2(base, query, -1, &statement, NULL) != SQLITE_OK) {
    wrong(sqlite3_errmsg(base));
    return -1;
  }
  sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, second, -1, SQLITE_STATIC);
  if (sqlite3_step(statement) == SQLITE_ROW)
    result = sqlite3_column_int64(statement, 0);
  else
    wrong(sqlite3_errmsg(base));
  sqlite3_finalize(statement);
  return result;
}

static sqlite3 *opened(void) {
  sqlite3 *base = NULL;
  if (sqlite3_open(":memory:", &base) != SQLITE_OK)
    abort();
  return base;
}

/// Whether \p query gives \p expected; frees what it is given.
static int gives(char *query, char *text, char *second,
                 sqlite3_int64 expected) {
  sqlite3 *base = opened();
  sqlite3_int64 result = number(base, query, text, second);
  sqlite3_close(base);
  free(query);
  free(text);
  free(second);
  return result == expected || wrong("gives something else");
}

/// Resolver, copy, code generator and deletion; the parser's own stack is on
/// the heap.
static int operators(size_t depth) {
  return gives(nested("SELECT ", "~(", "7", ")", "", depth & ~(size_t)1), NULL,
               NULL, 7);
}

static int conjunctions(size_t depth) {
  return gives(nested("SELECT 6 + (", "1 AND (", "2", ")", ")", depth), NULL,
               NULL, 7);
}

/// Without a name each would be named by all of its text.
static int subselects(size_t depth) {
  return gives(nested("SELECT ", "(SELECT 1 + ", "0", " AS n)", "", depth),
               NULL, NULL, (sqlite3_int64)depth);
}

/// Parser, printer and lookup.
static int json(size_t depth) {
  return gives(strdup("SELECT CASE WHEN json(?1) = ?1"
                      " THEN json_extract(?1, ?2) END"),
               nested("", "[", "7", "]", "", depth),
               nested("$", "[0]", "", "", "", depth), 7);
}

/// The matcher of LIKE.
static int patterns(size_t depth) {
  return gives(strdup("SELECT 6 + (?1 LIKE ?2)"),
               nested("", "a", "b", "", "", depth),
               nested("", "%a", "b", "", "", depth), 7);
}

/// Calls itself, through a query.
static void below(sqlite3_context *context, int count, sqlite3_value **values) {
  sqlite3_int64 depth = sqlite3_value_int64(values[0]);
  (void)count;
  if (depth != 0) {
    char query[64];
    sprintf(query, "SELECT 1 + below(%lld)", (long long)depth - 1);
    depth = number(sqlite3_context_db_handle(context), query, NULL, NULL);
  }
  sqlite3_result_int64(context, depth);
}

/// From the virtual machine to a function of the application, and back.
static int calls(size_t depth) {
  char query[64];
  sqlite3 *base = opened();
  sqlite3_int64 result;
  sqlite3_create_function(base, "below", 1, SQLITE_UTF8, NULL, below, NULL,
                          NULL);
  sprintf(query, "SELECT below(%zu)", depth);
  result = number(base, query, NULL, NULL);
  sqlite3_close(base);
  return result == (sqlite3_int64)depth || wrong("gives something else");
}

int main(int argc, char **argv) {
  const struct Case cases[] = {
      {"operators", operators},   {"conjunctions", conjunctions},
      {"subselects", subselects}, {"json", json},
      {"patterns", patterns},     {"calls", calls}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
