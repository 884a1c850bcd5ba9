# cache.py - results of earlier runs
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Remembers the record of each task by all that it depends on.

A task is (what, project, configuration). Its key covers the project's
description, its driver and, if it is instrumented, the build of segstack; so a
run that was cut short goes on where it was, and a new tool runs all anew.
"""

import hashlib
import json

FORMAT = 1  # of a record; a new number runs everything anew


class Cache:
    def __init__(self, scratch, rerun_failed=False, fresh=False):
        self.folder = scratch.folder("results")
        self.rerun_failed, self.fresh = rerun_failed, fresh

    def record(self, name, inputs, make):
        """The record of name, from an earlier run or from make()."""
        key = hashlib.sha256(
            json.dumps([name, *inputs]).encode()).hexdigest()[:24]
        path = self.folder / f"{key}.json"
        if path.exists() and not self.fresh:
            kept = json.loads(path.read_text())
            if kept["passed"] or not self.rerun_failed:
                return {**kept, "cached": True}
        record = {**make(), "name": name}
        unfinished = path.with_suffix(".tmp")
        unfinished.write_text(json.dumps(record))
        unfinished.rename(path)
        return {**record, "cached": False}


def inputs_of(project, *others):
    """What the record of any task of project depends on."""
    files = [project.path, project.driver_source,
             project.driver_source.with_name("Driver.h")]
    digest = hashlib.sha256()
    for path in files:
        if path.exists():
            digest.update(path.read_bytes())
    return [FORMAT, digest.hexdigest(), *others]
