#!/usr/bin/env bash
# What takes hours, or a quiet machine, and so is not among the quick tests:
# every corpus in every configuration, the benchmarks, and the tests of the
# label nightly.
#
#   scripts/nightly.sh [corpora|bench]    default: both
set -euo pipefail
cd "$(dirname "$0")/.."

build=${SEGSTACK_BUILD_DIR:-build}
failed=()

scripts/setup-debian.sh nightly
scripts/build.sh -DSEGSTACK_BUILD_TESTS=ON
part=${1:-both}

if [ "$part" != bench ]; then
  python3 tests/corpora/run.py all --build-dir "$build" ||
    failed+=("corpora: tests/corpora/run.py all --build-dir $build --rerun-failed")
fi
if [ "$part" != corpora ]; then
  python3 tests/bench/run.py --build-dir "$build" ||
    failed+=("bench: tests/bench/run.py --build-dir $build")
fi
if [ "$part" = both ]; then
  ctest --test-dir "$build" --output-on-failure --no-tests=error -L nightly \
    </dev/null || failed+=("nightly: ctest --test-dir $build -L nightly")
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "FAILED; to run it again:"
  printf '  %s\n' "${failed[@]}"
  exit 1
fi
echo "PASSED: $part"
