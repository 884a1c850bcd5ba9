# trials.py - one random program, plain, instrumented and in stress mode
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles and runs a program each way; what it prints must be the same.

    text --COMPILER--> plain --run--> it ends with 0 in time, or does not count
    text --segstack cc COMPILER--> instrumented --run--> the same output?
                                   --run, stress=1--> the same, and it crossed?

The steps are those of GCC's own tests (../gcc-testsuite/programs.py). Here the
output is compared to the letter, a program must be parsed, and a check of it
must have crossed in the run with stress=1.
"""

import hashlib
import shutil
import time

import programs
from harness import compare, suite
from sources import STANDARD, Program

PLAIN_SECONDS = 10
INSTRUMENTED_SECONDS = 100
FORMAT = 1  # of a record; a new number runs everything anew


class Workshop(programs.Workshop):
    def plain(self, program):
        """Whether it counts, and what it prints."""
        recipe = program.recipe(self.config.opt)
        place, made = self._compile(program, recipe, "plain")
        record = {"standard": STANDARD, "counts": False}
        if made.returncode:
            record["why"] = f"does not compile: {made.describe()}: " \
                f"{made.tail(3)}"
        else:
            ended = self._run(place, recipe, PLAIN_SECONDS)
            record |= {"why": why(ended), "counts": ended.returncode == 0,
                       "output": ended.stdout}
        shutil.rmtree(place)
        return record

    def instrumented(self, program, plain, prefix=None):
        record = super().instrumented(program, plain, prefix)
        if not record["parsed"]:
            record["differences"]["compile"] = \
                f"no checks: clang cannot parse it: {record['clang']}"
        return record

    def _compare(self, place, recipe, plain, record):
        log = place / "statistics"
        for run, options in (("run", ""), ("stress", self.stress)):
            ended = self._run(place, recipe, INSTRUMENTED_SECONDS,
                              SEGSTACK_OPTIONS=options.format(log=log))
            what = difference(plain, ended)
            if what:
                record["differences"][run] = what
        if log.exists():
            record["crossings"] = suite.count_crossings(log.read_text())
            if not record["crossings"]:
                record["differences"].setdefault("stress", "no check crossed")


def why(ended):
    """How a plain program ended; the same words for all that do not end."""
    return "no end" if ended.timed_out else ended.describe()


def difference(plain, ended):
    """How a run differs from the plain one, or None."""
    if ended.returncode or ended.timed_out:
        return f"{ended.describe()}: {ended.tail(6)}"
    lines = compare.differences(compare.read_lines(plain["output"]),
                                compare.read_lines(ended.stdout), limit=3)
    if lines:
        return "\n".join(lines)
    return None if plain["output"] == ended.stdout else "another last line end"


class Runner:
    """Makes the record of a seed, from an earlier run where it can."""

    def __init__(self, workshop, store, folder):
        self.workshop, self.store, self.folder = workshop, store, folder
        self.fingerprint = workshop.segstack.fingerprint()

    def program(self, kind, source, seed, text):
        name = f"{kind}-{seed}"
        path = self.folder / f"{name}.cpp"
        path.write_text(text)
        return Program(name, path, source.options)

    def record(self, kind, source, seed):
        start = time.monotonic()
        made = {"kind": kind, "seed": seed, "passed": True, "counts": False}
        text = source.text(seed)
        if text is None:
            return {**made, "why": "not generated", "seconds": 0}
        program = self.program(kind, source, seed, text)
        made |= self._tried(program, hashlib.sha256(text.encode()).hexdigest())
        made.pop("output", None)
        if made["passed"]:
            program.path.unlink()
        else:
            made["kept"] = str(program.path)
        return {**made, "seconds": round(time.monotonic() - start, 2)}

    def _tried(self, program, digest):
        config = self.workshop.config
        inputs = [FORMAT, digest, *program.options, config.compiler, config.opt]
        plain = self.store.record(
            f"random plain {program.name}", inputs,
            lambda: {"passed": True, **self.workshop.plain(program)})
        if not plain["counts"]:
            return plain
        return {**plain, **self.store.record(
            f"random instrumented {program.name}",
            [*inputs, config.place, self.fingerprint],
            lambda: self._instrumented(program, plain))}

    def _instrumented(self, program, plain):
        made = self.workshop.instrumented(program, plain)
        return {"passed": not made["differences"], **made}
