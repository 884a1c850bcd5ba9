#!/usr/bin/env bash
# Sets up this machine (Debian 12 or Ubuntu 24.04), builds segstack, and shows
# its main job on a program that nobody here wrote: rapidjson, from its Debian
# source package, on 1,000,000 nested arrays.
#
#   fetch -> plain: crashes -> instrumented: the right answer -> statistics
set -euo pipefail
cd "$(dirname "$0")/.."

levels=1000000
build=${SEGSTACK_BUILD_DIR:-build}
demo=$build/demo
driver=tests/corpora/drivers/rapidjson.cpp

say() { printf '\n== %s\n' "$*"; }
show() {
  printf '$ %s\n' "$*"
  "$@"
}
fail() {
  echo "demo: $*" >&2
  exit 1
}

scripts/setup-debian.sh demo
say "Build segstack"
scripts/build.sh -DSEGSTACK_BUILD_TESTS=OFF
mkdir -p "$demo"

say "Fetch rapidjson, as Debian ships its source"
python3 tests/corpora/run.py fetch rapidjson --scratch "$demo"
include=$demo/source/rapidjson/include
flags=(-O2 -std=c++17 -I "$include")

# The stack that most systems give a program, whatever this shell's is.
ulimit -S -s 8192

say "Plain: compiled by g++, run on $levels nested arrays"
show g++ "${flags[@]}" "$driver" -o "$demo/plain"
status=0
(show "$demo/plain" arrays $levels) || status=$?
[ $status -eq 139 ] || fail "expected a crash (139), got exit code $status"
echo "Segmentation fault, exit code 139: the stack of 8 MiB is used up"

say "What a reviewer sees: the checks in rapidjson's parser"
"$build/bin/segstack" rewrite --place=all --diff --quiet "$driver" -- \
  g++ "${flags[@]}" >"$demo/rapidjson.diff" || fail "no diff"
grep -n -A2 '^-.*void Parse\(Array\|Value\)(' "$demo/rapidjson.diff" ||
  fail "no check in the parser; see $demo/rapidjson.diff"
echo "(all of it: $demo/rapidjson.diff)"

say "Instrumented: the same source and compiler, through segstack cc"
show "$build/bin/segstack" cc --place=all g++ "${flags[@]}" -I runtime/include \
  -c "$driver" -o "$demo/instrumented.o"
show g++ "$demo/instrumented.o" "$build/lib/libsegstack.a" -o "$demo/instrumented"
show env SEGSTACK_OPTIONS=print_stats=1 "$demo/instrumented" arrays $levels ||
  fail "the instrumented program failed"

say "Done: the same program, $levels levels deep, without a crash"
