#!/usr/bin/env python3
# run.py - random programs, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes programs from seeds; their checksums may not differ.

  run.py run                  500 programs, of csmith and of our generator
  run.py show classes-17      the text of one program
  run.py bisect classes-17    the function whose check breaks it
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "gcc-testsuite")]

import narrow
import sources
import summary
import trials
from harness import cache, fetch, toolchain
from harness.arguments import ROOT, add_common


def parse_arguments(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=["run", "show", "bisect"])
    parser.add_argument("program", nargs="?", metavar="KIND-SEED",
                        help="for show and bisect")
    parser.add_argument("--count", type=int, default=500, metavar="N",
                        help="programs in all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, metavar="N",
                        help="the first one (default: %(default)s)")
    parser.add_argument("--kind", choices=[*sources.KINDS, "all"],
                        default="all", help="default: as many of each")
    parser.add_argument("--compiler", default="g++", help="g++ or clang++")
    parser.add_argument("--opt", default="-O2", metavar="-O2",
                        help="optimisation level; write --opt=-O0")
    parser.add_argument("--place", default="all", choices=["all", "auto"])
    parser.add_argument("--csmith-include", default="/usr/include/csmith",
                        metavar="DIR", help="the folder of csmith.h (default: "
                        "%(default)s)")
    add_common(parser)
    parser.add_argument("--json", type=Path, metavar="FILE",
                        help="write the records there (default: in the scratch "
                        "folder)")
    return parser.parse_args(argv)


def wanted(count, seed, kinds):
    """(kind, seed) of each program: the kinds take turns."""
    kinds = list(kinds)
    return [(kinds[at % len(kinds)], seed + at // len(kinds))
            for at in range(count)]


def named(arguments):
    """The source and seed of the one program that was asked for."""
    kind, _, seed = (arguments.program or "").rpartition("-")
    if kind not in sources.KINDS or not seed.isdigit():
        raise SystemExit("run.py: name a program, as classes-17")
    return kind, sources.KINDS[kind](arguments), int(seed)


def run_all(runner, made_by, programs, jobs):
    """Every record, with a line for each difference and each 10 programs."""
    records = []
    with ThreadPoolExecutor(jobs) as pool:
        started = [pool.submit(runner.record, kind, made_by[kind], seed)
                   for kind, seed in programs]
        for done in as_completed(started):
            records.append(done.result())
            progress(records, len(programs))
    return sorted(records, key=lambda one: (one["kind"], one["seed"]))


def progress(records, count):
    last, at = records[-1], f"[{len(records)}/{count}]"
    for run, what in last.get("differences", {}).items():
        print(f"{at} {last['kept']}: {run}: " + what.replace("\n", "\n    "),
              flush=True)
    if len(records) % 10 == 0 or len(records) == count:
        print(f"{at} {sum(one['counts'] for one in records)} count, "
              f"{sum(not one['passed'] for one in records)} differ", flush=True)


def main(argv):
    arguments = parse_arguments(argv)
    if arguments.command == "show":
        _, source, seed = named(arguments)
        print(source.text(seed) or "", end="")
        return 0
    segstack = toolchain.Segstack(arguments.build_dir,
                                  ROOT / "runtime" / "include")
    segstack.require()
    scratch = fetch.Scratch(arguments.scratch.resolve() / "random")
    config = toolchain.Config(toolchain.find_compiler(arguments.compiler),
                              arguments.opt, arguments.place)
    folder = f"{config.slug}-{config.place}"
    workshop = trials.Workshop(scratch.folder("build", folder), config, segstack)
    runner = trials.Runner(
        workshop, cache.Cache(scratch, arguments.rerun_failed, arguments.fresh),
        scratch.folder("programs", folder))
    if arguments.command == "bisect":
        kind, source, seed = named(arguments)
        return narrow.run(workshop, runner.program(kind, source, seed,
                                                   source.text(seed)),
                          arguments.options)
    made_by = sources.chosen(arguments)
    start = time.monotonic()
    records = run_all(runner, made_by,
                      wanted(arguments.count, arguments.seed, made_by),
                      arguments.jobs)
    seconds = round(time.monotonic() - start)
    print("\n" + summary.render(str(config), records, seconds))
    summary.write(arguments.json or scratch.root / f"report-{folder}.json",
                  str(config), records, seconds)
    counted = [one for one in records if one["counts"]]
    return 0 if counted and all(one["passed"] for one in records) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
