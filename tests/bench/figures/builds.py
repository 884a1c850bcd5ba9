# builds.py - one project, built in each variant
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds what a project's description calls `bench`, each variant in a folder
of its own:

    plain   the compiler, and record.py, which notes the commands
    all, auto     segstack cc --place=... COMPILER
    plan    segstack plan, of the plain build's commands; segstack cc --place=plan
    split   COMPILER -fsplit-stack, gold
"""

import dataclasses
import json
import shutil
from pathlib import Path

from harness import commands, packages, process, suite

VARIANTS = ("plain", "all", "auto", "plan", "split")
PLACES = ("all", "auto", "plan")  # those of them that have checks
PLAN = "plan.json"
# What tells the frames that the compiler made, beside each object.
USAGE = {"g": ["-fstack-usage", "-fcallgraph-info=su"], "c": ["-fstack-usage"]}
PLAN_SECONDS = 1800
FAILURES = (process.CommandFailed, packages.Missing)


@dataclasses.dataclass
class Built:
    """One variant; without names if it could not be built."""

    names: dict | None = None  # what the commands of its runs may name
    cpu_seconds: float = 0  # that its build took, in all processes
    error: str = ""

    @property
    def folder(self):
        return Path(self.names["build"]).parent


class Project:
    """The variants of one project with one compiler."""

    def __init__(self, builder, project, config):
        self.builder, self.config = builder, config
        self.project = dataclasses.replace(project, suite=project.bench)
        self.built = {}

    @property
    def runs(self):
        return self.project.suite.tests

    def build(self, variant):
        """Builds a variant anew. Only -fsplit-stack may fail."""
        beside = [self.plan_file("plan")] if variant == "plan" else []
        if variant == "plain":
            self._forget_commands()
        before = process.children_seconds()
        try:
            names = suite.build_with(
                self.builder, self.project, self.config, self._words(variant),
                f"bench-{variant}", beside=beside)
        except FAILURES as error:
            if variant != "split":
                raise
            self.built[variant] = Built(error=str(error))
            return
        self.built[variant] = Built(names, process.children_seconds() - before)
        if variant == "plain":
            self.built[variant].cpu_seconds -= self._recording_seconds()
            self._make_plans()

    def _words(self, variant):
        """Before the compiler, to it, and at the end of a link."""
        flags = [self.config.opt, "-w"]
        if variant == "plain":
            return suite.Words([*commands.RECORDER, str(self._log)], flags)
        if variant == "split":
            return suite.Words([], [*flags, "-fsplit-stack"],
                               ["-fsplit-stack", "-fuse-ld=gold"])
        shared = self.project.suite.shared
        options = [*self.builder.segstack.launcher_options(shared),
                   *self._options(variant)]
        if variant == "plan":
            options.append(f"--plan={self._folder / 'suite-bench-plan' / PLAN}")
            flags += USAGE[self.config.compiler[0]]
        config = dataclasses.replace(self.config, place=variant)
        return suite.Words(self.builder.prefix(config, True, options), flags,
                           self.builder.segstack.link_flags(shared))

    def _options(self, place):
        """For segstack, whatever it does with the sources."""
        return [*self.project.launcher,
                *(self.project.suite.plan if place == "plan" else [])]

    @property
    def _folder(self):
        return self.builder.scratch.folder("build", self.project.name,
                                           self.config.slug)

    @property
    def _log(self):
        return self._folder / "bench-commands"

    def plan_file(self, place):
        """Beside the sources that it was made of. In a plan paths are relative, so
        it is good for a copy of them, too."""
        name = PLAN if place == "plan" else f"{place}.json"
        return self.built["plain"].folder / name

    def _forget_commands(self):
        for path in (self._log, Path(f"{self._log}.seconds")):
            path.unlink(missing_ok=True)

    def _recording_seconds(self):
        """What record.py itself took of the plain build."""
        times = Path(f"{self._log}.seconds").read_text()
        return sum(map(float, times.split()))

    def _units(self):
        """The commands of the plain build; a source once."""
        found = {}
        for one in map(commands.normal, commands.recorded_in(self._log)):
            if Path(one["file"]).exists():  # not what configure tries
                found.setdefault(one["file"], one)
        return list(found.values())

    def _make_plans(self):
        """One for each place, all of the same summaries."""
        database = self.built["plain"].folder / "compile_commands.json"
        database.write_text(json.dumps(self._units(), indent=1))
        for place in PLACES:
            process.must([self.builder.segstack.tool, "plan", "--quiet", "-p",
                          database.parent, f"--place={place}", "-o",
                          self.plan_file(place), *self._options(place)],
                         timeout=PLAN_SECONDS)

    def remove(self):
        for variant in VARIANTS:
            shutil.rmtree(self._folder / f"suite-bench-{variant}",
                          ignore_errors=True)

    def plan(self, place):
        return json.loads(self.plan_file(place).read_text())


def code_bytes(project, variant):
    """Of the machine code in the objects of a build; where it leaves none, in the
    programs that are run, of which the runtime is a part."""
    built = project.built[variant]
    made = sorted(built.folder.rglob("*.o")) or [
        Path(one.cwd.format_map(built.names), one.run[0].format_map(built.names))
        for one in project.runs]
    listed = process.must(["size", "-A", "-d", *made]).stdout
    rows = (line.split() for line in listed.splitlines())
    return sum(int(row[1]) for row in rows
               if len(row) == 3 and row[0].startswith(".text"))
