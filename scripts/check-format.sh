#!/usr/bin/env bash
# Fails when a C++ file of the project is not as clang-format-19 would have it.
# Inputs of lit tests are meant to be of every style.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(git rev-parse --is-inside-work-tree 2>/dev/null)" = true ]; then
  list=(git ls-files -z)
else
  list=(find . -path './build*' -prune -o -type f -printf '%P\0')
fi
"${list[@]}" | grep -zE '\.(h|c|cpp)$' | grep -zvE '^tests/lit/' |
  xargs -0 -r clang-format-19 --dry-run -Werror
echo "check-format: fine"
