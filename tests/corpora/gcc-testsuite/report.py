# report.py - the figures of a run over GCC's tests
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A table per corpus, one of what was left out, and the same as JSON."""

import json
import time
from collections import Counter

from harness import table

HEADER = ["corpus", "tried", "plain passes", "not parsed", "no check",
          "instrumented same", "stress same", "crossed", "differences",
          "other output"]


def differs(record, *runs):
    """Whether one of these runs did not compile or ended differently."""
    return any(not what.startswith("output: ")
               for run, what in record["differences"].items() if run in runs)


def row(name, records):
    """The figures of some programs. What ends as it did and prints something
    else is in the last column only."""
    counted = [one for one in records if one["counts"]]
    parsed = [one for one in counted if one["parsed"]]
    same = [one for one in parsed if not differs(one, "compile", "run")]
    differing = [one for one in counted
                 if differs(one, "compile", "run", "stress")]
    return [name, len(records), len(counted), len(counted) - len(parsed),
            sum(not one["checked"] for one in parsed), len(same),
            sum(not differs(one, "stress") for one in same),
            sum(one.get("crossings", 0) > 0 for one in parsed),
            len(differing),
            sum(bool(one["differences"]) for one in counted) - len(differing)]


def rows(records):
    corpora = sorted({one["corpus"] for one in records})
    return [*(row(name, [one for one in records if one["corpus"] == name])
              for name in corpora), row("all", records)]


def counted_table(title, counts):
    return table.layout([title, "programs"],
                        [[what, count] for what, count in
                         sorted(counts.items(), key=lambda one: (-one[1], one))])


def skipped_table(skipped):
    return counted_table("left out", skipped)


def plain_failures(records):
    return Counter(one["plain"] for one in records if not one["counts"])


def clang_errors(records):
    return Counter(one["clang"] for one in records if one.get("clang"))


def render(config, records, skipped, seconds):
    parts = [table.layout(HEADER, rows(records)),
             counted_table("fails plain", plain_failures(records)),
             counted_table("clang cannot parse", clang_errors(records)),
             skipped_table(skipped),
             f"{config}: {len(records)} programs in {seconds} s"]
    return "\n\n".join(part for part in parts if part)


def write(path, config, records, skipped, seconds):
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    path.write_text(json.dumps(
        {"made": made, "config": config, "seconds": seconds,
         "table": [dict(zip(HEADER, one)) for one in rows(records)],
         "skipped": dict(skipped), "records": records}, indent=1) + "\n")
