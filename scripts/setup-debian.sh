#!/usr/bin/env bash
# Installs what segstack needs on Debian 12 or Ubuntu 24.04, by package name:
#
#   scripts/setup-debian.sh build   to build the tool and the runtime
#   scripts/setup-debian.sh demo    and to fetch and build a Debian source package
#   scripts/setup-debian.sh test    and to run every test
#   scripts/setup-debian.sh nightly and the corpora of scripts/nightly.sh
#
# What is there already is left alone; when nothing is missing, apt is not run.
set -euo pipefail

build=(g++ cmake ninja-build ccache clang-19 llvm-19-dev libclang-19-dev)
demo=("${build[@]}" ca-certificates dpkg-dev python3)
test=("${demo[@]}" git make netbase pkg-config libgtest-dev libgmock-dev llvm-19-tools lld-19
  clang-format-19 clang-tools-19 libclang-rt-19-dev gdb valgrind python3-jsonschema)

perf=linux-perf browser=(chromium chromium-driver)
if grep -qx 'ID=ubuntu' /etc/os-release 2>/dev/null; then
  perf=linux-tools-generic browser=(chromium-browser chromium-chromedriver)
fi
npm=(npm)
if command -v npm >/dev/null; then npm=(); fi
nightly=("${test[@]}" "$perf" "${browser[@]}" "${npm[@]}" python3-selenium graphviz csmith libcsmith-dev
  libbenchmark-dev libboost-dev libcppunit-dev libexpat1-dev libreadline-dev libsnappy-dev
  libutfcpp-dev rapidjson-dev sass-spec-data tcl-dev unicode-data zlib1g-dev)

case "${1:-}" in
build) wanted=("${build[@]}") ;;
demo) wanted=("${demo[@]}") ;;
test) wanted=("${test[@]}") ;;
nightly) wanted=("${nightly[@]}") ;;
*)
  echo "usage: $0 build|demo|test|nightly" >&2
  exit 2
  ;;
esac

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "setup: all ${#wanted[@]} packages are there"
  exit 0
fi

echo "setup: installing ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "setup: must be root, or have sudo, to install: ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q
  -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${missing[@]}"
