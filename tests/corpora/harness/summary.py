# summary.py - one table over everything
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A row per kind of task, corpus and configuration.

What is counted are programs: single ones, the test programs of a suite, the
cases of a driver; of a review, the files that a rewrite changes. A figure that
no record has is None, which a table shows as '-'.
"""

from collections import Counter

from . import table

HEADER = ["what", "corpus", "config", "programs", "plain passes", "same",
          "same in stress", "differences", "checked", "not instrumented",
          "because", "seconds"]


def rows(records):
    """The rows, in the order in which their first records come."""
    found, reasons = {}, reasons_of(records)
    for one in records:
        if one["what"] in FIGURES:
            key = (one["what"], one["corpus"], one["config"])
            found.setdefault(key, []).append(one)
    return [[*key, *FIGURES[key[0]](group),
             *left_alone(group, reasons), seconds(group)]
            for key, group in found.items()]


def seconds(records):
    """Of the plain and the instrumented halves, where any of it is known."""
    known = [one[key] for one in records for key in ("seconds", "plain_seconds")
             if one.get(key) is not None]
    return round(sum(known)) if known else None


def run_figures(records):
    counted = [one for one in records if one["counts"]]
    same = [one for one in counted if one.get("parsed")
            and not differs(one, "compile", "run")]
    if all(one.get("plain_only") for one in records):
        return [len(records), len(counted), None, None, None]
    return [len(records), len(counted), len(same),
            sum(not differs(one, "stress") for one in same),
            sum(bool(one.get("differences")) and "expected" not in one
                for one in counted)]


def differs(record, *runs):
    """Whether one of these runs did not compile or ended differently."""
    return any(not what.startswith("output: ")
               for run, what in record.get("differences", {}).items()
               if run in runs)


def suite_figures(records):
    """A suite is one record: of its test programs, which are the same."""
    (one,) = records
    ends = one.get("ends", {})  # as they are described, or there is no record
    if "differences" not in one:
        return [len(ends), len(ends), None, None, None if one["passed"] else 1]
    same = {run: sum(not any(line.startswith(f"{name}: ") for line in lines)
                     for name in ends)
            for run, lines in one["differences"].items()}
    return [len(ends), len(ends), same.get("instrumented"), same.get("stress"),
            sum(map(len, one["differences"].values()))]


def deep_figures(records):
    """A case is the same when it reached every depth and was caught."""
    tried = [one for one in records if not one.get("plain_only")]
    return [len(records), sum("crash" in one for one in records),
            sum(one["passed"] for one in tried) if tried else None, None,
            sum(not one["passed"] for one in records)]


def review_figures(records):
    files = [one["files"] for one in records if "files" in one]
    return [sum(files) if files else None, None, None, None,
            sum(len(one.get("errors", [])) for one in records)]


FIGURES = {"run": run_figures, "suite": suite_figures, "deep": deep_figures,
           "review": review_figures}


class Reasons(Counter):
    """{reason: functions} of some records; it says where some are missing."""

    def __init__(self, listed=(), wanted=0):
        super().__init__()
        for one in listed:
            self.update(one["reasons"])
        self.missing = f"of {len(listed)} programs: " \
            if len(listed) < wanted else ""

    def __str__(self):
        return self.missing + table.counts_in_words(self)


def reasons_of(records):
    """{(corpus, place, program or None): the record of its functions}"""
    return {(one["corpus"], place_of(one), one.get("program")): one
            for one in records
            if one["what"] == "functions" and "shapes" in one}


def place_of(record):
    return record["config"].rsplit(" ", 1)[1]


def left_alone(records, reasons):
    """Functions checked, functions not instrumented, and why: as the launcher
    counted them, or from the records of `functions`."""
    if records[0]["what"] == "review":
        return [None, None, None]
    keys = {(one["corpus"], place_of(one), one.get("program")) for one in records
            if one.get("counts", True)}
    listed = [reasons[key] for key in keys if key in reasons]
    why = Reasons(listed, len(keys)) if listed else None
    launcher = [one for one in records if "checked" in one]
    if launcher:
        if all("because" in one for one in launcher):
            why = Reasons([{"reasons": one["because"]} for one in launcher])
        return [sum(one["checked"] for one in launcher),
                sum(one["left"] for one in launcher), why]
    if not listed:
        return [None, None, None]
    shapes = sum((Counter(one["shapes"]) for one in listed), Counter())
    return [shapes["retry"] + shapes["outline"], shapes["none"], why]


def as_dicts(records):
    """The table for a machine, with the reasons as numbers."""
    return [dict(zip(HEADER, row)) for row in rows(records)]


def render(records, form="text"):
    how = table.markdown if form == "markdown" else table.layout
    return how(HEADER, rows(records))
