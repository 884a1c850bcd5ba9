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


class Given:
    """The lines of some kept texts. An instance of a header's line that has a check
    in one source counts, wherever else the line is as it was."""

    def __init__(self, texts=(), folder="/"):
        self._lines = {}  # {(file, line): texts}
        self._outlined = set()  # (file, line)
        for text in texts:
            self._read(text, folder)

    def _read(self, text, folder):
        file, number, bodies = None, 0, 0
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
            number += 1

    def is_outlined(self, file, line):
        """Whether a line is part of an outlined body, or of a closure in one."""
        return (file, line) in self._outlined

    def has_check(self, file, line, text):
        """Whether a line is given, and not with the text that its source has."""
        return bool(self._lines.get((file, line), {text}) - {text})


def kept_beside(paths, folder):
    """What `--keep-output=OBJECT.kept` has kept for some objects."""
    return Given([one.read_text(encoding="utf-8", errors="replace")
                  for path in paths for one in path.with_name(
                      f"{path.name}.kept").glob("*")], folder)
