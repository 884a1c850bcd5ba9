# details.py - what one run found, a table for each kind of task
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""More than summary.py tells: depths, crossings, what clang cannot parse."""

from collections import Counter

from . import summary
from .table import counted, counts_in_words, layout

RUN_HEADER = ["programs", "config", "tried", "plain passes", "not parsed",
              "no check", "same", "same in stress", "crossed", "crossings",
              "differences", "other output"]


def of_kind(records, what):
    return [one for one in records if one["what"] == what]


def groups(records, *keys):
    """{(corpus, config and what else is named): records}"""
    found = {}
    for one in records:
        key = tuple(one[name] for name in (*keys, "corpus", "config"))
        found.setdefault(key, []).append(one)
    return found


def run_rows(records):
    return [[*key, *run_row(group)] for key, group in
            groups(one for one in of_kind(records, "run") if "counts" in one).items()]


def run_row(records):
    """The figures of some programs. What ends as it did and prints something
    else is in the last column only."""
    counted_ = [one for one in records if one["counts"] and "parsed" in one]
    parsed = [one for one in counted_ if one["parsed"]]
    unexpected = [one for one in counted_ if "expected" not in one]
    differing = [one for one in unexpected
                 if summary.differs(one, "compile", "run", "stress")]
    same = summary.run_figures(records)
    return [*same[:2], len(counted_) - len(parsed),
            sum(not one["checked"] for one in parsed), *same[2:4],
            sum(one.get("crossings", 0) > 0 for one in parsed),
            sum(one.get("crossings", 0) for one in parsed), len(differing),
            sum(bool(one["differences"]) for one in unexpected) - len(differing)]


def plain_failures(records):
    """Why programs do not count, by the first line of each reason."""
    return Counter(one["plain"].splitlines()[0] for one in of_kind(records, "run")
                   if not one.get("counts", True))


def expected(records):
    """Why programs may end otherwise in stress mode, and do."""
    return Counter(f"{one['program']}: {one['expected']}"
                   for one in of_kind(records, "run") if "expected" in one)


def clang_errors(records):
    return Counter(one["clang"] for one in of_kind(records, "run")
                   if one.get("clang"))


def deep_rows(records):
    rows = []
    for record in of_kind(records, "deep"):
        reached = record.get("reached", [])
        deepest = reached[-1] if reached else {}
        rows.append([
            record["corpus"], record["case"], record["config"],
            record.get("crash", "-"),
            " ".join(str(one["levels"]) for one in reached) or "-",
            f"{deepest['seconds']:.2f}" if deepest else "-",
            f"{deepest['peak_kib'] >> 10}" if deepest else "-",
            "caught" if record.get("exhausted") else "-", _verdict(record)])
    return rows


def suite_rows(records):
    rows = []
    for record in of_kind(records, "suite"):
        tests = record.get("tests", {})
        count = sum(map(len, record.get("differences", {}).values()))
        rows.append([
            record["corpus"], record["config"], record.get("plain", "-"),
            tests.get("instrumented", "-"), tests.get("stress", "-"),
            count if "differences" in record else "-",
            record.get("crossings", "-"), f"{record['seconds']:.0f}",
            _verdict(record)])
    return rows


def function_rows(records):
    listed = [one for one in of_kind(records, "functions") if "shapes" in one]
    rows = []
    for key, group in groups(listed).items():
        shapes = sum((Counter(one["shapes"]) for one in group), Counter())
        reasons = sum((Counter(one["reasons"]) for one in group), Counter())
        rows.append([*key, sum(shapes.values()), shapes["retry"],
                     shapes["outline"], shapes["none"], counts_in_words(reasons)])
    return rows


def review_rows(records):
    return [[record["corpus"], record.get("part") or record.get("program"),
             record["config"], record.get("programs", "-"),
             record.get("files", "-"), record.get("compared", "-"),
             record.get("coverage compared", "-"),
             len(record.get("unparsed", [])), len(record.get("errors", [])),
             sum(record["documented"].values()) if "documented" in record else "-",
             _verdict(record)]
            for record in of_kind(records, "review")]


def documented(records):
    """What reviews found that the documentation tells of, by kind."""
    return sum((Counter(one.get("documented", {}))
                for one in of_kind(records, "review")), Counter())


def _verdict(record):
    if not record["passed"]:
        return "FAILED"
    return "plain only" if record.get("plain_only") else "passed"


def left_out(reasons):
    """The programs that do not apply, of all corpora together."""
    return sum(map(Counter, reasons.values()), Counter())


def render(records, skipped=()):
    """All tables that have a row."""
    tables = [
        layout(RUN_HEADER, run_rows(records)),
        counted("fails plain", plain_failures(records)),
        counted("clang cannot parse", clang_errors(records)),
        counted("expected with stress=1", expected(records)),
        counted("left out", left_out(dict(skipped))),
        layout(["project", "case", "config", "plain crash", "instrumented at",
                "seconds", "MiB", "exhausted", ""], deep_rows(records)),
        layout(["suite", "config", "plain", "instrumented", "stress",
                "differences", "crossings", "seconds", ""], suite_rows(records)),
        layout(["functions", "config", "all", "retry", "outline", "none",
                "left alone because"], function_rows(records)),
        layout(["review", "of", "config", "programs", "files changed",
                "objects compared", "coverage compared", "not parsed",
                "errors", "documented", ""],
               review_rows(records)),
        counted("documented differences", documented(records))]
    return "\n\n".join(table for table in tables if table)
