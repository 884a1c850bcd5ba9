#!/usr/bin/env python3
# run.py - Boost.Context, Coroutine2 and Fiber on segstack's segmented stacks
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds Boost's own tests and runs them in five ways (variants.py):

    plain, segstack, rewritten, alone, stress: the same cases must pass

Then the programs in programs/: their fibers recurse far deeper than their
stacks, so without checks they have to overflow, but for a depth of 5, and
rewritten to end well.
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
import project  # noqa: E402
import results  # noqa: E402
import variants  # noqa: E402


def parse(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="TEST",
                        help="tests or programs, without .cpp; default: all")
    parser.add_argument("--library", action="append",
                        choices=[*libraries.TESTED, libraries.OURS, "project"])
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
        self.wanted = given.library or [*libraries.TESTED, libraries.OURS,
                                        "project"]
        self.variants = [one for one in variants.ALL if not given.variant
                         or one.name in given.variant]

    def chosen(self):
        """Boost's tests and our own programs."""
        found = self.boost.tests([one for one in libraries.TESTED
                                  if one in self.wanted], self.given.names)
        if libraries.OURS in self.wanted:
            found += [libraries.Test(libraries.OURS, path) for path in
                      sorted(HERE.glob("programs/*.cpp"))
                      if not self.given.names or path.stem in self.given.names]
        return found

    def run(self, pool):
        chosen = self.chosen()
        for variant in self.variants if chosen else []:
            self.builder.prepare(variant)
        return list(pool.map(self._record, chosen))

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
                record.add(variant, run(program, variant, test.arguments))
            if test.is_ours and not variant.rewritten:
                record.add_shallow(variant, run(program, variant, ["5"]))
        record.judge()
        print(record.line(), flush=True)
        return record


def run(program, variant, words):
    env = {"SEGSTACK_OPTIONS": variant.options} if variant.segmented else {}
    return process.run([program, *words], cwd=program.parent, timeout=900,
                       env=process.environment(**env))


def main(argv):
    given = parse(argv)
    scratch = fetch.Scratch(Path(given.scratch).resolve())
    segstack = toolchain.Segstack(given.build_dir,
                                  ROOT / "runtime" / "include")
    segstack.require()
    boost = libraries.Boost(scratch)
    records, projects = [], []
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for name in given.compiler or ["g++", "clang++"]:
            compiler = toolchain.find_compiler(name)
            driver = Driver(given, scratch, boost, segstack, compiler)
            records += driver.run(pool)
            if "project" in driver.wanted and not given.names:
                projects.append(project.try_with(compiler, scratch, boost,
                                                segstack, given.jobs))
                print(f"{'FAILED' if projects[-1] else 'passed'} {compiler} "
                      f"project {projects[-1]}".rstrip(), flush=True)
    show = table.markdown if given.markdown else table.layout
    if records:
        print("\n" + show(results.HEADER, results.rows(records)) + "\n")
    tried = len(records) + len(projects)
    failed = sum(not one.passed for one in records) + sum(map(bool, projects))
    print(f"Boost {boost.version}: {tried - failed} passed, {failed} failed")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
