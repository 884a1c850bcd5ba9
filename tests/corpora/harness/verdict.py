# verdict.py - whether a single program does what it did
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Two ways to judge a program, plain and then instrumented.

    ByEnd: a test that ends with 0 if all is right. What it prints is compared,
        without what may vary, where two plain runs print the same.
    ByOutput: a program with a checksum. Its output is compared to the letter;
        clang must parse it, and a check must cross in the stress run.
"""

import re
from dataclasses import dataclass

from . import compare


@dataclass(frozen=True)
class ByEnd:
    second_standard: str = "-std=gnu++14"  # where plain does not compile

    plain_seconds = 20
    seconds = 200

    def plain(self, run):
        """Whether the program counts, and what it prints. What prints nothing is
        not run again: then nothing may be printed."""
        ended = run()
        again = run() if output(ended) else ended
        record = {"counts": ended.returncode == 0, "why": ended.describe()}
        if output(ended) == output(again):
            record["output"] = output(ended)
        return record

    def fails_to_compile(self, made):
        return {"counts": False, "why": "does not compile"}

    def difference(self, plain, ended):
        """How a run differs from the plain one, or None."""
        if ended.returncode or ended.timed_out:
            return f"{ended.describe()}: {ended.tail(6)}"
        expected = plain.get("output", output(ended))
        if without_varying(expected) != output(ended):
            return f"output: {ended.tail(6)}"
        return None

    def demands(self, record):
        """What has to be true besides; a difference per run."""
        return {}


@dataclass(frozen=True)
class ByOutput:
    plain_seconds: int = 10

    second_standard = None

    @property
    def seconds(self):
        return 10 * self.plain_seconds

    def plain(self, run):
        ended = run()
        why = "no end" if ended.timed_out else ended.describe()
        return {"counts": ended.returncode == 0, "why": why,
                "output": ended.stdout}

    def fails_to_compile(self, made):
        why = f"does not compile: {made.describe()}: {made.tail(3)}"
        return {"counts": False, "why": why}

    def difference(self, plain, ended):
        if ended.returncode or ended.timed_out:
            return f"{ended.describe()}: {ended.tail(6)}"
        lines = compare.differences(compare.read_lines(plain["output"]),
                                    compare.read_lines(ended.stdout), limit=3)
        if lines:
            return "\n".join(lines)
        same = plain["output"] == ended.stdout
        return None if same else "another last line end"

    def demands(self, record):
        if not record["parsed"]:
            return {"compile": "no checks: clang cannot parse it: "
                    f"{record['clang']}"}
        if "compile" in record["differences"] or record.get("crossings"):
            return {}
        return {"stress": "no check crossed"}


# What may vary: addresses; the columns of the sanitizers' reports, which a check
# on the same line moves; and the bytes around an address, which they print.
VARIES = [(r"\b0x[0-9a-f]+\b|\b[0-9a-f]{8,16}\b", "<address>"),
          (r":(\d+):\d+: runtime error", r":\1: runtime error"),
          (r"^ *(?:[0-9a-f?]{2} +)+[0-9a-f?]{2} *\n *\^.*$", "<bytes>")]


def output(ended):
    """What was printed, without what may vary."""
    return without_varying(ended.stdout + ended.stderr)


def without_varying(text):
    for pattern, name in VARIES:
        text = re.sub(pattern, name, text, flags=re.MULTILINE)
    return text[:20_000]
