# told.py - what the launcher says with --verbose
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads the launcher's counts, a line per source and one per reason:

    segstack: a.cpp: 12 functions checked, 3 left alone
    segstack: a.cpp:   2 left alone: empty-body
    segstack: a.cpp: recursion without a check: f -> g -> f

A function of a header counts in each source that includes it.
"""

import re
from collections import Counter

CHECKED = re.compile(r"^segstack: .*: (\d+) functions checked, (\d+) left",
                     flags=re.MULTILINE)
REASON = re.compile(r"^segstack: .*:   (\d+) left alone: ([a-z0-9-]+)$",
                    flags=re.MULTILINE)

UNCOVERED = re.compile(r"^segstack: .*: recursion without a check: ",
                       flags=re.MULTILINE)


def functions(text):
    """{checked: number, left: number, because: {reason: number}, uncovered: number
    of cycles}"""
    counts = CHECKED.findall(text)
    because = Counter()
    for count, reason in REASON.findall(text):
        because[reason] += int(count)
    return {"checked": sum(int(one) for one, _ in counts),
            "left": sum(int(one) for _, one in counts),
            "because": dict(because), "uncovered": len(UNCOVERED.findall(text))}


def program(text):
    """The same of one command, and whether clang could parse its sources."""
    unparsed = "clang cannot parse the source" in text
    record = {"parsed": not unparsed, **functions(text)}
    if unparsed:
        error = re.search(r"error: (.*)", text)
        record["clang"] = error[1] if error else "?"
    return record
