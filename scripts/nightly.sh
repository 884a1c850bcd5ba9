#!/usr/bin/env bash
# What takes hours, or a quiet machine, and so is not among the quick tests:
# the longer tests of the runtime and lit, every corpus in every configuration,
# Boost's fibers, and the benchmarks.
#
#   scripts/nightly.sh [tests|corpora|boost|bench]    default: all
set -euo pipefail
cd "$(dirname "$0")/.."

build=${SEGSTACK_BUILD_DIR:-build}
part=${1:-all}
case "$part" in
all | tests | corpora | boost | bench) ;;
*)
  echo "usage: $0 [tests|corpora|boost|bench]" >&2
  exit 2
  ;;
esac
failed=()

scripts/setup-debian.sh nightly
scripts/build.sh -DSEGSTACK_BUILD_TESTS=ON
wanted() { [ "$part" = all ] || [ "$part" = "$1" ]; }

if wanted tests; then
  ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" \
    --no-tests=error -L nightly -E '^boost$' </dev/null ||
    failed+=("tests: ctest --test-dir $build -L nightly --rerun-failed --output-on-failure")
fi
if wanted corpora; then
  python3 tests/corpora/run.py all --build-dir "$build" ||
    failed+=("corpora: tests/corpora/run.py all --build-dir $build --rerun-failed")
fi
if wanted boost; then
  python3 tests/boost/run.py --build-dir "$build" --jobs "$(nproc)" ||
    failed+=("boost: tests/boost/run.py --build-dir $build")
fi
if wanted bench; then
  python3 tests/bench/run.py --build-dir "$build" ||
    failed+=("bench: tests/bench/run.py --build-dir $build")
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "FAILED; to run it again:"
  printf '  %s\n' "${failed[@]}"
  exit 1
fi
echo "PASSED: $part"
