# plan.py - from the command line to tasks
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every task has a line that names it, which --filter looks at:

    KIND CORPUS COMPILER -O PLACE [CASE or PROGRAM or PART]

Tasks of projects run one after the other, each with all jobs; single programs
run beside each other.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Callable

from . import arguments as chosen
from . import packages, process
from .project import Project

KINDS = {"all": ["run", "deep", "suite", "functions", "review"],
         "table": ["run", "suite", "deep", "functions", "review"],
         "quick": ["deep", "suite"]}
TOGETHER = 50  # single programs in one review
CANNOT_BE_HAD = (packages.Missing, process.CommandFailed)


@dataclass(frozen=True)
class Task:
    line: str
    make: Callable  # its record
    alone: bool


class Planner:
    """Makes the tasks, and counts the programs that do not apply."""

    def __init__(self, arguments, scratch, projects, programs):
        """projects and programs are the runners of the two."""
        self.arguments, self.scratch = arguments, scratch
        self.projects, self.single = projects, programs
        self.left_out = {}  # {corpus: {reason: how many}}
        self._programs = {}

    def tasks(self, corpora):
        kinds = KINDS.get(self.arguments.command, [self.arguments.command])
        return [task for kind in kinds for corpus in corpora
                for config in chosen.configs(self.arguments, kind)
                for task in self.of(kind, corpus, config)]

    def of(self, kind, corpus, config):
        line = f"{kind} {corpus.name} {config}"
        if isinstance(corpus, Project):
            return [Task(line, make, True)
                    for line, make in self._of_project(kind, line, corpus, config)
                    if chosen.matches(self.arguments, line)]
        if kind not in ("run", "functions", "review"):
            return []
        try:
            programs = self.programs(corpus)
        except CANNOT_BE_HAD as error:
            return [Task(line, _failing(kind, corpus, config, error), True)]
        found = self.wanted(line, corpus, programs, config.opt)
        make = getattr(self.single, kind)
        if kind == "review":
            return [Task(f"{line} {some[0].name} and {len(some) - 1} more",
                         lambda some=some: make(some, config), False)
                    for some in chunks(found)]
        return [Task(f"{line} {one.name}", lambda one=one: make(one, config), False)
                for one in found]

    def _of_project(self, kind, line, one, config):
        if kind == "deep":
            return [(f"{line} {case.name}",
                     lambda case=case: self.projects.deep(one, config, case))
                    for case in one.cases]
        if kind == "review":
            return [(f"{line} {what}",
                     lambda what=what: self.projects.review(
                         one, config, what, self.arguments.sample))
                    for what, has in (("driver", one.cases), ("text", one.suite),
                                      ("suite", one.suite)) if has]
        has = {"suite": one.suite, "functions": one.cases}
        if not has.get(kind):
            return []
        return [(line, lambda: getattr(self.projects, kind)(one, config))]

    def programs(self, corpus):
        """Every program of a corpus, whether it applies or not."""
        if corpus.name not in self._programs:
            self._programs[corpus.name] = corpus.programs(
                self.scratch, chosen.Seeds(self.arguments.seed,
                                           self.arguments.count),
                self.arguments.command == "table")
        return self._programs[corpus.name]

    def wanted(self, line, corpus, programs, opt):
        """Those that --filter and --sample choose, of those that apply."""
        found = [one for one in programs
                 if chosen.matches(self.arguments, f"{line} {one.name}")]
        if self.arguments.command == "table":  # what does not apply is not kept
            return found
        reasons = {one.name: one.why_not(opt) for one in found}
        self.left_out[corpus.name] = dict(Counter(filter(None, reasons.values())))
        return chosen.sample([one for one in found if not reasons[one.name]],
                             self.arguments.sample)


def chunks(programs):
    return [programs[at:at + TOGETHER] for at in range(0, len(programs), TOGETHER)]


def _failing(kind, corpus, config, error):
    record = {"what": kind, "corpus": corpus.name, "config": str(config),
              "passed": False, "errors": [str(error)], "seconds": 0}
    return lambda: record
