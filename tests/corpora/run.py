#!/usr/bin/env python3
# run.py - programs that nobody here wrote, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs programs that nobody here wrote, plain and through segstack.

A corpus is a project (projects/NAME.toml), or many single programs
(programs/NAME.toml): tests of GCC, or random ones.

  run.py list [CORPUS...]      the corpora, or the programs of one
  run.py fetch [CORPUS...]     downloads their sources
  run.py run [CORPUS...]       single programs: none may end differently
  run.py deep [CORPUS...]      nesting that overflows plain, and not instrumented
  run.py suite [CORPUS...]     the projects' own tests: no result may differ
  run.py functions [CORPUS...] functions checked and left alone, with reasons
  run.py review [CORPUS...]    --diff, --in-place, strip, -j; lines of warnings,
                               debug information and coverage; output per file
  run.py all [CORPUS...]       the five above, in every configuration
  run.py quick                 two projects, one configuration, a few minutes
  run.py table [CORPUS...]     runs nothing: one table over all that is kept
  run.py show CORPUS PROGRAM   the text of one program
  run.py bisect CORPUS PROGRAM the function whose check breaks a single program,
  run.py bisect CORPUS TEST    a test program of a project's suite
  run.py bisect CORPUS CASE    or, with --depth, one case of its driver
"""

import sys

from harness import (arguments, bisect, build, cache, description, details,
                     fetch, plan, progress, single, summary, table, tasks,
                     toolchain)
from harness.project import Project

QUICK = ["pugixml", "rapidjson"]


class Driver:
    """One command line, with everything that its commands need."""

    def __init__(self, given):
        self.given = given
        self.known = description.load_all()
        self.scratch = fetch.Scratch(given.scratch.resolve())
        self.segstack = toolchain.Segstack(given.build_dir,
                                           arguments.ROOT / "runtime" / "include")
        self.builder = build.Builder(self.scratch, self.segstack, given.jobs,
                                     given.ccache)
        how = {"rerun_failed": given.rerun_failed, "fresh": given.fresh,
               "kept_only": given.command == "table"}
        self.projects = tasks.Runner(
            self.builder, cache.Cache(self.scratch, **how), given.plain)
        self.single = single.Runner(self.scratch, self.segstack, how, given.plain)
        self.planner = plan.Planner(given, self.scratch, self.projects,
                                    self.single)

    def corpora(self):
        """Those that were named, else every one that the command is for."""
        for name in self.given.names:
            if name not in self.known:
                raise SystemExit(f"run.py: no corpus {name!r}; there are: "
                                 f"{', '.join(self.known)}")
        everything = QUICK if self.given.command == "quick" else self.known
        return [self.known[name] for name in self.given.names or everything]

    def list(self):
        for one in self.corpora():
            print(f"{one.name:14} {one.about}")
            if self.given.names and not isinstance(one, Project):
                self._list_programs(one)
        return 0

    def _list_programs(self, corpus):
        config = arguments.configs(self.given, "run")[0]
        for task in self.planner.of("run", corpus, config):
            print("  " + task.line.removeprefix(f"run {corpus.name} {config} "))
        print("\n" + table.counted("left out",
                                   self.planner.left_out.get(corpus.name, {})))

    def fetch(self):
        for one in self.corpora():
            if isinstance(one, Project) and not one.package:
                continue
            found = (fetch.source(self.scratch, one) if isinstance(one, Project)
                     else one.fetch(self.scratch))
            if found:
                print(found)
        return 0

    def table(self):
        """What earlier runs of this build of segstack kept."""
        self.segstack.require()
        records = self._kept()
        report = self._report(records)
        if self.given.json:
            self.given.json.write_text(report)
        print(report if self.given.format == "json"
              else summary.render(records, self.given.format))
        return 0

    def _kept(self):
        """The records of each configuration that was run. A program that fails
        plain has one for all of them, which alone is no run."""
        found = []
        for task in self.planner.tasks(self.corpora()):
            try:
                found.append(task.make())
            except cache.NotKept:
                pass
        return [one for group in details.groups(found, "what").values()
                for one in group if self.given.plain
                or not all(one.get("plain_only") for one in group)]

    def _report(self, records):
        return table.as_json(table=summary.as_dicts(records),
                             left_out=self.planner.left_out, records=records)

    def everything(self):
        """The commands that make records."""
        if not self.given.plain:
            self.segstack.require()
        planned = self.planner.tasks(self.corpora())
        records = progress.run_all(planned, self.given.jobs,
                                   progress.Progress(len(planned)))
        if self.given.bisect:
            self._bisect_failed(records)
        print("\n" + details.render(records, self.planner.left_out))
        print("\n" + summary.render(records) + "\n")
        path = self.given.json or self.scratch.root / "report.json"
        path.write_text(self._report(records))
        failed = sum(not record["passed"] for record in records)
        print(f"{len(records) - failed} passed, {failed} failed")
        return 1 if failed or not records else 0

    def _bisect_failed(self, records):
        """Names the check behind each program and test that differs."""
        for one in records:
            if one["what"] not in ("run", "suite") or one["passed"]:
                continue
            config = toolchain.Config(*one["config"].split())
            for target in differing(one):
                try:
                    found = self._culprit(one["corpus"], target, config)
                except bisect.BisectError as error:
                    found = f"no single check: {error}"
                one.setdefault("culprits", {})[target] = found
                print(f"{one['corpus']} {target}: {found}", flush=True)

    def _culprit(self, name, target, config):
        corpus, options = self.known[name], self.given.options
        if isinstance(corpus, Project):
            return bisect.project_culprit(
                self.builder, corpus, config, target, self.given.depth,
                options or "stress=1")
        return bisect.program_culprit(self.single, self._program(corpus, target),
                                      config, options)

    def _program(self, corpus, name):
        for one in self.planner.programs(corpus):
            if one.name == name:
                return one
        raise SystemExit(f"run.py: {corpus.name} has no program {name!r}")

    def _named(self):
        """The corpus and what of it the command line names."""
        if len(self.given.names) != 2 or self.given.names[0] not in self.known:
            raise SystemExit(f"run.py: {self.given.command} needs a corpus and "
                             "one of its programs, tests or cases")
        return self.known[self.given.names[0]], self.given.names[1]

    def show(self):
        corpus, target = self._named()
        print(self._program(corpus, target).text or "", end="")
        return 0

    def bisect(self):
        corpus, target = self._named()
        self.segstack.require()
        kind = "suite" if isinstance(corpus, Project) else "run"
        config = arguments.configs(self.given, kind)[0]
        try:
            print(self._culprit(corpus.name, target, config))
        except bisect.BisectError as error:
            raise SystemExit(f"run.py: {error}") from error
        return 0


def differing(record):
    """What of a failed record can be bisected: a program, or test programs."""
    if record["what"] == "run":
        return [record["program"]] if record.get("differences") else []
    return sorted({line.split(": ")[0]
                   for lines in record.get("differences", {}).values()
                   for line in lines if not line.startswith("... and")})


def main(argv):
    driver = Driver(arguments.parse(argv, __doc__))
    command = driver.given.command
    return getattr(driver, command, driver.everything)()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
