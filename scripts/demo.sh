#!/usr/bin/env bash
# Sets up this machine (Debian 12 or Ubuntu 24.04), builds segstack, and shows
# its main job on a program that nobody here wrote: pugixml, from its Debian
# source package, on 1,000,000 nested elements.
#
#   fetch -> plain: crashes -> instrumented: the right answer -> statistics
set -euo pipefail
cd "$(dirname "$0")/.."

levels=1000000
build=${SEGSTACK_BUILD_DIR:-build}
demo=$build/demo
segstack=$build/bin/segstack
driver=tests/corpora/drivers/pugixml.cpp

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

say "Fetch pugixml, as Debian ships its source"
python3 tests/corpora/run.py fetch pugixml --scratch "$demo"
source=$demo/source/pugixml/src
flags=(-O2 -I "$source")

# The stack that most systems give a program, whatever this shell's is.
ulimit -S -s 8192

say "Plain: parse $levels nested elements, print them, destroy the tree"
show g++ "${flags[@]}" "$driver" "$source/pugixml.cpp" -o "$demo/plain"
status=0
(show "$demo/plain" trees $levels) 2>&1 || status=$?
[ $status -eq 139 ] || fail "expected a crash (139), got exit code $status"
echo "exit code 139: destroying the tree has used up 8 MiB of stack"

say "What a reviewer sees: the check where the tree is destroyed"
"$segstack" rewrite --diff --quiet "$source/pugixml.cpp" -- \
  g++ "${flags[@]}" >"$demo/pugixml.diff"
grep -B3 -A3 '^+.*, destroy_node(' "$demo/pugixml.diff" ||
  fail "no check in destroy_node; see $demo/pugixml.diff"
echo "(all of it: $demo/pugixml.diff)"

say "Instrumented: the same sources and compiler, through segstack cc"
for file in "$driver" "$source/pugixml.cpp"; do
  show "$segstack" cc g++ "${flags[@]}" -I runtime/include \
    -c "$file" -o "$demo/$(basename "$file" .cpp)-$(basename "$(dirname "$file")").o"
done
show g++ "$demo"/pugixml-*.o "$build/lib/libsegstack.a" -o "$demo/instrumented"
show env SEGSTACK_OPTIONS=print_stats=1 "$demo/instrumented" trees $levels ||
  fail "the instrumented program failed"

say "Done: the same program, $levels levels deep, and no crash"
