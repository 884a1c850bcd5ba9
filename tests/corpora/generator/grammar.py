# grammar.py - productions with weights, and C++ with holes
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A production is a function that returns C++. A Grammar is the list of the
productions that may stand in one place; each says how often, and when.

    @STATEMENTS.rule(weight=3, when=lambda scope: scope.nesting)
    def leave_loop(scope):
        return fill("if (@A) break;", A=...)
"""

import re
import textwrap

_HOLE = re.compile(r"@([A-Z]+)(?![a-z0-9])")


class Grammar:
    def __init__(self):
        self.rules = []

    def rule(self, weight, when=lambda scope: True):
        def add(production):
            self.rules.append((weight, production, when))
            return production
        return add

    def choose(self, dice, scope=None):
        """A production whose condition holds, by weight."""
        return dice.weighted([(weight, production)
                              for weight, production, when in self.rules
                              if when(scope)])

    def make(self, dice, scope):
        return self.choose(dice, scope)(scope)


def fill(sketch, **holes):
    """The lines of sketch, where @NAME is replaced by a value. A list of lines
    takes the place of a whole line and gets its indentation."""
    lines = []
    for line in textwrap.dedent(sketch).strip("\n").split("\n"):
        hole = _HOLE.fullmatch(line.strip())
        value = holes[hole[1]] if hole else None
        if isinstance(value, list):
            indent = line[:len(line) - len(line.lstrip())]
            lines += [indent + one for one in value]
        else:
            lines.append(put(line, **holes))
    return lines


def put(line, **holes):
    """One line, or an expression, with its holes filled."""
    return _HOLE.sub(lambda hole: str(holes[hole[1]]), line)
