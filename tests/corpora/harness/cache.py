# cache.py - results of earlier runs
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Remembers the record of each task by all that it depends on.

A task is (what, project or program, configuration). Its key covers what it is
compiled from and, if it is instrumented, the build of segstack; so a run that
was cut short goes on where it was, and a new tool runs all anew.
"""

import hashlib
import json
import tempfile
from pathlib import Path

FORMAT = 1  # of a record; a new number runs everything anew


class NotKept(Exception):
    """Only what is kept was asked for, and this is not."""


class Cache:
    def __init__(self, scratch, rerun_failed=False, fresh=False, kept_only=False):
        self.folder = scratch.folder("results")
        self.rerun_failed, self.fresh = rerun_failed, fresh
        self.kept_only = kept_only

    def record(self, name, inputs, make):
        """The record of name, from an earlier run or from make()."""
        key = hashlib.sha256(
            json.dumps([name, *inputs]).encode()).hexdigest()[:24]
        path = self.folder / f"{key}.json"
        if path.exists() and not self.fresh:
            kept = json.loads(path.read_text())
            if kept["passed"] or not self.rerun_failed:
                return {**kept, "cached": True}
        if self.kept_only:
            raise NotKept(name)
        record = {**make(), "name": name}
        write(path, json.dumps(record))
        return {**record, "cached": False}


def write(path, text):
    """A file that others see whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".tmp",
                                     delete=False) as unfinished:
        unfinished.write(text)
    Path(unfinished.name).replace(path)


def inputs_of(project, *others):
    """What the record of any task of project depends on."""
    files = [project.path, project.driver_source, project.driver_header]
    digest = hashlib.sha256()
    for path in files:
        if path.exists():
            digest.update(path.read_bytes())
    return [FORMAT, digest.hexdigest(), *others]
