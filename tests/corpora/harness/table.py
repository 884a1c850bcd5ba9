# table.py - the figures of a run, for people and for machines
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A table of text, and the same as JSON."""

import json
import time


def layout(header, rows):
    """Columns as wide as they need to be, numbers to the right."""
    if not rows:
        return ""
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in cells)
              for column in range(len(header))]

    right = [all(row[column][:1].isdigit() or row[column] == "-"
                 for row in cells[1:]) for column in range(len(header))]

    def one(row):
        return "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, right)).rstrip()

    rule = "  ".join("-" * width for width in widths)
    return "\n".join([one(cells[0]), rule, *map(one, cells[1:])])


def deep_rows(records):
    rows = []
    for record in records:
        if record["what"] != "deep":
            continue
        reached = record.get("reached", [])
        deepest = reached[-1] if reached else {}
        rows.append([
            record["project"], record["case"], record["config"],
            record.get("crash", "-"),
            " ".join(str(one["levels"]) for one in reached) or "-",
            f"{deepest['seconds']:.2f}" if deepest else "-",
            f"{deepest['peak_kib'] >> 10}" if deepest else "-",
            "caught" if record.get("exhausted") else "-", _verdict(record)])
    return rows


def suite_rows(records):
    rows = []
    for record in records:
        if record["what"] != "suite":
            continue
        tests = record.get("tests", {})
        count = sum(map(len, record.get("differences", {}).values()))
        rows.append([
            record["project"], record["config"], record.get("plain", "-"),
            tests.get("instrumented", "-"), tests.get("stress", "-"),
            count if "differences" in record else "-",
            record.get("crossings", "-"), f"{record['seconds']:.0f}",
            _verdict(record)])
    return rows


def function_rows(records):
    rows = []
    for record in records:
        if record["what"] != "functions" or "shapes" not in record:
            continue
        shapes = record["shapes"]
        reasons = sorted(record["reasons"].items(), key=lambda one: -one[1])
        rows.append([
            record["project"], record["config"], sum(shapes.values()),
            shapes.get("retry", 0), shapes.get("outline", 0),
            shapes.get("none", 0),
            ", ".join(f"{name} {count}" for name, count in reasons)])
    return rows


def review_rows(records):
    return [[record["project"], record["config"], record.get("files", "-"),
             len(record.get("errors", [])), _verdict(record)]
            for record in records if record["what"] == "review"]


def _verdict(record):
    if not record["passed"]:
        return "FAILED"
    return "plain only" if record.get("plain_only") else "passed"


def render(records):
    """All tables that have a row."""
    tables = [
        layout(["project", "case", "config", "plain crash", "instrumented at",
                "seconds", "MiB", "exhausted", ""], deep_rows(records)),
        layout(["suite", "config", "plain", "instrumented", "stress",
                "differences", "crossings", "seconds", ""], suite_rows(records)),
        layout(["functions", "config", "all", "retry", "outline", "none",
                "left alone because"], function_rows(records)),
        layout(["review", "config", "files changed", "errors", ""],
               review_rows(records))]
    return "\n\n".join(table for table in tables if table)


def write_json(path, records):
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    path.write_text(json.dumps({"made": made, "records": records}, indent=1)
                    + "\n")
