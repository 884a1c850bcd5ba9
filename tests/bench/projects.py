#!/usr/bin/env python3
# projects.py - real projects: what checks cost them, and how few are enough
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds projects of the corpora that say what their benchmark is, each plain,
with all checks, with those of auto and of a plan, and with -fsplit-stack:

    Debian's source packages --> five builds --> results, the same ones?
        --> instructions, CPU time, code, build time, frames --> tables, charts

One run makes all of a project's numbers. They are written after each project,
and a project that has its numbers is not measured again: --json keeps them.

Exit status: 0; 1 if a variant of ours gives other results, or with
--fail-on-miss if a goal is missed; 2 if something is missing.
"""

import argparse
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parent / "corpora"
sys.path[:0] = [str(CORPORA)]

import suite as bench  # noqa: E402
from figures import builds, charts, frames, runs, tables  # noqa: E402
from harness import (arguments, build, fetch, process, project,  # noqa: E402
                     toolchain)


def parse_arguments(known):
    parser = argparse.ArgumentParser(
        description="What checks cost real projects; see docs/benchmarks.md.")
    parser.add_argument("projects", nargs="*", metavar="PROJECT",
                        help="of " + ", ".join(known))
    parser.add_argument("--build-dir", type=Path, default=bench.ROOT / "build",
                        help="segstack's build tree (default: build)")
    parser.add_argument("--compilers", default="g++,clang++-19",
                        help="a comma-separated list (default: %(default)s)")
    parser.add_argument("--opt", default="-O2",
                        help="optimisation level; write --opt=-O3")
    parser.add_argument("--rounds", type=int, default=5,
                        help="of timed runs; 0: no times (default: %(default)s)")
    parser.add_argument("--scratch", type=Path,
                        default=arguments.default_scratch(),
                        help="where sources and builds are kept")
    parser.add_argument("--json", metavar="FILE", type=Path,
                        default=Path("figures.json"),
                        help="the numbers (default: %(default)s)")
    parser.add_argument("--charts", metavar="FOLDER", type=Path,
                        help="write charts (SVG) there")
    parser.add_argument("--table", action="store_true",
                        help="measure nothing: show what --json has")
    parser.add_argument("--keep", action="store_true",
                        help="keep the builds, of which each takes up to a GB")
    parser.add_argument("--fail-on-miss", action="store_true")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def measure(made, rounds):
    """All numbers of one project with one compiler."""
    for variant in builds.VARIANTS:
        tell(made, f"building {variant}")
        if variant == "plan":
            proof = frames.prove(made)
        else:
            made.build(variant)
    tell(made, "running")
    expected = runs.results(made, "plain")
    for one in made.runs:
        runs.suite.require(one, expected[one.name])
    differ = {variant: runs.differing(made, expected, variant)
              for variant in made.built
              if variant != "plain" and made.built[variant].names}
    usable = [variant for variant, lines in differ.items() if not lines]
    tell(made, "counting instructions")
    counts = {variant: runs.executed(made, variant)
              for variant in ("plain", *usable)}
    return {"project": made.project.name, "compiler": made.config.compiler,
            "opt": made.config.opt, "differ": differ, "instructions": counts,
            "failed": {variant: one.error.splitlines()[-1]
                       for variant, one in made.built.items() if one.error},
            "times": runs.time_ratios(made, usable, rounds) if rounds else None,
            "proof": proof, **size_and_placement(made)}


def size_and_placement(made):
    whole = {variant: one for variant, one in made.built.items() if one.names}
    return {"code": {variant: builds.code_bytes(made, variant)
                     for variant in whole},
            "build": {variant: one.cpu_seconds for variant, one in whole.items()},
            "checked": {place: frames.checked(made.plan(place))
                        for place in builds.PLACES}}


def tell(made, what):
    print(f"[{made.project.name}, {made.config.compiler} {made.config.opt}] {what}",
          file=sys.stderr, flush=True)


class Figures:
    """The numbers, in a file that is whole at any time."""

    def __init__(self, path):
        self.path = path
        self.rows = json.loads(path.read_text()) if path.exists() else []

    def has(self, name, config):
        return any((one["project"], one["compiler"], one["opt"]) ==
                   (name, config.compiler, config.opt) for one in self.rows)

    def add(self, row):
        self.rows.append(row)
        unfinished = self.path.with_name(f".{self.path.name}")
        unfinished.write_text(json.dumps(self.rows, indent=1) + "\n")
        unfinished.rename(self.path)


def measure_all(options, known, figures):
    """Every project and compiler that has no numbers yet; the failures."""
    segstack = toolchain.Segstack(options.build_dir,
                                  bench.ROOT / "runtime" / "include")
    segstack.require()
    builder = build.Builder(fetch.Scratch(options.scratch.resolve()), segstack,
                            options.jobs)
    failures = []
    for name in options.projects or known:
        for compiler in options.compilers.split(","):
            config = toolchain.Config(compiler, options.opt)
            if figures.has(name, config):
                continue
            made = builds.Project(builder, known[name], config)
            try:
                figures.add(measure(made, options.rounds))
            except (*builds.FAILURES, runs.suite.SuiteError) as error:
                failures.append(f"{name}, {compiler}: {error}")
                print(failures[-1], file=sys.stderr, flush=True)
            if not options.keep:
                made.remove()
    return failures


def main():
    known = {name: one for name, one in project.load_all().items() if one.bench}
    options = parse_arguments(known)
    for name in options.projects:
        if name not in known:
            raise SystemExit(f"projects.py: no project {name!r} with a benchmark; "
                             f"there are: {', '.join(known)}")
    figures, failures = Figures(options.json), []
    if not options.table:
        try:
            bench.find_compilers(options.compilers.split(","))
            bench.require_gold()
            bench.require_valgrind()
        except bench.BenchError as error:
            print(f"projects.py: {error}", file=sys.stderr)
            return 2
        failures = measure_all(options, known, figures)
    print(tables.text(figures.rows))
    if options.charts:
        charts.write_all(figures.rows, options.charts)
    wrong = failures + tables.differing(figures.rows)
    missed = tables.missed(figures.rows)
    print("\n".join(wrong + (missed or ["all goals met"])))
    return 1 if wrong or options.fail_on_miss and missed else 0


if __name__ == "__main__":
    sys.exit(main())
