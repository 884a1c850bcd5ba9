# programs.py - one run test of GCC's, plain, instrumented and in stress mode
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles and runs one program each way, and compares how it ended.

    test.C --COMPILER--> plain --run--> exit code 0, or it does not count
    test.C --segstack cc COMPILER--> instrumented --run--> the same?
                                     --run, stress=1--> the same?

The launcher's own words prove what was checked: it tells how many functions of
each source got a check, or that clang cannot parse it. In stress mode the
runtime's statistics count the crossings.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import directives
from harness import process, suite

COMPILE_SECONDS = 120
PLAIN_SECONDS = 20
STRESS = "stress=1:segment_size=16k:print_stats=1:log_path={log}"
# Tests that need options or programs that only their .exp file knows.
FOLDERS = {
    "g++.dg/asan", "g++.dg/hwasan", "g++.dg/tsan", "g++.dg/tm", "g++.dg/lto",
    "g++.dg/plugin", "g++.dg/pch", "g++.dg/compat", "g++.dg/modules",
    "g++.dg/gcov", "g++.dg/guality", "g++.dg/tree-prof", "g++.dg/bprob",
    "g++.dg/simulate-thread", "g++.dg/goacc", "g++.dg/goacc-gomp", "g++.dg/dfp",
    "c-c++-common/asan", "c-c++-common/hwasan", "c-c++-common/tsan",
    "c-c++-common/tm", "c-c++-common/guality", "c-c++-common/goacc",
    "c-c++-common/dfp"}
# What a folder's .exp file adds.
ADDED = {"gomp": ["-fopenmp"], "coroutines": []}


@dataclass(frozen=True)
class Program:
    """One test, by its path below the root of the tests."""

    root: Path
    name: str

    @property
    def path(self):
        return self.root / self.name

    @property
    def corpus(self):
        return self.name.split("/", 1)[0]

    @property
    def folder(self):
        return "/".join(self.name.split("/")[:2])

    def recipe(self, opt, standard=""):
        if self.folder in FOLDERS:
            raise directives.Skip(f"folder {self.folder}")
        if "coroutines" in self.name and not standard:
            standard = "gnu++20"
        text = self.path.read_text(encoding="utf-8", errors="replace")
        found = directives.read(text, opt, standard)
        for folder, options in ADDED.items():
            if f"/{folder}/" in self.name:
                found.options = [*options, *found.options]
        return found


def find(root):
    """Every test that says it is to be run, sorted."""
    names = []
    for path in root.rglob("*"):
        if path.suffix in (".C", ".cc", ".c") and path.is_file() and \
                directives.is_run(path.read_text(errors="replace")):
            names.append(str(path.relative_to(root)))
    return [Program(root, name) for name in sorted(names)]


def sample(programs, count):
    """count of them, evenly spread; the same ones every time."""
    if not count or count >= len(programs):
        return programs
    return [programs[at * len(programs) // count] for at in range(count)]


class Workshop:
    """Compiles and runs programs under one configuration."""

    def __init__(self, folder, config, segstack):
        self.folder, self.config, self.segstack = folder, config, segstack
        self.stress = STRESS

    def _place(self, program, kind):
        place = self.folder / kind / program.name.replace("/", "_")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    def command(self, program, recipe, place):
        sources = [program.path, *(program.path.parent / name
                                   for name in recipe.sources)]
        standard = [recipe.standard] if recipe.standard else []
        return [self.config.compiler, self.config.opt, *standard,
                *recipe.options, *map(str, sources), "-o", str(place / "test")]

    def _compile(self, program, recipe, kind, prefix=()):
        place = self._place(program, kind)
        made = process.run(
            [*prefix, *self.command(program, recipe, place)], cwd=place,
            timeout=COMPILE_SECONDS)
        return place, made

    def _run(self, place, recipe, seconds, **environment):
        return process.run(
            [place / "test"], cwd=place, timeout=seconds,
            env=process.environment(**recipe.environment, **environment))

    def plain(self, program):
        """Whether it counts: it compiles, ends with 0, and in time."""
        recipe = program.recipe(self.config.opt)
        for standard in dict.fromkeys([recipe.standard, "-std=gnu++14"]):
            if standard and standard != recipe.standard:
                try:
                    recipe = program.recipe(self.config.opt, standard[5:])
                except directives.Skip:
                    break
            place, made = self._compile(program, recipe, "plain")
            if not made.returncode or not recipe.standard:
                break
        record = {"standard": recipe.standard}
        if made.returncode:
            record |= {"counts": False, "why": "does not compile"}
        else:
            ended = self._run(place, recipe, PLAIN_SECONDS)
            again = self._run(place, recipe, PLAIN_SECONDS)
            record |= {"counts": ended.returncode == 0, "why": ended.describe()}
            if output(ended) == output(again):
                record["output"] = output(ended)
        shutil.rmtree(place)
        return record

    def instrumented(self, program, plain, prefix=None):
        """How the two instrumented runs differ from the plain one."""
        recipe = program.recipe(self.config.opt, plain["standard"][5:])
        if prefix is None:
            prefix = self.segstack.launcher(self.config, ["--verbose"])
        place, made = self._compile(program, recipe, "instrumented", prefix)
        record = {**told(made.stderr), "differences": {}}
        if made.returncode:
            record["differences"]["compile"] = \
                f"{made.describe()}: {made.tail(30)}"
        elif record["parsed"]:
            self._compare(place, recipe, plain, record)
        if not record["differences"]:
            shutil.rmtree(place)
        return record

    def _compare(self, place, recipe, plain, record):
        log = place / "statistics"
        runs = {"run": {}, "stress": {
            "SEGSTACK_OPTIONS": self.stress.format(log=log)}}
        for run, environment in runs.items():
            ended = self._run(place, recipe, 10 * PLAIN_SECONDS, **environment)
            if ended.returncode or ended.timed_out:
                record["differences"][run] = \
                    f"{ended.describe()}: {ended.tail(6)}"
            elif without_varying(plain.get("output", output(ended))) != \
                    output(ended):
                record["differences"][run] = f"output: {ended.tail(6)}"
        if log.exists():
            record["crossings"] = suite.count_crossings(log.read_text())


# What may vary: addresses; the columns of the sanitizers' reports, which a check
# on the same line moves; and the bytes around an address, which they print.
VARIES = [(r"\b0x[0-9a-f]+\b|\b[0-9a-f]{8,16}\b", "<address>"),
          (r":(\d+):\d+: runtime error", r":\1: runtime error"),
          (r"^ *(?:[0-9a-f?]{2} +)+[0-9a-f?]{2} *\n *\^.*$", "<bytes>")]


def output(ended):
    """What was printed, without what may vary."""
    return without_varying(ended.stdout + ended.stderr)


def without_varying(text):
    for pattern, name in VARIES:
        text = re.sub(pattern, name, text, flags=re.MULTILINE)
    return text[:20_000]


def told(verbose):
    """What the launcher said of the sources of one command."""
    counts = re.findall(r"^segstack: .*: (\d+) functions checked, (\d+) left",
                        verbose, flags=re.MULTILINE)
    unparsed = "clang cannot parse the source" in verbose
    record = {"parsed": not unparsed,
              "checked": sum(int(one) for one, _ in counts),
              "left": sum(int(one) for _, one in counts)}
    if unparsed:
        error = re.search(r"error: (.*)", verbose)
        record["clang"] = error[1] if error else "?"
    return record
