#!/usr/bin/env python3
# run.py - GCC's own C++ run tests, plain and instrumented, without DejaGnu
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the `dg-do run` programs of g++.dg, g++.old-deja and c-c++-common.

  run.py list                 the programs, and why others are left out
  run.py run                  all of them: no program may end differently
  run.py bisect PROGRAM       the function whose check breaks a program
"""

import argparse
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import directives
import narrow
import programs
import report
import unpack
from harness import cache, fetch, toolchain
from harness.arguments import ROOT, add_common


def parse_arguments(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=["list", "run", "bisect"])
    parser.add_argument("program", nargs="?", help="for bisect: its path")
    parser.add_argument("--filter", metavar="REGEX", default="",
                        help="only programs whose path matches")
    parser.add_argument("--sample", type=int, metavar="N", default=0,
                        help="N of them, evenly spread over the list")
    parser.add_argument("--compiler", default="g++", help="g++ or clang++")
    parser.add_argument("--opt", default="-O2", metavar="-O2",
                        help="optimisation level; write --opt=-O0")
    parser.add_argument("--place", default="all", choices=["all", "auto"])
    add_common(parser)
    parser.add_argument("--json", type=Path, metavar="FILE",
                        help="write the records there (default: in the scratch "
                        "folder)")
    return parser.parse_args(argv)


def chosen(arguments, root):
    """The programs to try, and {reason: how many} of those left out."""
    kept, skipped = [], Counter()
    for program in programs.find(root):
        if not re.search(arguments.filter, program.name):
            continue
        try:
            program.recipe(arguments.opt)
            kept.append(program)
        except directives.Skip as reason:
            skipped[str(reason)] += 1
    return programs.sample(kept, arguments.sample), skipped


class Runner:
    """Makes the record of a program, from an earlier run where it can."""

    def __init__(self, workshop, store, version):
        self.workshop, self.store, self.version = workshop, store, version
        self.fingerprint = workshop.segstack.fingerprint()

    def record(self, program):
        config = self.workshop.config
        start = time.monotonic()
        inputs = [self.version, config.compiler, config.opt]
        plain = self.store.record(
            f"gcc-testsuite plain {program.name}", inputs,
            lambda: {"passed": True, **self.workshop.plain(program)})
        made = {"program": program.name, "corpus": program.corpus,
                "passed": True, "plain": plain["why"], "counts": plain["counts"]}
        if plain["counts"]:
            made |= self.store.record(
                f"gcc-testsuite instrumented {program.name}",
                [*inputs, config.place, self.fingerprint],
                lambda: self._instrumented(program, plain))
        return {**made, "seconds": round(time.monotonic() - start, 2)}

    def _instrumented(self, program, plain):
        made = self.workshop.instrumented(program, plain)
        return {"passed": not made["differences"], **made}


def run_all(runner, wanted, jobs):
    """Every record, with a line for each difference and each 50 programs."""
    records = []
    with ThreadPoolExecutor(jobs) as pool:
        started = [pool.submit(runner.record, one) for one in wanted]
        for number, done in enumerate(as_completed(started), 1):
            record = done.result()
            records.append(record)
            progress(number, len(wanted), record, records)
    return sorted(records, key=lambda one: one["program"])


def progress(number, count, record, records):
    for run, what in record.get("differences", {}).items():
        print(f"[{number}/{count}] {record['program']}: {run}: "
              + what.replace("\n", "\n    "), flush=True)
    if number % 50 == 0 or number == count:
        differing = sum(not one["passed"] for one in records)
        passing = sum(one["counts"] for one in records)
        print(f"[{number}/{count}] {passing} pass plain, {differing} differ",
              flush=True)


def main(argv):
    arguments = parse_arguments(argv)
    base = fetch.Scratch(arguments.scratch.resolve())
    root, version = unpack.tests(base)
    scratch = fetch.Scratch(base.root / "gcc-testsuite")
    wanted, skipped = chosen(arguments, root)
    if arguments.command == "list":
        print("\n".join(one.name for one in wanted) + "\n")
        print(report.skipped_table(skipped))
        return 0
    segstack = toolchain.Segstack(arguments.build_dir,
                                  ROOT / "runtime" / "include")
    segstack.require()
    config = toolchain.Config(toolchain.find_compiler(arguments.compiler),
                              arguments.opt, arguments.place)
    workshop = programs.Workshop(scratch.folder("build", config.slug), config,
                                 segstack)
    if arguments.command == "bisect":
        return narrow.run(workshop, programs.Program(root, arguments.program),
                          arguments.options)
    store = cache.Cache(scratch, arguments.rerun_failed, arguments.fresh)
    start = time.monotonic()
    records = run_all(Runner(workshop, store, version), wanted, arguments.jobs)
    seconds = round(time.monotonic() - start)
    print("\n" + report.render(str(config), records, skipped, seconds))
    report.write(arguments.json or scratch.root / f"report-{config.slug}.json",
                 str(config), records, skipped, seconds)
    return 0 if records and all(one["passed"] for one in records) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
