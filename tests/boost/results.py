# results.py - what the runs of one test came to, and the table
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the variants of one program, case by case.

Boost.Test's detailed report names each case, its verdict and how many of its
assertions passed. All of it has to be the same as in the plain program.
"""

import re

import variants

HEADER = ["library", "compiler", "programs", "cases",
          *(f"{one.name} passes" for one in variants.ALL),
          "crossings rewritten", "crossings stress", "differences"]
CASE = re.compile(r'Test case "(.*?)" (?:has |was )?(\w+)(.*)\n'
                  r'((?:  .*\n)*)')


def cases_of(outcome):
    """{name: verdict and assertions} of what Boost.Test reports."""
    return {name: " ".join([verdict, *counts.split()])
            for name, verdict, _, counts in CASE.findall(outcome.stdout)}


def crossings_of(outcome):
    found = re.search(r"^  crossings +(\d+)$", outcome.stderr, re.MULTILINE)
    return int(found[1]) if found else None


class Record:
    """One test with one compiler, in all variants that were run."""

    def __init__(self, test, compiler):
        self.test, self.compiler = test, compiler
        self.outcomes = {}  # {variant's name: [Outcome]}
        self.problems = []
        self.shallow = []  # (variant's name, Outcome)

    def refuse(self, variant, why):
        self.problems.append(f"{variant.name}: {why}")

    def add(self, variant, outcome):
        self.outcomes.setdefault(variant.name, []).append(outcome)

    def add_shallow(self, variant, outcome):
        """Of a program of ours without checks, with little depth."""
        self.shallow.append((variant.name, outcome))

    def judge(self):
        if not self.outcomes:
            self.problems.append("nothing was run")
        for name, outcomes in self.outcomes.items():
            for outcome in outcomes:
                self._judge_one(name, outcome)
        self.problems += [f"{name}, shallow: {outcome.describe()}"
                          for name, outcome in self.shallow
                          if outcome.returncode != 0]

    def _judge_one(self, name, outcome):
        why = self._wrong_program(name, outcome) if self.test.is_ours \
            else self._wrong_test(outcome)
        if name in self._have_to_cross() and not crossings_of(outcome):
            why = why or "no crossing"
        if why:
            self.problems.append(f"{name}: {why}\n{outcome.tail()}")

    def _have_to_cross(self):
        """Boost's tests fit their stacks; stress mode crosses all the same."""
        return ["stress", *["rewritten", "alone"] * self.test.is_ours]

    def _wrong_program(self, name, outcome):
        """Without checks its fibers have to overflow."""
        if name in ("plain", "segstack"):
            return None if outcome.overflowed else \
                f"does not overflow: {outcome.describe()}"
        return None if outcome.returncode == 0 else outcome.describe()

    def _wrong_test(self, outcome):
        first = self.first("plain")
        cases = cases_of(outcome)
        if outcome.returncode or outcome.timed_out or not cases:
            return outcome.describe()
        expected = cases_of(first) if first else cases
        return "; ".join(f"{case}: {cases.get(case)}, not {expected.get(case)}"
                         for case in sorted({*cases, *expected})
                         if cases.get(case) != expected.get(case))

    def first(self, name):
        return (self.outcomes.get(name) or [None])[0]

    @property
    def passed(self):
        return not self.problems

    def passing(self, name):
        """How many cases pass; of our own programs, which have none, one."""
        outcome = self.first(name)
        if not outcome:
            return 0
        if self.test.is_ours:
            return int(outcome.returncode == 0)
        return sum(verdict.startswith("passed")
                   for verdict in cases_of(outcome).values())

    def cases(self):
        if self.test.is_ours:
            return 1
        return max(len(cases_of(one[0])) for one in self.outcomes.values()) \
            if self.outcomes else 0

    def crossings(self, name):
        outcome = self.first(name)
        return (crossings_of(outcome) or 0) if outcome else 0

    def line(self):
        verdict = "passed" if self.passed else "FAILED"
        return "\n  ".join([f"{verdict} {self.compiler} {self.test.library} "
                            f"{self.test.name}", *self.problems])


def rows(records):
    groups = {}
    for one in records:
        groups.setdefault((one.test.library, one.compiler), []).append(one)
    return [[*key, len(group), sum(one.cases() for one in group),
             *(sum(one.passing(variant.name) for one in group)
               for variant in variants.ALL),
             sum(one.crossings("rewritten") for one in group),
             sum(one.crossings("stress") for one in group),
             sum(len(one.problems) for one in group)]
            for key, group in groups.items()]
