# tasks.py - one record per project and configuration
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Puts the steps of deep.py, suite.py and the others behind the cache.

    (project, configuration) --plain half, kept for every tool--> record
                             --instrumented half, kept per tool--> record
"""

import time

from . import (cache, deep, functions, packages, process, properties, suite,
               trees)

FAILURES = (deep.DeepError, suite.SuiteError, functions.FunctionsError,
            trees.ReviewError, packages.Missing, process.CommandFailed)


def timed(make):
    """What make() gives, or how it failed, with the seconds it took."""
    start = time.monotonic()
    try:
        record = {"passed": True, **make()}
    except FAILURES as error:
        record = {"passed": False, "errors": [str(error)]}
    return {**record, "seconds": round(time.monotonic() - start, 2)}


class Runner:
    """Makes records, from the cache where it can."""

    def __init__(self, builder, store, plain_only=False):
        self.builder, self.store, self.plain_only = builder, store, plain_only

    def _kept(self, what, project, config, instrumented, make):
        inputs = cache.inputs_of(project, config.compiler, config.opt)
        if instrumented:
            inputs += [config.place, self.builder.segstack.fingerprint()]
        half = "instrumented" if instrumented else "plain"
        return self.store.record(f"{what} {project.name} {half}", inputs,
                                 lambda: timed(make))

    def deep(self, project, config, case):
        record = _record("deep", project, config, case=case.name)
        what = f"deep {case.name}"
        plain = self._kept(
            what, project, config, False,
            lambda: deep.plain(self.builder, project, config, case))
        if not plain["passed"] or self.plain_only:
            return {**record, **plain, "plain_only": True}

        def make():
            made = deep.instrumented(self.builder, project, config, case,
                                     plain["crash"])
            return {**made, "passed": not made["errors"]}

        other = self._kept(what, project, config, True, make)
        return {**record, "crash": plain["crash"], **other}

    def suite(self, project, config):
        record = _record("suite", project, config)
        plain = self._kept(
            "suite", project, config, False,
            lambda: suite.plain(self.builder, project, config))
        record |= {"plain": plain.get("tests", "-"),
                   "ends": suite.ends(plain.get("results", {}))}
        if not plain["passed"] or self.plain_only:
            plain = {key: value for key, value in plain.items()
                     if key not in ("results", "tests")}
            return {**record, **plain, "plain_only": True}

        def make():
            made = suite.instrumented(self.builder, project, config,
                                      plain["results"])
            return {**made, "passed": not any(made["differences"].values())}

        other = self._kept("suite", project, config, True, make)
        return {**record, **other, "plain_seconds": plain["seconds"]}

    def functions(self, project, config):
        made = self._kept(
            "functions", project, config, True,
            lambda: functions.count(self.builder, project, config))
        return {**_record("functions", project, config), **made}

    def review(self, project, config, what, sample=0):
        """What is "driver", "text" or "suite"; of "text" so many sources."""
        def make():
            made = properties.of_project(self.builder, project, config, what,
                                         sample)
            return {**made, "passed": not made["errors"]}

        some = f" {sample}" if sample and what == "text" else ""
        made = self._kept(f"properties {what}{some}", project, config, True, make)
        return {**_record("review", project, config, part=what), **made}


def _record(what, project, config, **more):
    return {"what": what, "corpus": project.name, "config": str(config), **more}
