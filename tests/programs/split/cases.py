# cases.py - what the programs of tests/programs/runtime are asked
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One list: ctest's, and the rows of the fault matrix.

A case is a test of segstack's, with another program in its command. What only
an option of segstack tells apart (stress mode, where segments lie) is one
case for others, and what needs its limit is none.
"""

import collections
import dataclasses
import json
import pathlib
import re
import subprocess
import sys

RUNTIME = pathlib.Path(__file__).resolve().parent.parent / "runtime"
sys.path.insert(0, str(RUNTIME))
from fault_matrix import ROWS  # noqa: E402

LEVELS = ("O0", "O2")
COMPILERS = ("g++", "clang++-19")
# Of one source, and about more than segstack alone. The others have no row.
PROGRAMS = ("recursion", "returns", "exceptions", "threads", "unwind", "jumps",
            "signals", "fibers", "faults", "splitstack", "slabs", "million",
            "dynamic", "storm", "exits", "processes", "segv", "callbacks")
PROGRAM = "<program>"

# Of the scripts, gdb.py asks what any program can be asked; the others are
# about segstack's own reports.
SCRIPTS = ("gdb.py",)
# It calls __splitstack_resetcontext as Boost declares it, with one argument;
# libgcc's writes through the second.
BOOSTS = "splitstack/reset-"
# What these wait for is a message of segstack's.
MESSAGES = ("dynamic/size", "slabs/overrun-")
# The short one for a minute: more time than a run has.
LONG = "storm/minute"


@dataclasses.dataclass(frozen=True)
class Case:
    name: str  # "jumps/longjmp-any"
    program: str
    level: str
    command: tuple  # PROGRAM stands for the program's path
    options: str  # SEGSTACK_OPTIONS

    @property
    def by_chance(self):
        """Whether what happens depends on the moment of a signal."""
        return self.program in ("signals", "storm")

    @property
    def needs(self):
        """What it needs that only segstack has; empty when nothing."""
        scripts = [word for word in self.command if word.endswith(".py")]
        if any(pathlib.Path(word).name not in SCRIPTS for word in scripts):
            return "segstack's report"
        if self.name.startswith(MESSAGES):
            return "segstack's message"
        if self.name.startswith(BOOSTS):
            return "a resetcontext of one argument"
        bound = re.search(r"max_stack=(\d+)([km])", self.options)
        return "max_stack" if bound and not is_ample(*bound.groups()) else ""

    def run_by(self, path):
        return [word.replace(PROGRAM, str(path)) for word in self.command]


def is_ample(number, unit):
    """Whether no case comes to the end of so much stack."""
    return unit == "m" and int(number) >= 64


def only_segstack(case):
    """Whether options make it another run of a program that runs anyway."""
    return (re.search(r"stress=|layout=(above|below)", case.options)
            or {"above", "below"} & set(case.command) or case.name == LONG)


def tests_of(build):
    shown = subprocess.run(
        ["ctest", "--test-dir", str(build), "-R", "^runtime/",
         "--show-only=json-v1"], check=True, text=True, capture_output=True)
    return json.loads(shown.stdout)["tests"]


def case_of(test):
    """The case that a test of one of the built programs is; else None."""
    named = re.fullmatch(r"runtime/(\w+)/(\S+)/g\+\+\.(\w+)", test["name"])
    if not named or named[1] not in PROGRAMS or named[3] not in LEVELS:
        return None
    program, name, level = named.groups()
    file = f"{program}.g++.{level}"
    command = tuple(re.sub(rf"^.*/{re.escape(file)}(\.so)?$", PROGRAM + r"\1", word)
                    for word in test["command"])
    options = [value.split("=", 1)[1]
               for each in test.get("properties", ())
               if each["name"] == "ENVIRONMENT" for value in each["value"]]
    return Case(f"{program}/{name}", program, level, command, ":".join(options))


def row_of(case):
    for behaviour, pattern in ROWS:
        if re.fullmatch(pattern, case.name):
            return behaviour
    return None


def all_cases(build):
    """{behaviour: [case]} in the order of the matrix, each command once."""
    rows = collections.OrderedDict((behaviour, []) for behaviour, _ in ROWS)
    seen = set()
    for case in filter(None, map(case_of, tests_of(build))):
        behaviour = row_of(case)
        same = (case.program, case.command, case.level, case.needs)
        if not behaviour or only_segstack(case) or same in seen:
            continue
        seen.add(same)
        rows[behaviour].append(case)
    return rows
