# coverage.py - the same lines of a program run, as gcov tells
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles the sources of a program plain and instrumented, with -O0 --coverage,
runs both and has lines.py compare what gcov says. A program counts when it ends
with 0 at -O0, and when two plain runs have the same counts: threads may not.

A suite is built in the same two ways. Its test programs take the time, start
threads and draw numbers, so of its lines only those are compared that ran in both
of two plain runs, or in neither, and only whether they run.
"""

import re
from pathlib import Path

from . import compiled, given, lines, process, suite

SECONDS = 200


def gcov(compiler):
    """What reads the data of a compiler's programs, in C++ or C."""
    if compiler.startswith("clang"):
        return [re.sub(r"^clang(\+\+)?", "llvm-cov", compiler), "gcov"]
    return [re.sub(r"^(g\+\+|gcc)", "gcov", compiler)]


def report(compiler, data, folders):
    """What gcov says of one compilation, which ran in one of some folders."""
    told = process.run([*gcov(compiler), "-t", "-o", data.parent, data],
                       cwd=data.parent)
    return lines.coverage(told.stdout, compiled_in(told.stdout, folders))


def compiled_in(text, folders):
    """The first of some folders in which all sources of a report are; else the last."""
    names = re.findall(r"^ *-: *0:Source:(.*)$", text, flags=re.MULTILINE)
    there = (one for one in folders
             if all(Path(one, name).exists() for name in names))
    return next(there, folders[-1])


class Program:
    """One program of plain or of instrumented objects."""

    def __init__(self, objects, units, kind, compiler, libraries, environment):
        self.objects, self.units, self.kind = objects, units, kind
        self.compiler, self.environment = compiler, environment
        self.libraries = libraries

    def link(self):
        folder = self.objects.folder / self.kind
        words = [word for word in self.units[0]["arguments"][1:]
                 if word.startswith(("-f", "-pthread", "-l", "-m"))]
        target = folder / f"{self.paths()[0].name}.exe"
        made = process.run([self.compiler, *words, "--coverage", *self.paths(),
                            *self.libraries, "-o", target])
        return None if made.returncode else target

    def paths(self):
        return [self.objects.path(unit, self.kind) for unit in self.units]

    def counts(self):
        """{file: {line: (count, text)}}, or None where it does not work."""
        target = self.link()
        for path in self.paths():
            path.with_suffix(".gcda").unlink(missing_ok=True)
        if not target:
            return None
        ended = process.run([target], cwd=target.parent, timeout=SECONDS,
                            env=process.environment(**self.environment))
        if ended.returncode or ended.timed_out:
            return None
        found = {}
        for path, unit in zip(self.paths(), self.units):
            lines.add(found, report(self.compiler, path.with_suffix(".gcda"),
                                    [unit["directory"]]))
        return found


def compare(objects, units, libraries, environment):
    """The differences as (kind, file, line, what), or None where the program
    does not count. Its objects are there already."""
    compiler = units[0]["arguments"][0]
    plain = Program(objects, units, "plain", compiler, [], environment)
    counts = plain.counts()
    if counts is None or counts != plain.counts():
        return None
    checked = Program(objects, units, "checked", compiler, libraries, environment)
    other = checked.counts()
    if other is None:
        return [("coverage", units[0]["file"], 1,
                 "does not end with 0 when it is instrumented")]
    differing = lines.differing_coverage(
        counts, other, lines.Sources(objects.trees.original),
        given.kept_beside(checked.paths(), units[0]["directory"]), _entered(plain))
    new = [compiled.emitted(unit, *paths) for unit, *paths in zip(
        units, plain.paths(), checked.paths())] if differing else []
    return [(_kind(*one, new), *one) for one in differing]


def _kind(file, line, what, new):
    if all(one.lacks(file, line) for one in new):
        return compiled.EMITTED
    if lines.ran_the_same(what):
        return compiled.TWICE if lines.ran_twice(what) else compiled.COUNT
    return "coverage: another line runs, or has code"


def _entered(program):
    """The lines on which the functions of a program are."""
    return {place for unit, path in zip(program.units, program.paths())
            for place in compiled.entries(unit, path)}


def of_suite(builder, project, config):
    """The differences of a suite, in words, and how many files were compared."""
    plain = Suite(builder, project, config, False)
    checked = Suite(builder, project, config, True)
    counts, other = plain.counts(), checked.counts()
    moved = {file.replace(checked.root, plain.root, 1): found
             for file, found in other.items()}
    sources = lines.Sources(f"{plain.root}/source", f"{plain.root}/build")
    differing = lines.differing_coverage(counts, moved, sources, AnyBrace(),
                                         Anywhere())
    if differing:
        again = plain.counts()
        differing = [one for one in differing
                     if ran(counts, *one[:2]) == ran(again, *one[:2])]
    return compiled.in_words(plain.root, [("coverage", *one) for one in differing]
                             ), sum(map(sources.has, counts))


class AnyBrace:
    """Stands for the text that a suite's compilations were given: a check is on a
    line with a brace."""

    def has_check(self, file, line, text):
        return "{" in text or "}" in text

    def is_outlined(self, file, line):
        return False


class Anywhere:
    """Stands for all places: of a suite no count is held to."""

    def __contains__(self, place):
        return True


def ran(counts, file, line):
    return bool(lines.times(counts.get(file, {}).get(line, ("-", ""))[0]))


class Suite:
    """A build of a suite with --coverage."""

    def __init__(self, builder, project, config, instrumented):
        self.project, self.compiler = project, config.compiler
        link = builder.segstack.link_flags(project.suite.shared) \
            if instrumented else []
        words = suite.Words(
            builder.prefix(config, instrumented, project.launcher),
            ["-O0", "-w", "--coverage"], ["--coverage", *link])
        kind = "coverage-checked" if instrumented else "coverage-plain"
        self.names = suite.build_with(builder, project, config, words, kind)
        self.root = str(Path(self.names["build"]).parent)

    def data(self):
        return sorted(Path(self.root).rglob("*.gcda"))

    def counts(self):
        """Of one run of all its test programs."""
        for path in self.data():
            path.unlink()
        suite.run_suite(self.project, self.names, "")
        found = {}
        for path in self.data():
            lines.add(found, report(self.compiler, path, self._folders(path)))
        return found

    def _folders(self, path):
        """What names in a report may be relative to: the build's folder, or the
        object's or one above it, as make may run in any."""
        if path.is_relative_to(self.names["build"]):
            return [self.names["build"]]
        source = Path(self.names["source"])
        return [source / one for one in path.relative_to(source).parents]
