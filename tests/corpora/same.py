#!/usr/bin/env python3
# same.py - compares two objects, or two reports of gcov, line by line
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""For the tests of `segstack cc`, in the folder of the program's sources:

  same.py debug-info DWARFDUMP PLAIN.o CHECKED.o
  same.py coverage PLAIN.txt CHECKED.txt REWRITTEN...   reports of `gcov -t`

The comparisons are those of harness/lines.py. What compares too little to mean
anything fails as well.
"""

import os
import subprocess
import sys
from pathlib import Path

from harness import given, lines

HERE = lines.Sources(os.getcwd())


def own(places):
    return [place for place in places if HERE.has(place[0])]


def given_by(names):
    """What the compiler was given: the files that --keep-output has kept."""
    return given.Given([Path(name).read_text() for name in names], os.getcwd())


def dump(dwarfdump, option, name):
    return subprocess.run([dwarfdump, option, name], capture_output=True,
                          text=True, check=True).stdout


def debug_info(dwarfdump, plain, checked):
    want, got = (lines.line_table(dump(dwarfdump, "--debug-line", name))
                 for name in (plain, checked))
    differing = lines.differing_tables(want, got, HERE, given.Given())
    both = own(want & got)
    want, got = (lines.functions(dump(dwarfdump, "--debug-info", name), os.getcwd())
                 for name in (plain, checked))
    differing += lines.differing_functions(want, got, HERE)
    known = own(want.values())
    print(f"{len(both)} lines and {len(known)} functions are where they were")
    return differing, len(both) >= 30 and len(known) >= 10


def coverage(plain, checked, *rewritten):
    want, got = (lines.coverage(Path(name).read_text(), os.getcwd())
                 for name in (plain, checked))
    text = given_by(rewritten)
    checks = [text.has_check(file, line, source) for file, found in want.items()
              if HERE.has(file) for line, (count, source) in found.items()
              if lines.times(count) is not None]
    print(f"{checks.count(False)} lines with the same count, "
          f"{sum(checks)} with a check")
    enough = checks.count(False) >= 20 and sum(checks) >= 10
    return lines.differing_coverage(want, got, HERE, text), enough


def main(command, *arguments):
    compare = {"debug-info": debug_info, "coverage": coverage}[command]
    differing, enough = compare(*arguments)
    for file, line, what in differing:
        print(f"{file}:{line}: {what}")
    return 1 if differing or not enough else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
