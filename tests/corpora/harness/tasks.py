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

from . import cache, deep, functions, process, review, suite

FAILURES = (deep.DeepError, suite.SuiteError, functions.FunctionsError,
            review.ReviewError, process.CommandFailed)


class Runner:
    """Makes records, from the cache where it can."""

    def __init__(self, builder, store, plain_only=False):
        self.builder, self.store, self.plain_only = builder, store, plain_only

    def _kept(self, what, project, config, instrumented, make):
        inputs = cache.inputs_of(project, config.compiler, config.opt)
        if instrumented:
            inputs += [config.place, self.builder.segstack.fingerprint()]

        def timed():
            start = time.monotonic()
            try:
                record = {"passed": True, **make()}
            except FAILURES as error:
                record = {"passed": False, "errors": [str(error)]}
            return {**record, "seconds": round(time.monotonic() - start, 2)}

        half = "instrumented" if instrumented else "plain"
        return self.store.record(f"{what} {project.name} {half}", inputs, timed)

    def deep(self, project, config, case):
        record = {"what": "deep", "project": project.name, "case": case.name,
                  "config": str(config)}
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
        record = {"what": "suite", "project": project.name,
                  "config": str(config)}
        plain = self._kept(
            "suite", project, config, False,
            lambda: suite.plain(self.builder, project, config))
        count = plain.get("tests", "-")
        if not plain["passed"] or self.plain_only:
            plain = {key: value for key, value in plain.items()
                     if key not in ("results", "tests")}
            return {**record, **plain, "plain": count, "plain_only": True}

        def make():
            made = suite.instrumented(self.builder, project, config,
                                      plain["results"])
            return {**made, "passed": not any(made["differences"].values())}

        other = self._kept("suite", project, config, True, make)
        return {**record, "plain": count, **other}

    def functions(self, project, config):
        record = {"what": "functions", "project": project.name,
                  "config": str(config)}
        made = self._kept(
            "functions", project, config, True,
            lambda: functions.count(self.builder, project, config))
        return {**record, **made}

    def review(self, project, config):
        record = {"what": "review", "project": project.name,
                  "config": str(config)}

        def make():
            made = review.try_properties(self.builder, project, config)
            return {**made, "passed": not made["errors"]}

        return {**record, **self._kept("review", project, config, True, make)}
