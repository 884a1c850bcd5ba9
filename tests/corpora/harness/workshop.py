# workshop.py - one program, plain, instrumented and in stress mode
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles and runs one program each way; its corpus's judge compares.

    program --COMPILER--> plain --run--> exit code 0, or it does not count
    program --segstack cc COMPILER--> instrumented --run--> the same?
                                        --run, stress=1--> the same?

The launcher's own words prove what was checked: it tells how many functions of
each source got a check, or that clang cannot parse it. In stress mode the
runtime's statistics count the crossings.
"""

import shutil
from dataclasses import replace

from . import process, suite, told
from .dejagnu.directives import Skip

COMPILE_SECONDS = 120
STRESS = "stress=1:segment_size=16k:print_stats=1:log_path={log}"
# A segment has room for what the launcher tells of, recursion without a check,
# if it is as large as the stack that the program has plain.
STRESS_UNCOVERED = STRESS.replace("16k", "8m")


class Workshop:
    """Compiles and runs programs under one configuration."""

    def __init__(self, folder, config, segstack):
        self.folder, self.config, self.segstack = folder, config, segstack
        self.stress = STRESS

    def place(self, program, kind):
        place = self.folder / kind / program.name.replace("/", "_")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    def compiler(self, program):
        in_c = getattr(program.corpus, "language", "c++") == "c"
        return (suite.c_compiler if in_c else str)(self.config.compiler)

    def command(self, program, recipe, place):
        return [self.compiler(program), self.config.opt, *recipe.flags(),
                *sources(program, recipe), *recipe.libraries(),
                "-o", str(place / "test")]

    def units(self, program, recipe, folder):
        """A compilation database of the program's sources."""
        return [{"directory": str(folder), "file": source,
                 "arguments": [self.compiler(program), self.config.opt,
                               *recipe.flags(), "-c", source]}
                for source in sources(program, recipe)]

    def compile(self, program, recipe, kind, prefix=(), more=()):
        """The folder with the program `test`, and how the compiler ended."""
        place = self.place(program, kind)
        made = process.run(
            [*prefix, *self.command(program, recipe, place), *more], cwd=place,
            timeout=COMPILE_SECONDS)
        return place, made

    def run(self, place, recipe, seconds, **environment):
        return process.run(
            [place / "test"], cwd=place, timeout=seconds,
            env=process.environment(**recipe.environment, **environment))

    def recipe(self, program, plain):
        """How it was compiled plain."""
        return program.recipe(self.config.opt, plain["standard"][5:])

    def plain(self, program):
        """Whether it counts: it compiles, ends with 0, and in time."""
        judge = program.corpus.judge
        for recipe in self._recipes(program):
            place, made = self.compile(program, recipe, "plain")
            if not made.returncode:
                break
        if made.returncode:
            record = judge.fails_to_compile(made)
        else:
            record = judge.plain(
                lambda: self.run(place, recipe, judge.plain_seconds))
        shutil.rmtree(place)
        return {"standard": recipe.standard, **record}

    def _recipes(self, program):
        """The ways to compile a program, until one works."""
        first = program.recipe(self.config.opt)
        yield first
        other = program.corpus.judge.second_standard
        if other and first.standard not in ("", other):
            try:
                yield program.recipe(self.config.opt, other[5:])
            except Skip:
                pass

    def instrumented(self, program, plain, prefix=None):
        """How the two instrumented runs differ from the plain one."""
        recipe = self.recipe(program, plain)
        if prefix is None:
            prefix = self.segstack.launcher(self.config, ["--verbose"])
        place, made = self.compile(program, recipe, "instrumented", prefix)
        record = {**told.program(made.stderr), "differences": {}}
        if made.returncode:
            record["differences"]["compile"] = \
                f"{made.describe()}: {made.tail(30)}"
        elif record["parsed"]:
            record |= self.compared(program.corpus.judge, place, recipe, plain,
                                    uncovered=record["uncovered"])
        for run, what in program.corpus.judge.demands(record).items():
            record["differences"].setdefault(run, what)
        if not record["differences"]:
            shutil.rmtree(place)
        return record

    def compared(self, judge, place, recipe, plain, moved=None, uncovered=0):
        """What the two runs of the program at place gave; moved are a folder that
        it may name, and what that folder was called in the plain run; uncovered
        is whether it has recursion without a check."""
        record, log = {"differences": {}}, place / "statistics"
        stress = STRESS_UNCOVERED if uncovered and self.stress == STRESS \
            else self.stress
        runs = {"run": {}, "stress": {"SEGSTACK_OPTIONS": stress.format(log=log)}}
        for run, environment in runs.items():
            ended = self.run(place, recipe, judge.seconds, **environment)
            if moved:
                ended = replace(ended, stdout=ended.stdout.replace(*moved),
                                stderr=ended.stderr.replace(*moved))
            what = judge.difference(plain, ended)
            if what:
                record["differences"][run] = what
        if log.exists():
            record["crossings"] = suite.count_crossings(log.read_text(errors="replace"))
        return record


def sources(program, recipe):
    return [str(program.path), *(str(program.path.parent / name)
                                 for name in recipe.sources)]
