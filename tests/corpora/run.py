#!/usr/bin/env python3
# run.py - real projects from Debian, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs programs that nobody here wrote, plain and through segstack.

  run.py list                  the projects
  run.py deep [PROJECT...]     nesting that overflows plain, and not instrumented
  run.py suite [PROJECT...]    the projects' own tests: no result may differ
  run.py functions [PROJECT...] functions checked and left alone, with reasons
  run.py review [PROJECT...]   --diff, --in-place, strip and -j on the sources
  run.py all [PROJECT...]      the four above, in every configuration
  run.py quick                 two projects, one configuration, a few minutes
  run.py bisect PROJECT TEST   the function whose check breaks one test program
  run.py bisect PROJECT CASE   or, with --depth, one case of the driver
"""

import argparse
import fnmatch
import sys
from pathlib import Path

from harness import bisect, build, cache, fetch, project, table, tasks, toolchain
from harness.arguments import ROOT, add_common

QUICK = ["pugixml", "rapidjson"]


def parse_arguments(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=[
        "list", "fetch", "deep", "suite", "functions", "review", "all",
        "quick", "bisect"])
    parser.add_argument("projects", nargs="*", metavar="PROJECT",
                        help="default: every project")
    parser.add_argument("--filter", metavar="GLOB", default="*",
                        help="only tasks whose line matches, as '*trees*'")
    parser.add_argument("--compiler", action="append",
                        help="g++ or clang++; may be repeated")
    parser.add_argument("--opt", action="append", metavar="-O2",
                        help="optimisation level; write --opt=-O0")
    parser.add_argument("--place", action="append", choices=["all", "auto"])
    parser.add_argument("--plain", action="store_true",
                        help="only the plain half; needs no segstack")
    add_common(parser)
    parser.add_argument("--ccache", action="store_true",
                        help="compile through ccache, behind segstack")
    parser.add_argument("--depth", type=int, default=50,
                        help="of a case, for bisect (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE",
                        help="write the records there too")
    return parser.parse_intermixed_args(argv)


def configs(arguments, kind):
    """The default configurations, narrowed or replaced by the command line."""
    chosen = toolchain.default_configs(kind)
    if arguments.command == "quick":  # a suite at -O2 compiles for minutes
        return [toolchain.Config(chosen[0].compiler, "-O0")
                if kind == "suite" else chosen[0]]
    if not (arguments.compiler or arguments.opt or arguments.place):
        return chosen
    compilers = [toolchain.find_compiler(name)
                 for name in arguments.compiler or ["g++"]]
    return [toolchain.Config(compiler, opt, place) for compiler in compilers
            for opt in arguments.opt or ["-O2"]
            for place in arguments.place or ["all"]]


def plan(arguments, projects, runner):
    """Every task as (line, function that makes its record)."""
    does = {"all": ["deep", "suite", "functions", "review"], "quick": ["deep", "suite"]}
    kinds = does.get(arguments.command, [arguments.command])
    found = []
    for one in projects:
        for kind in kinds:
            for config in configs(arguments, kind):
                found += tasks_of(kind, one, config, runner)
    return [(line, make) for line, make in found
            if fnmatch.fnmatch(line, arguments.filter)]


def tasks_of(kind, one, config, runner):
    line = f"{kind} {one.name} {config}"
    if kind == "deep":
        return [(f"{line} {case.name}",
                 lambda case=case: runner.deep(one, config, case))
                for case in one.cases]
    if kind == "suite":
        return [(line, lambda: runner.suite(one, config))] if one.suite else []
    if not one.cases:  # without a driver
        return []
    return [(line, lambda: getattr(runner, kind)(one, config))]


def run_all(planned):
    """Makes every record, with a line of progress before and after each."""
    records = []
    for number, (line, make) in enumerate(planned, 1):
        print(f"[{number}/{len(planned)}] {line} ...", end=" ", flush=True)
        record = make()
        verdict = "passed" if record["passed"] else "FAILED"
        note = "kept" if record.get("cached") else f"{record['seconds']:.1f} s"
        print(f"{verdict} ({note})", flush=True)
        for problem in problems(record):
            print("    " + problem.replace("\n", "\n    "), flush=True)
        records.append(record)
    return records


def problems(record):
    """Why a record failed, and what of it was left out."""
    lines = [*record.get("errors", []),
             *(f"skipped: {what}" for what in record.get("skipped", []))]
    for run, differing in record.get("differences", {}).items():
        lines += [f"{run}: {line}" for line in differing]
    return lines


def run_bisect(arguments, known, builder):
    """Prints the function whose check breaks one test or case."""
    if len(arguments.projects) != 2 or arguments.projects[0] not in known:
        raise SystemExit("run.py: bisect needs a project and one of its tests "
                         "or cases")
    one, target = known[arguments.projects[0]], arguments.projects[1]
    config = configs(arguments, "suite")[0]
    try:
        right = bisect.predicate(builder, one, config, target, arguments.depth,
                                 arguments.options)
        names = bisect.checked_functions(builder, one, config)
        print(bisect.last_needed(names, right))
    except bisect.BisectError as error:
        raise SystemExit(f"run.py: {error}")
    return 0


def main(argv):
    arguments = parse_arguments(argv)
    known = project.load_all()
    scratch = fetch.Scratch(arguments.scratch.resolve())
    segstack = toolchain.Segstack(arguments.build_dir,
                                  ROOT / "runtime" / "include")
    builder = build.Builder(scratch, segstack, arguments.jobs,
                            arguments.ccache)
    if arguments.command == "bisect":
        return run_bisect(arguments, known, builder)
    names = arguments.projects or (
        QUICK if arguments.command == "quick" else list(known))
    for name in names:
        if name not in known:
            raise SystemExit(f"run.py: no project {name!r}; there are: "
                             f"{', '.join(known)}")
    projects = [known[name] for name in names]
    if arguments.command == "list":
        for one in projects:
            print(f"{one.name:12} {one.about}")
        return 0
    if arguments.command == "fetch":
        for one in projects:
            if one.package:
                print(fetch.source(scratch, one))
        return 0
    if not arguments.plain:
        segstack.require()
    runner = tasks.Runner(
        builder,
        cache.Cache(scratch, arguments.rerun_failed, arguments.fresh),
        arguments.plain)
    records = run_all(plan(arguments, projects, runner))
    print("\n" + table.render(records) + "\n")
    table.write_json(arguments.json or scratch.root / "report.json", records)
    failed = sum(not record["passed"] for record in records)
    print(f"{len(records) - failed} passed, {failed} failed")
    return 1 if failed or not records else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
