# compare.py - the results of a test suite, and how two runs differ
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Turns what a test program printed into {test: result}.

Three readers: "gtest" (the JSON report of GoogleTest: every test by name),
"xmltest" and others by "lines": every line that was printed is a result, in its
order, which is stricter than a list of names. What has to vary (times, paths,
addresses) is replaced first, by patterns given in the project's description.
"""

import json
import re

GTEST_REPORT = "gtest.json"


def normalize(text, replacements, ignore):
    """text without the folders of the run and what ignore matches."""
    for path, name in replacements:
        text = text.replace(str(path), name)
    for pattern in ignore:
        text = re.sub(pattern, "<varies>", text, flags=re.MULTILINE)
    return text


def read_lines(text):
    return {f"line {number}": line
            for number, line in enumerate(text.splitlines(), 1)}


def read_gtest(report):
    """Every test of a GoogleTest JSON report with its result and failures."""
    results = {}
    for suite in json.loads(report)["testsuites"]:
        for test in suite["testsuite"]:
            name = f"{suite['name']}.{test['name']}"
            if test.get("value_param"):
                name += f" {test['value_param']}"
            failures = [one["failure"] for one in test.get("failures", [])]
            results[name] = "\n".join([test["result"], *failures])
    return results


def differences(plain, other, limit=20):
    """One line per result that is not the same, at most limit of them."""
    lines = []
    for name in [*plain, *(name for name in other if name not in plain)]:
        before, after = plain.get(name), other.get(name)
        if before != after:
            lines.append(f"{name}: {_short(before)} -> {_short(after)}")
    if len(lines) > limit:
        lines[limit:] = [f"... and {len(lines) - limit} more"]
    return lines


def _short(result):
    if result is None:
        return "(none)"
    return result if len(result) <= 120 else result[:117] + "..."
