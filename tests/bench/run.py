#!/usr/bin/env python3
# run.py - micro benchmarks: plain, with checks, and with -fsplit-stack
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds and measures every program in one run:

    suite.py (build) --> measure.py (interleaved runs, callgrind) --> report.py

Exit status: 0, goals missed or not (see --fail-on-miss); 1 if variants give
different answers; 2 if something is missing.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import measure
import report
import suite
from suite import BenchError


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Micro benchmarks of segstack; see docs/benchmarks.md.")
    parser.add_argument("--build-dir", default=suite.ROOT / "build",
                        help="segstack's build tree (default: build)")
    parser.add_argument("--compilers", default=",".join(suite.COMPILERS),
                        help="a comma-separated list (default: %(default)s)")
    parser.add_argument("--programs", metavar="LIST",
                        help="only these, of " + ",".join(names()))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--layouts", type=int, default=4,
                        help="places in a cache line that functions start at:"
                        " 1, 2, 4, 8 or 16 (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--no-counts", action="store_true",
                        help="no instruction counts")
    parser.add_argument("--no-times", action="store_true",
                        help="instruction counts only")
    parser.add_argument("--answers", action="store_true",
                        help="only compare the variants' answers")
    parser.add_argument("--fail-on-miss", action="store_true",
                        help="exit with 1 when a goal is missed")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path)
    parser.add_argument("--keep", metavar="DIR", type=pathlib.Path,
                        help="leave the built programs there")
    return parser.parse_args()


def names():
    return [program.name for program in suite.PROGRAMS] + ["crossing"]


def chosen(options):
    wanted = options.programs.split(",") if options.programs else names()
    for name in wanted:
        if name not in names():
            raise BenchError(f"no program {name}; there are "
                             + ", ".join(names()))
    return wanted


def progress(text):
    print(text, file=sys.stderr, flush=True)


def compare_answers(options, wanted, tool, folder):
    """For ctest: small inputs, no clock. Returns the exit status."""
    wrong = 0
    for compiler in options.compilers.split(","):
        for program in suite.PROGRAMS:
            if program.name not in wanted:
                continue
            built = suite.build(program, compiler, tool, folder,
                                suite.layouts(1))
            failed = measure.check_answers(program, built, program.small)
            for variant, why in failed.items():
                progress(f"{program.name}, {compiler}, {variant}: {why}")
            wrong += len(failed)
            progress(f"[{program.name}, {compiler}] {len(built)} variants, "
                     f"{len(failed)} differ")
        if "crossing" in wanted:
            measure_crossing(compiler, tool, folder, {"segstack": "10000",
                                                      "guard": "10000",
                                                      "split": "10000"})
            progress(f"[crossing, {compiler}] every call crosses")
    return 1 if wrong else 0


def measure_program(program, compiler, tool, folder, options, rounds):
    progress(f"[{program.name}, {compiler}]")
    built = suite.build(program, compiler, tool, folder,
                        suite.layouts(options.layouts))
    failed = measure.check_answers(program, built, program.full)
    for variant in failed:
        del built[variant]
    result = {"program": program.name, "compiler": compiler, "failed": failed,
              "plain_seconds": 0, "ratios": {}, "instructions": None}
    if not options.no_times:
        result.update(measure.time_ratios(program, built, rounds))
    if not options.no_counts:
        counts = measure.count_instructions(program, built)
        counts.update({variant: None for variant in failed})
        result["instructions"] = counts
    return result


def measure_crossing(compiler, tool, folder, calls):
    built = {}
    for variant in calls:
        out = pathlib.Path(folder) / f"crossing.{compiler}.{variant}"
        suite.run_build(suite.command_for_crossing(compiler, variant, tool,
                                                   out))
        built[variant] = out
    return {"compiler": compiler,
            "cycles": measure.crossing_cycles(built, calls)}


def measure_all(options, wanted, tool, folder, versions):
    rounds = 1 if options.quick else options.rounds
    results = {"compilers": versions, "rounds": rounds, "layouts": options.layouts,
               "programs": [], "crossing": []}
    for program in suite.PROGRAMS:
        if program.name in wanted:
            results["programs"] += [
                measure_program(program, compiler, tool, folder, options,
                                rounds) for compiler in versions]
    if "crossing" in wanted:
        calls = {"segstack": "10000000" if options.quick else "100000000",
                 "guard": "100000" if options.quick else "1000000",
                 "split": "100000" if options.quick else "1000000"}
        results["crossing"] = [measure_crossing(compiler, tool, folder, calls)
                               for compiler in versions]
    results["missed"] = report.missed(results)
    return results


def run(options, folder):
    wanted = chosen(options)
    tool = suite.Tool.of_build(options.build_dir)
    versions = suite.find_compilers(options.compilers.split(","))
    suite.require_gold()
    if options.answers:
        return compare_answers(options, wanted, tool, folder)
    if not options.no_counts:
        suite.require_valgrind()
    results = measure_all(options, wanted, tool, folder, versions)
    print(report.text(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    broken = any(set(result["failed"]) - {"split"}
                 for result in results["programs"])
    return 1 if broken or (options.fail_on_miss and results["missed"]) else 0


def main():
    options = parse_arguments()
    try:
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            return run(options, options.keep)
        with tempfile.TemporaryDirectory() as folder:
            return run(options, folder)
    except BenchError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
