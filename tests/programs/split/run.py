#!/usr/bin/env python3
# run.py - the runtime's programs, with segstack and with -fsplit-stack
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds the programs of tests/programs/runtime plain and with -fsplit-stack,
runs all of them and segstack's, and writes one table, side by side:

    cases.py (ctest's list) --> builds.py --> outcome.py --> the table

Exit status: 0, whatever -fsplit-stack does; 1 if a case of segstack's fails, or
the sources do not compile without it; 2 if something is missing.
"""

import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import builds
import cases
import causes
import outcome

NOT_BUILT = "does not link"


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="The runtime's programs under -fsplit-stack, side by side.")
    parser.add_argument("--build-dir", default="build",
                        help="segstack's build tree (default: build)")
    parser.add_argument("--output", metavar="FILE", type=pathlib.Path,
                        help="write the document there; default: stdout")
    parser.add_argument("--only", metavar="WORD", default="",
                        help="only cases with this in their names")
    parser.add_argument("--repeat", type=int, default=3, metavar="N",
                        help="run each case of signals N times; it is ok if "
                        "all were (default: %(default)s)")
    parser.add_argument("--cpu", type=int, default=60, metavar="SECONDS",
                        help="processor time of a run (default: %(default)s)")
    parser.add_argument("--results", metavar="FILE", type=pathlib.Path,
                        help="keep each row there when it is done, and do not "
                        "run again what is there")
    parser.add_argument("--no-crossing", action="store_true",
                        help="do not measure what a crossing costs")
    return parser.parse_args()


def say(text):
    print(text, file=sys.stderr, flush=True)


def missing(options):
    """What there must be before anything is run."""
    needed = [*cases.COMPILERS, "ctest", "ld.gold", "ld.bfd", "ld.lld"]
    absent = [name for name in needed if not shutil.which(name)]
    programs = pathlib.Path(options.build_dir) / "tests/programs/runtime"
    if not (programs / "recursion.g++.O2").exists():
        absent.append(f"{programs}/* (the target runtime_programs)")
    return absent


class Table:
    """Every case in every column; a column's levels and compilers go together."""

    def __init__(self, builder, options):
        self.builder = builder
        self.limits = outcome.Limits(cpu=options.cpu)
        self.repeat = options.repeat

    def run(self, column, compiler, case):
        if case.needs and not column.ours:
            return outcome.NOT_AVAILABLE
        path = self.builder.path(column, compiler, case.program, case.level)
        if not path:
            return NOT_BUILT
        for _ in range(self.repeat if case.by_chance else 1):
            status, printed = outcome.run(case.run_by(path), case.options,
                                          self.limits)
            ended = outcome.outcome(status, printed)
            if ended != outcome.OK:
                break
        if column.ours and ended != outcome.OK:
            say(f"{case.name}, {compiler} -{case.level}: {ended}\n{printed}")
        return ended

    def cell(self, column, asked):
        """{outcome: [(name, level)]}, a case once for each compiler."""
        ended = collections.defaultdict(list)
        for case in asked:
            for compiler in column.compilers:
                ended[self.run(column, compiler, case)].append(
                    (case.name, case.level))
        return ended

    def row(self, behaviour, asked):
        say(f"[{behaviour}] {len(asked)} cases")
        return {column.title: self.cell(column, asked)
                for column in builds.COLUMNS}


def bad_cells(rows):
    """The runs that may not fail: segstack's, and what must be built."""
    return [(behaviour, column.title) for behaviour, cells in rows.items()
            for column in builds.COLUMNS
            if (column.ours and set(cells[column.title]) != {outcome.OK}) or
            (not column.linker and NOT_BUILT in cells[column.title])]


def text_of(column, ended):
    """"ok 4", or "ok 2, SIGSEGV 2". A failure of segstack's stands out."""
    if set(ended) == {outcome.NOT_AVAILABLE}:
        return "n/a"
    order = sorted(ended, key=lambda name: (name != outcome.OK, name))
    parts = [f"{name} {len(ended[name])}" for name in order]
    return ", ".join(f"**{part}**" if column.ours and name != outcome.OK
                     else part for name, part in zip(order, parts))


def rows_text(rows):
    lines = ["| behaviour | " + " | ".join(column.title
                                           for column in builds.COLUMNS) + " |",
             "|---|" + "---|" * len(builds.COLUMNS)]
    for behaviour, cells in rows.items():
        lines.append(f"| {behaviour} | " + " | ".join(
            text_of(column, cells[column.title])
            for column in builds.COLUMNS) + " |")
    return "\n".join(lines)


def left_out_text(rows):
    behaviours = [behaviour for behaviour, _ in cases.ROWS
                  if behaviour not in rows]
    return ("The matrix has these rows besides, of what only segstack has, or "
            "of programs of more than one source: "
            f"{'; '.join(behaviours)}.\n" if behaviours else "")


def names_of(found):
    """The cases' names, with the level when it is one."""
    levels = collections.defaultdict(set)
    for name, level in found:
        levels[name.split("/")[1].rstrip("-")].add(level)
    return ", ".join(
        f"`{name}`" + ("" if len(of) > 1 else f" at -{min(of)}")
        for name, of in levels.items())


def passed_text(rows):
    """Of the rows where some pass and some do not: which pass."""
    lines = []
    for behaviour, cells in rows.items():
        same = collections.defaultdict(list)
        for column in builds.SPLIT:
            passed = cells[column.title].get(outcome.OK)
            if passed and len(cells[column.title]) > 1:
                same[names_of(passed)].append(column.title)
        lines += [f"- {behaviour}. {'; '.join(titles)}: {text}"
                  for text, titles in same.items()]
    return "\n".join(lines)


def versions():
    """The first line that each tool prints of itself."""
    shown = [subprocess.run([tool, "--version"], text=True, check=True,
                            capture_output=True).stdout.splitlines()[0]
             for tool in (*cases.COMPILERS, "ld.gold", "ld.lld")]
    return "; ".join(shown)


def document(rows, told, crossing):
    text = (builds.HERE / "document.md").read_text()
    for mark, found in (("ROWS", rows_text(rows)), ("CAUSES", told),
                        ("LEFT OUT", left_out_text(rows)),
                        ("PASSED", passed_text(rows)),
                        ("CROSSING", crossing), ("VERSIONS", versions())):
        text = text.replace(f"<!-- {mark} -->", found)
    return text


def run_rows(options, builder):
    """{behaviour: {column's title: {outcome: [(name, level)]}}}"""
    table = Table(builder, options)
    kept = {}
    if options.results and options.results.exists():
        kept = json.loads(options.results.read_text())
    rows = {}
    for behaviour, asked in cases.all_cases(options.build_dir).items():
        asked = [case for case in asked if options.only in case.name]
        if not asked:
            continue
        rows[behaviour] = kept.get(behaviour) or table.row(behaviour, asked)
        if options.results:
            options.results.write_text(json.dumps({**kept, **rows}, indent=1))
    return rows


def run(options, folder):
    builder = builds.Builder(options.build_dir, folder, say)
    rows = run_rows(options, builder)
    if not rows:
        say("run.py: no cases")
        return 2
    text = document(rows, causes.table(builder, outcome.Limits()),
                    "not measured in this run" if options.no_crossing
                    else causes.crossing_table(options.build_dir, builder.folder))
    if options.output:
        options.output.write_text(text)
    else:
        print(text)
    return 1 if bad_cells(rows) or builder.not_compiled else 0


def main():
    options = parse_arguments()
    absent = missing(options)
    if absent:
        say("run.py: missing: " + ", ".join(absent))
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return run(options, folder)


if __name__ == "__main__":
    sys.exit(main())
