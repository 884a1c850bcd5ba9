#!/usr/bin/env python3
# run.py - Boost.Context, Coroutine2 and Fiber on segstack's segmented stacks
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds Boost's own tests and runs them in four ways (variants.py):

    plain --> segstack --> rewritten --> stress: the same cases must pass

Then the programs in programs/: their fibers recurse far deeper than their
stacks, so plain they have to overflow, and rewritten to end well.
Sources are downloaded, see libraries.py; nothing of Boost is in this folder.
"""

import argparse
import concurrent.futures
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests" / "corpora"), str(HERE)]

from harness import arguments, fetch, process, table, toolchain  # noqa: E402
import build  # noqa: E402
import libraries  # noqa: E402
import results  # noqa: E402
import variants  # noqa: E402


def parse(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="TEST",
                        help="tests or programs, without .cpp; default: all")
    parser.add_argument("--library", action="append",
                        choices=[*libraries.TESTED, "programs"])
    parser.add_argument("--compiler", action="append", metavar="g++",
                        help="g++ or clang++; may be repeated; default: both")
    parser.add_argument("--variant", action="append",
                        choices=[one.name for one in variants.ALL])
    parser.add_argument("--runs", type=int, default=1,
                        help="of each built program (default: %(default)s)")
    parser.add_argument("--jobs", "-j", type=int, default=1)
    parser.add_argument("--build-dir", type=Path, default=ROOT / "build")
    parser.add_argument("--scratch", type=Path,
                        default=arguments.default_scratch())
    parser.add_argument("--markdown", action="store_true",
                        help="the table as Markdown")
    return parser.parse_args(argv)


class Driver:
    """Everything that is made with one compiler."""

    def __init__(self, given, scratch, boost, segstack, compiler):
        self.given, self.boost, self.compiler = given, boost, compiler
        self.builder = build.Builder(scratch, boost, segstack, compiler)
        self.variants = [one for one in variants.ALL if not given.variant
                         or one.name in given.variant]

    def chosen(self):
        """Boost's tests, and programs of our own as tests of "programs"."""
        wanted = self.given.library or [*libraries.TESTED, "programs"]
        found = self.boost.tests([one for one in wanted if one != "programs"],
                                 self.given.names)
        if "programs" in wanted:
            found += [libraries.Test("programs", path) for path in
                      sorted(HERE.glob("programs/*.cpp"))
                      if not self.given.names or path.stem in self.given.names]
        return found

    def run(self, pool):
        for variant in self.variants:
            self.builder.prepare(variant)
        return list(pool.map(self._record, self.chosen()))

    def _record(self, test):
        record = results.Record(test, self.compiler)
        for variant in self.variants:
            try:
                program = self.builder.build(test.path, variant)
            except (process.CommandFailed, build.NotOurs,
                    build.NotRewritten) as error:
                record.refuse(variant, str(error))
                continue
            for _ in range(self.given.runs):
                record.add(variant, run(program, variant))
        record.judge()
        print(record.line(), flush=True)
        return record


def run(program, variant):
    env = {"SEGSTACK_OPTIONS": variant.options} if variant.segmented else {}
    words = [program]
    if "programs" not in program.parts:
        words += ["--report_level=detailed", "--report_sink=stdout",
                  "--color_output=no"]
    return process.run(words, cwd=program.parent, timeout=900,
                       env=process.environment(**env))


def main(argv):
    given = parse(argv)
    scratch = fetch.Scratch(Path(given.scratch).resolve())
    segstack = toolchain.Segstack(given.build_dir,
                                  ROOT / "runtime" / "include")
    segstack.require()
    boost = libraries.Boost(scratch)
    records = []
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for name in given.compiler or ["g++", "clang++"]:
            compiler = toolchain.find_compiler(name)
            records += Driver(given, scratch, boost, segstack,
                              compiler).run(pool)
    show = table.markdown if given.markdown else table.layout
    print("\n" + show(results.HEADER, results.rows(records)) + "\n")
    failed = sum(not one.passed for one in records)
    print(f"Boost {boost.version}: {len(records) - failed} passed, "
          f"{failed} failed")
    return 1 if failed or not records else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
