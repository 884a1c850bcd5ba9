//===- lua5.4.c - deep scripts, calls and patterns ------------*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CDriver.h"
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

/// Whether the function that \p script returns gives \p depth for \p depth.
static int gives_its_depth(const char *script, size_t depth) {
  lua_State *state = luaL_newstate();
  int right = 0;
  luaL_openlibs(state);
  if (luaL_dostring(state, script) != LUA_OK)
    wrong(lua_tostring(state, -1));
  else {
    lua_pushinteger(state, (lua_Integer)depth);
    if (lua_pcall(state, 1, 1, 0) != LUA_OK)
      wrong(lua_tostring(state, -1));
    else
      right = lua_tointeger(state, -1) == (lua_Integer)depth ||
              wrong("gives something else");
  }
  lua_close(state);
  return right;
}

/// The parser.
static int parentheses(size_t depth) {
  char *script =
      nested("return function(n) return ", "(", "n", ")", " end", depth);
  int right = gives_its_depth(script, depth);
  free(script);
  return right;
}

/// From the virtual machine to a function in C, and back.
static int calls(size_t depth) {
  return gives_its_depth(
      "local function f(n)\n"
      "  local below = 0\n"
      "  if n > 0 then\n"
      "    string.gsub('x', 'x', function() below = f(n - 1) + 1 end)\n"
      "  end\n"
      "  return below\n"
      "end\n"
      "return f",
      depth);
}

/// Every level catches the error of the one below, and throws: by longjmp.
static int errors(size_t depth) {
  return gives_its_depth(
      "local function f(n)\n"
      "  if n == 0 then error({0}) end\n"
      "  local _, caught = pcall(f, n - 1)\n"
      "  caught[1] = caught[1] + 1\n"
      "  error(caught)\n"
      "end\n"
      "return function(n) local _, caught = pcall(f, n); return caught[1] end",
      depth);
}

/// The matcher of patterns.
static int patterns(size_t depth) {
  return gives_its_depth(
      "return function(n)\n"
      "  local _, last = string.find(string.rep('a', n), string.rep('a?', n))\n"
      "  return last\n"
      "end",
      depth);
}

int main(int argc, char **argv) {
  const struct Case cases[] = {{"parentheses", parentheses},
                               {"calls", calls},
                               {"errors", errors},
                               {"patterns", patterns}};
  return driver_main(argc, argv, cases, sizeof(cases) / sizeof(*cases));
}
