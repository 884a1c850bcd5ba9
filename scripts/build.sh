#!/usr/bin/env bash
# Configures and builds into build/ (or $SEGSTACK_BUILD_DIR), with ccache:
#
#   scripts/build.sh [-D<cmake option>...]
#
# Then the command is build/bin/segstack and the runtime is in build/lib.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${SEGSTACK_BUILD_DIR:-build}
# A cache of its own, unless the caller has one: it must work with no home.
export CCACHE_DIR=${CCACHE_DIR:-$(realpath -m "$build")/ccache}

cmake --preset release -B "$build" \
  -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"
cmake --build "$build" --parallel "$(nproc)"
