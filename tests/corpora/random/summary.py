# summary.py - the figures of a run over random programs
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A row per kind of program, why some do not count, and the same as JSON."""

import json
import time
from collections import Counter

from harness import table

HEADER = ["kind", "tried", "no end", "fails plain", "counted", "same",
          "same in stress", "checks", "crossings", "differences"]


def row(kind, records):
    counted = [one for one in records if one["counts"]]
    late = sum(one.get("why") == "no end" for one in records)
    same = [one for one in counted if not
            one["differences"].keys() & {"compile", "run"}]
    return [kind, len(records), late, len(records) - len(counted) - late,
            len(counted), len(same),
            sum("stress" not in one["differences"] for one in same),
            sum(one["checked"] for one in counted),
            sum(one.get("crossings", 0) for one in counted),
            sum(not one["passed"] for one in counted)]


def rows(records):
    kinds = sorted({one["kind"] for one in records})
    return [row(kind, [one for one in records if one["kind"] == kind])
            for kind in kinds]


def reasons(records):
    """Why programs do not count, by the first line of each reason."""
    return Counter(f"{one['kind']}: {one['why'].splitlines()[0]}"
                   for one in records if not one["counts"])


def render(config, records, seconds):
    parts = [table.layout(HEADER, rows(records)),
             table.layout(["not counted", "programs"],
                          [[why, count] for why, count in
                           sorted(reasons(records).items())]),
             "\n".join(f"differs: {one['kept']}" for one in records
                       if not one["passed"]),
             f"{config}: {len(records)} programs in {seconds} s"]
    return "\n\n".join(part for part in parts if part)


def write(path, config, records, seconds):
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    path.write_text(json.dumps(
        {"made": made, "config": config, "seconds": seconds,
         "table": [dict(zip(HEADER, one)) for one in rows(records)],
         "records": records}, indent=1) + "\n")
