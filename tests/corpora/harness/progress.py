# progress.py - runs tasks, and says how far it is
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""On a terminal the last line always tells how far the run is; elsewhere such a
line comes every now and then. What failed is told at once, with the reason.

    [137/2495] 1 failed, 0:05:12, about 1:29:00 to go: run g++.dg g++ -O2 all ...
"""

import itertools
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

EVERY = 50  # tasks between two lines, where there is no terminal


class Progress:
    def __init__(self, total, stream=None):
        self.total, self.stream = total, stream or sys.stdout
        self.terminal = self.stream.isatty()
        self.start = time.monotonic()
        self.done = self.failed = self.kept = 0

    def status(self, line):
        """How far it is; what is kept costs no time."""
        spent = time.monotonic() - self.start
        made = self.done - self.kept
        rest = spent / made * (self.total - self.done) if made else 0
        return (f"[{self.done}/{self.total}] {self.failed} failed, "
                f"{_clock(spent)}, about {_clock(rest)} to go: {line}")

    def started(self, line):
        if self.terminal:
            self._redraw(line)

    def finished(self, line, record, always):
        """always: a line of its own even if it passed."""
        self.done += 1
        self.kept += bool(record.get("cached"))
        self.failed += not record["passed"]
        if always or not record["passed"]:
            self._say(f"[{self.done}/{self.total}] {line}: {verdict(record)}")
            for problem in problems(record):
                self._say("    " + problem.replace("\n", "\n    "))
        if self.terminal:
            self._redraw("" if self.done == self.total else line)
        elif not always and (self.done % EVERY == 0 or self.done == self.total):
            self._say(self.status(line))

    def _say(self, text):
        clear = "\r\033[K" if self.terminal else ""
        print(clear + text, file=self.stream, flush=True)

    def _redraw(self, line):
        text = self.status(line)[:119] if line else ""
        print(f"\r\033[K{text}", end="", file=self.stream, flush=True)


def _clock(seconds):
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def verdict(record):
    seconds = record.get("seconds")
    note = "kept" if record.get("cached") or seconds is None \
        else f"{seconds:.1f} s"
    return f"{'passed' if record['passed'] else 'FAILED'} ({note})"


def problems(record):
    """Why a record failed, and what of it was left out."""
    lines = [*record.get("errors", []),
             *(f"skipped: {what}" for what in record.get("skipped", []))]
    for run, differing in record.get("differences", {}).items():
        if isinstance(differing, str):  # of a single program
            differing = [differing]
        lines += [f"{run}: {line}" for line in differing]
    if record.get("source") and not record["passed"]:
        lines.append(f"source: {record['source']}")
    return lines


def run_all(tasks, jobs, progress):
    """Every record, in the order of the tasks."""
    records = []
    for alone, group in itertools.groupby(tasks, lambda task: task.alone):
        run = _one_by_one if alone else _beside_each_other
        records += run(list(group), jobs, progress)
    return records


def _one_by_one(tasks, jobs, progress):
    records = []
    for task in tasks:
        progress.started(task.line)
        records.append(task.make())
        progress.finished(task.line, records[-1], True)
    return records


def _beside_each_other(tasks, jobs, progress):
    with ThreadPoolExecutor(jobs) as pool:
        started = {pool.submit(task.make): task for task in tasks}
        for done in as_completed(started):
            progress.finished(started[done].line, done.result(), False)
        return [done.result() for done in started]
