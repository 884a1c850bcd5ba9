# libraries.py - the parts of Boost that are built here
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sources and tests of Boost, out of Debian's source package.

    Debian's archive --harness.fetch--> boost1.74_*.orig.tar.xz
        --tar, the folders below alone--> SCRATCH/source/boost1.74/libs/...

Headers are those of the package libboost-dev, of the same version. Debian's
patches touch nothing that is built here.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from harness import fetch, process

HEADERS = Path("/usr/include/boost")
UNPACKED = ["context/src", "context/test", "coroutine2/test", "fiber/src",
            "fiber/test", "test/src", "thread/src/pthread", "chrono/src"]

# What a static library of Boost for x86-64 Linux is made of. The switch in
# assembly is there for test_fcontext; fibers use ucontext.
SOURCES = {
    "context": ["continuation.cpp", "fiber.cpp", "posix/stack_traits.cpp",
                *(f"asm/{what}_x86_64_sysv_elf_gas.S"
                  for what in ("jump", "make", "ontop"))],
    "fiber": ["algo/algorithm.cpp", "algo/round_robin.cpp",
              "algo/shared_work.cpp", "algo/work_stealing.cpp", "barrier.cpp",
              "condition_variable.cpp", "context.cpp", "fiber.cpp",
              "future.cpp", "mutex.cpp", "properties.cpp",
              "recursive_mutex.cpp", "recursive_timed_mutex.cpp",
              "scheduler.cpp", "timed_mutex.cpp"],
    "thread": ["pthread/once.cpp", "pthread/thread.cpp"],
    "chrono": ["chrono.cpp", "thread_clock.cpp", "process_cpu_clocks.cpp"],
    "test": None,  # all but those below
}
NO_PART_OF_TEST = {"cpp_main.cpp", "test_main.cpp"}

# Those whose objects depend on how stacks are switched, and the others.
SWITCHING = ["fiber", "context"]
OTHERS = ["test", "thread", "chrono"]
TESTED = ["context", "coroutine2", "fiber"]
OURS = "programs"


@dataclass(frozen=True)
class Test:
    """One test program of a library, which is one source."""

    library: str
    path: Path

    @property
    def name(self):
        return self.path.stem

    @property
    def is_ours(self):
        return self.library == OURS

    @property
    def arguments(self):
        return [] if self.is_ours else [
            "--report_level=detailed", "--report_sink=stdout",
            "--color_output=no"]


class Boost:
    """The unpacked sources of the version whose headers are installed."""

    def __init__(self, scratch):
        self.version = installed_version()
        self.root = _unpacked(scratch, f"boost{self.version}")

    def sources(self, library):
        """Of the library itself."""
        folder = self.root / "libs" / library / "src"
        if SOURCES[library]:
            return [folder / name for name in SOURCES[library]]
        return sorted(path for path in folder.glob("*.cpp")
                      if path.name not in NO_PART_OF_TEST)

    def tests(self, libraries, names=()):
        found = [Test(library, path) for library in libraries for path in
                 sorted((self.root / "libs" / library / "test").glob("*.cpp"))]
        return [one for one in found if not names or one.name in names]


def installed_version():
    header = HEADERS / "version.hpp"
    if not header.exists():
        raise SystemExit("run.py: libboost-dev is not installed")
    number = re.search(r'define BOOST_LIB_VERSION "(\d+)_(\d+)',
                       header.read_text())
    return f"{number[1]}.{number[2]}"


def _unpacked(scratch, package):
    target = scratch.root / "source" / package
    if target.exists():
        return target
    archive = fetch.archive(scratch, package)
    unpacked = target.with_name(f".{package}")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(parents=True)
    process.must([process.need("tar"), "-xf", archive, "-C", unpacked,
                  "--strip-components=1", "--wildcards",
                  *(f"*/libs/{part}/*" for part in UNPACKED)],
                 log=scratch.root / "apt" / "log")
    unpacked.rename(target)
    return target
