#!/usr/bin/env python3
# measure.py - how good the frame estimates are, on real projects
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles the projects of tests/corpora with -fstack-usage, estimates the
same translation units, and prints the comparison.

  measure.py --dump build/bin/segstack-estimate-dump [--levels O0 O2] [PROJECT..]
"""

import argparse
import concurrent.futures
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import compare  # noqa: E402
from harness import arguments, fetch, project  # noqa: E402

COMPILERS = {
    "g++": (["-fstack-usage", "-fcallgraph-info=su"], "ci"),
    "clang++-19": (["-fstack-usage"], "su"),
}


def units(scratch, one):
    """(source, flags) of each translation unit of a project."""
    folder = fetch.source(scratch, one)
    flags = one.driver.flags + ["-w", "-I", str(ROOT / "runtime/include")]
    for include in one.driver.include:
        flags += ["-I", str(folder / include)]
    sources = [one.driver_source]
    for pattern in one.driver.sources:
        sources += sorted(folder.glob(pattern))
    return [(source, flags) for source in sources]


def run(command, **more):
    done = subprocess.run([str(word) for word in command], text=True,
                          stderr=subprocess.PIPE, **more)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr}")


def resource_dir():
    return subprocess.run(["clang++-19", "-print-resource-dir"], check=True,
                          text=True, stdout=subprocess.PIPE).stdout.strip()


def measure(dump, out, name, number, source, flags, level):
    """One translation unit: its estimates and each compiler's numbers."""
    stem = out / f"{name}-{number}-{level}"
    with open(f"{stem}.json", "w", encoding="utf-8") as table:
        run([dump, source, "--", f"-{level}", "-resource-dir", resource_dir(),
             *flags], stdout=table)
    for compiler, (extra, _) in COMPILERS.items():
        run([compiler, *extra, f"-{level}", *flags, "-c", source, "-o",
             f"{stem}-{compiler}.o"])


def report(out, names, levels, worst):
    for level in levels:
        for compiler, (_, ending) in COMPILERS.items():
            for name in names + (["*"] if len(names) > 1 else []):
                estimates = [str(p) for p in out.glob(f"{name}-*-{level}.json")]
                usage = [str(p) for p in
                         out.glob(f"{name}-*-{level}-{compiler}.{ending}")]
                pairs, missing = compare.join(
                    compare.read_estimates(estimates),
                    compare.read_real(usage))
                title = "all projects" if name == "*" else name
                compare.report(f"{compiler} -{level} {title}", pairs, missing,
                               worst if name == "*" or len(names) == 1 else 0,
                               sys.stdout)


def main():
    known = {name: one for name, one in project.load_all().items()
             if one.package}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("projects", nargs="*", metavar="PROJECT",
                        help="of " + ", ".join(sorted(known)))
    parser.add_argument("--dump", required=True, type=Path,
                        help="the segstack-estimate-dump of a build")
    parser.add_argument("--levels", nargs="+", default=["O0", "O2"])
    parser.add_argument("--scratch", type=Path, default=arguments.default_scratch())
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    for name in options.projects:
        if name not in known:
            parser.error(f"unknown project {name!r}")
    names = options.projects or sorted(known)
    scratch = fetch.Scratch(options.scratch)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            jobs = [pool.submit(measure, options.dump.resolve(), out, name,
                                number, source, flags, level)
                    for name in names
                    for number, (source, flags) in
                    enumerate(units(scratch, known[name]))
                    for level in options.levels]
            for job in jobs:
                job.result()
        report(out, names, options.levels, options.worst)


if __name__ == "__main__":
    main()
