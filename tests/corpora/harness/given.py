# given.py - the text that a compiler was given, by file and line
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""`segstack cc --keep-output` keeps one text per source, with the headers in it and
a line marker where a file begins or goes on. A line of a source that is not in it
as it was has a check, or the end of one.
"""

import re

from .lines import full

MARKER = re.compile(r'#\s*(?:line\s+)?(\d+)(?:\s+"((?:[^"\\]|\\.)*)"|\s*$)')
OUTLINED = re.compile(r"SEGSTACK_BODY(?:_VOID)?\(")
RETRIED = re.compile(r"SEGSTACK_CHECK\(\d+, \(([^)]*)\)")


class Given:
    """The lines of some kept texts. An instance of a header's line that has a check
    in one source counts, wherever else the line is as it was."""

    def __init__(self, texts=(), folder="/"):
        self._lines = {}  # {(file, line): texts}
        self._outlined = set()  # (file, line)
        self._passing = set()  # those that name what a check of theirs passes on
        self._before = set()  # those before the brace with a check
        for text in texts:
            self._read(text, folder)

    def _read(self, text, folder):
        file, number, bodies, passed = None, 0, 0, set()
        for line in text.split("\n"):
            if marker := MARKER.match(line):
                if marker[2] is not None:  # else of the same file
                    file = full(folder, marker[2].replace("\\\\", "\\"))
                number = int(marker[1])
                continue
            self._lines.setdefault((file, number), set()).add(line)
            opened = len(OUTLINED.findall(line))
            if bodies or opened:
                self._outlined.add((file, number))
            bodies += opened - line.count("SEGSTACK_BODY_END")
            if "SEGSTACK_" in line:
                passed = {name for captures in RETRIED.findall(line)
                          for name in re.findall(r"\w+", captures)} - {"this"}
            if passed.intersection(re.findall(r"\w+", line)):
                self._passing.add((file, number))
            if line.lstrip().startswith("{ SEGSTACK_"):
                self._before.add((file, number - 1))
            number += 1

    def is_outlined(self, file, line):
        """Whether a line is part of an outlined body, or of a closure in one."""
        return (file, line) in self._outlined

    def has_check(self, file, line, text):
        """Whether a line is given, and not with the text that its source has."""
        return bool(self._lines.get((file, line), {text}) - {text})

    def may_gain_code(self, file, line, text):
        """Whether a check gives a line code at -O0: that of the check; in an outlined
        body; a parameter that the check passes on, which g++ loads where it is used;
        and what enforces `throw()`, since the check may throw."""
        return (self.has_check(file, line, text) or self.is_outlined(file, line) or
                (file, line) in self._passing or
                "throw(" in text and (file, line) in self._before)


def kept_beside(paths, folder):
    """What `--keep-output=OBJECT.kept` has kept for some objects."""
    return Given([one.read_text(encoding="utf-8", errors="replace")
                  for path in paths for one in path.with_name(
                      f"{path.name}.kept").glob("*")], folder)
