#!/usr/bin/env bash
# Sets up this machine (Debian 12 or Ubuntu 24.04), builds, and runs the tests:
#
#   scripts/test.sh [ctest arguments]    as -L lit, or -R consumer
#
# Not among them: what takes hours or a quiet machine (scripts/nightly.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

build=${SEGSTACK_BUILD_DIR:-build}
export CCACHE_DIR=${CCACHE_DIR:-$(realpath -m "$build")/ccache}
failed=()

scripts/setup-debian.sh test
scripts/build.sh -DSEGSTACK_BUILD_TESTS=ON
scripts/check-format.sh || failed+=("formatting: scripts/check-format.sh")
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" \
  --no-tests=error -LE nightly "$@" </dev/null ||
  failed+=("tests: ctest --test-dir $build --rerun-failed --output-on-failure")

if [ ${#failed[@]} -gt 0 ]; then
  echo "FAILED; to run it again:"
  printf '  %s\n' "${failed[@]}"
  exit 1
fi
echo "PASSED: formatting and all tests"
