# compiled.py - objects of the same source, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles each unit of a database twice, with `-O0 -g -Wall -Wextra`, and has
lines.py compare what the compiler says and what is in the objects:

    warnings           the same (file, line, text)
    line tables        the same lines have code
    functions          each is declared at the same file and line

Optimisation moves code between lines, with a check and without, so only -O0 can
be held to this.
"""

import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from . import commands, given, lines, process

FLAGS = ["-O0", "-g", "-Wall", "-Wextra"]
COMPILE_SECONDS = 600
SHOWN = 8  # places of each kind
# g++ leaves out what nothing uses, unless it has a check: a kind of its own.
EMITTED = "code of a function that the plain object leaves out"
COUNT = "coverage: another count"
# A body that is outlined is a closure, in whose name are those of its own.
TWICE = "coverage: counted twice, or once"
RENAMED = "function with another name, or none"
NOT_COMPILED = "does not compile with -O0"


def dwarfdump():
    for name in ("llvm-dwarfdump-19", "llvm-dwarfdump"):
        if shutil.which(name):
            return name
    raise SystemExit("run.py: llvm-dwarfdump is not installed")


class Objects:
    """The two objects of one unit, and what the compiler said."""

    def __init__(self, trees, folder, flags=()):
        self.trees, self.folder, self.flags = trees, folder, [*FLAGS, *flags]

    def path(self, unit, kind):
        relative = unit["file"].removeprefix(f"{self.trees.original}/")
        return self.folder / kind / f"{relative.replace('/', '_')}.o"

    def make(self, unit, kind):
        """How the compiler ended, and the object."""
        target = self.path(unit, kind)
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = [] if kind == "plain" else [
            self.trees.segstack.tool, "cc", f"--place={self.trees.place}",
            f"--keep-output={target}.kept", "--verbose", *self.trees.options]
        outcome = process.run(
            [*prefix, *commands.bare(unit["arguments"]), *self.flags, "-c", "-o",
             target], cwd=unit["directory"], timeout=COMPILE_SECONDS)
        return outcome, target


def compare(objects, unit):
    """Every difference between the two, as (kind, file, line, what); None where
    the plain one does not compile, at another level than its build chose."""
    file, sources = unit["file"], lines.Sources(objects.trees.original)
    made, plain = objects.make(unit, "plain")
    if made.returncode:
        return None
    checked_made, checked = objects.make(unit, "checked")
    if checked_made.returncode:
        return [(NOT_COMPILED, file, 1, checked_made.tail(5))]
    return [*_warnings(unit, made, checked_made),
            *_debug_info(unit, plain, checked, sources)]


def _warnings(unit, plain, checked):
    want, got = (lines.warnings(one.stdout + one.stderr, unit["directory"])
                 for one in (plain, checked))
    return [(f"warning {how}", file, line, what) for file, line, what, how
            in lines.differing_warnings(want, got)]


def _debug_info(unit, plain, checked, sources):
    tables = [lines.line_table(_dump("--debug-line", one))
              for one in (plain, checked)]
    begins = [places(unit, one) for one in (plain, checked)]
    new = emitted(unit, plain, checked)
    kept = given.kept_beside([checked], unit["directory"])
    return [*((EMITTED if new.lacks(file, line) else "line table",
               file, line, what) for file, line, what
              in lines.differing_tables(*tables, sources, kept)),
            *((RENAMED if one[2].endswith("became ?") else "place of a function",
               *one) for one in lines.differing_functions(*begins, sources))]


def places(unit, path):
    """{linkage name: (file, line)} of an object."""
    return lines.functions(_dump("--debug-info", path), unit["directory"])


def entries(unit, path):
    """{(file, line)} of the functions of an object, static ones among them."""
    return lines.entries(_dump("--debug-info", path), unit["directory"])


def emitted(unit, plain, checked):
    """The functions of the two objects of a unit."""
    return lines.Emitted({**places(unit, plain), **places(unit, checked)},
                         symbols(plain))


def symbols(path):
    """The names that an object defines."""
    listed = process.must(["nm", "--defined-only", "--format=just-symbols", path])
    return set(listed.stdout.split())


def _dump(option, path):
    return process.must([dwarfdump(), option, path]).stdout


def compare_all(trees, jobs):
    """(differences, how many units were compared, how many were not)"""
    objects = Objects(trees, trees.folder / "objects")
    units = {one["file"]: one for one in trees.units()}.values()
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(lambda unit: compare(objects, unit), units))
    shutil.rmtree(objects.folder, ignore_errors=True)
    compared = [one for one in found if one is not None]
    differing = [one for some in compared for one in some]
    return differing, len(compared), len(found) - len(compared)


def in_words(root, differing):
    """An error per kind of difference, with its first places."""
    kinds = Counter(kind_of(one) for one in differing)
    errors = []
    for kind, count in sorted(kinds.items()):
        places = [f"{file.removeprefix(f'{root}/')}:{line}: {what}"
                  for one in differing if kind_of(one) == kind
                  for _, file, line, what in [one]]
        shown = "\n  ".join(places[:SHOWN])
        errors.append(f"{kind}: {count} in all:\n  {shown}")
    return errors


def kind_of(difference):
    """Warnings are of a kind by their option."""
    kind, what = difference[0], difference[3]
    option = what.rsplit("[", 1)[-1].rstrip("]") if what.endswith("]") else ""
    return f"{kind} [{option}]" if option and kind.startswith("warning") else kind
