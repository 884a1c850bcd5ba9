#!/usr/bin/env python3
# sqlite.py - sqlite's own benchmark: plain, with checks, and with -fsplit-stack
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds sqlite's amalgamation and its speedtest1 in each variant, compares the
hash of all their results, and counts instructions by callgrind:

    Debian's source package --> sqlite3.c, speedtest1.c
        --> plain, all, auto, plan, -fsplit-stack --> hashes, counts --> table

Exit status: 0; 1 if a variant has another hash; 2 if something is missing.
"""

import argparse
import json
import pathlib
import re
import shutil
import sys
import tempfile

import measure
import report
import suite
from suite import BenchError

CORPORA = suite.ROOT / "tests" / "corpora"
sys.path.insert(0, str(CORPORA))

from harness import arguments, fetch, project  # noqa: E402

VARIANTS = ("plain", "all", "auto", "plan", "split")


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="sqlite's speedtest1 with checks; see docs/benchmarks.md.")
    parser.add_argument("--build-dir", default=suite.ROOT / "build",
                        help="segstack's build tree (default: build)")
    parser.add_argument("--compilers", default="gcc,clang-19",
                        help="a comma-separated list (default: %(default)s)")
    parser.add_argument("--size", default="5",
                        help="of speedtest1 (default: %(default)s)")
    parser.add_argument("--scratch", type=pathlib.Path,
                        default=arguments.default_scratch(),
                        help="where the source package is kept")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path)
    return parser.parse_args()


def prepare(scratch, work):
    """The sources, made as the corpora make them; and the options."""
    sqlite = project.load(CORPORA / "projects" / "sqlite3.toml")
    folder = work / "source"
    shutil.copytree(fetch.source(fetch.Scratch(scratch), sqlite), folder,
                    symlinks=True)
    for command in sqlite.driver.prepare:
        suite.run_build(command, folder)
    return folder, list(sqlite.driver.flags), list(sqlite.driver.libraries)


class Builder:
    """Builds one compiler's variants of the two sources."""

    def __init__(self, tool, compiler, work, prepared):
        self.tool, self.compiler, self.work = tool, compiler, work
        folder, flags, self.libraries = prepared
        self.sources = [folder / "sqlite3.c", folder / "test/speedtest1.c"]
        self.flags = ["-O2", "-w", "-I", folder, *flags]

    def launcher(self, variant, out):
        if variant in ("plain", "split"):
            return []
        options = [f"--place={variant}"]
        if variant == "plan":
            plan = out / "plan.json"
            suite.run_build([self.tool.command, "plan", "--quiet", "--no-cache", "-o", plan,
                 *self.sources, "--", self.compiler, *self.flags], out)
            options.append(f"--plan={plan}")
        return [self.tool.command, "cc", *options]

    def build(self, variant):
        out = self.work / f"{self.compiler}-{variant}"
        out.mkdir()
        split = ["-fsplit-stack"] if variant == "split" else []
        launcher = self.launcher(variant, out)
        for source in self.sources:
            suite.run_build([*launcher, self.compiler, *self.flags, *split, "-c", source],
                out)
        link = ([*split, "-fuse-ld=gold"] if split
                else [] if variant == "plain" else [self.tool.library])
        suite.run_build([self.compiler, *sorted(out.glob("*.o")), *link, *self.libraries,
             "-o", "speedtest1"], out)
        return out / "speedtest1"


def hash_of(program, size):
    shown = suite.run_build([program, "--size", size, "--verify", ":memory:"],
                program.parent)
    found = re.search(r"Verification Hash: (.*)", shown)
    if not found:
        raise BenchError(f"{program}: no hash\n{shown[-1000:]}")
    return found[1].strip()


def measure_compiler(builder, size):
    result = {"compiler": builder.compiler, "instructions": {}, "hash": {}}
    for variant in VARIANTS:
        print(f"[{builder.compiler}, {variant}]", file=sys.stderr, flush=True)
        try:
            program = builder.build(variant)
        except BenchError as error:
            if variant != "split":
                raise
            # clang's has no variadic functions.
            print(error, file=sys.stderr)
            result["instructions"][variant] = None
            continue
        result["hash"][variant] = hash_of(program, size)
        result["instructions"][variant] = measure.executed(
            [program, "--size", size, ":memory:"])
    return result


def table(results):
    rows = [("compiler", "plain", "all", "auto", "plan", "-fsplit-stack")]
    for result in results:
        counts = result["instructions"]
        rows.append((result["compiler"], f"{counts['plain']:,}",
                     *("failed" if counts[variant] is None
                       else f"{counts[variant] / counts['plain']:.3f}"
                       for variant in VARIANTS[1:])))
    return report.table(rows)


def run_all(options, work):
    tool = suite.Tool.of_build(options.build_dir)
    suite.find_compilers(options.compilers.split(","))
    suite.require_gold()
    suite.require_valgrind()
    prepared = prepare(options.scratch, work)
    results = [measure_compiler(Builder(tool, compiler, work, prepared),
                                options.size)
               for compiler in options.compilers.split(",")]
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    differ = [f"{result['compiler']}, {variant}: another hash"
              for result in results for variant, found in result["hash"].items()
              if found != result["hash"]["plain"]]
    print("\n".join(differ) or "all variants that were built have the same hash")
    return 1 if differ else 0


def main():
    options = parse_arguments()
    try:
        with tempfile.TemporaryDirectory() as folder:
            return run_all(options, pathlib.Path(folder))
    except BenchError as error:
        print(f"sqlite.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
