# table.py - rows as text, Markdown and JSON
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How a table looks; what is in it is up to details.py and summary.py."""

import json
import time


def layout(header, rows):
    """Columns as wide as they need to be, numbers to the right."""
    if not rows:
        return ""
    cells = [[_text(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in cells)
              for column in range(len(header))]
    right = [_numbers(cells, column) for column in range(len(header))]

    def one(row):
        return "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, right)).rstrip()

    rule = "  ".join("-" * width for width in widths)
    return "\n".join([one(cells[0]), rule, *map(one, cells[1:])])


def markdown(header, rows):
    """The same for a page of documentation."""
    cells = [[_grouped(cell) for cell in row] for row in rows]
    rule = ["---:" if _numbers([header, *cells], column) else "---"
            for column in range(len(header))]
    return "\n".join("| " + " | ".join(row) + " |"
                     for row in [header, rule, *cells])


def _numbers(cells, column):
    """Whether a column, but for its header, has numbers alone."""
    return all(row[column][:1].isdigit() or row[column] == "-"
               for row in cells[1:])


def _text(cell):
    return "-" if cell is None else str(cell)


def _grouped(cell):
    return f"{cell:,}" if isinstance(cell, int) else _text(cell)


def counted(title, counts):
    """What there was, the most frequent first."""
    return layout([title, "programs"], [[what, count] for what, count in sorted(
        counts.items(), key=lambda one: (-one[1], one))])


def counts_in_words(counts):
    """reason count, reason count: the most frequent first."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one))
    return ", ".join(f"{name} {count}" for name, count in ordered)


def as_json(**report):
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return json.dumps({"made": made, **report}, indent=1) + "\n"
