# scope.py - what a piece of a program may use
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scope is a place inside of a function: the values, variables and functions
that can be named there. Program makes names and remembers what can be called.

A call is an expression with two holes, as `f7(@X, @D)`: @X is any value, @D how
deep calls may still go. Arguments have no effects, and a call stands alone in
its statement or between operators that order it; so no two effects of a program
are unordered.
"""


class Program:
    """What the whole program has in common."""

    def __init__(self, dice, units):
        self.dice = dice
        self.entries = [f"entry{number}(@X, @D)" for number in range(units)]
        self.natives = []  # calls of what is defined above
        self._names = 0

    def fresh(self, prefix):
        self._names += 1
        return f"{prefix}{self._names}"

    def constant(self, bits=32):
        return f"{1 + self.dice.below((1 << bits) - 1):#x}ull"


class Scope:
    """A place in a function."""

    def __init__(self, program, values=("x",), own=(), depth="d", nesting=0):
        self.program, self.dice = program, program.dice
        self.values = list(values)  # u64 expressions without effects
        self.variables = []         # u64 variables that may change
        self.own = list(own)        # calls of the function itself
        self.depth = depth          # the parameter that bounds the depth
        self.nesting = nesting
        self.room = 9 - 2 * nesting  # statements that may still be made
        self.in_loop = self.in_handler = False
        self.may_return = True      # a u64

    def inner(self, **changes):
        """A block in this place."""
        other = Scope(self.program, self.values, self.own, self.depth,
                      self.nesting + 1)
        other.variables = list(self.variables)
        other.in_loop, other.in_handler = self.in_loop, self.in_handler
        other.may_return = self.may_return
        for name, value in changes.items():
            setattr(other, name, value)
        return other

    def fresh(self, prefix="v"):
        return self.program.fresh(prefix)

    def declare(self, prefix="v"):
        """A new u64 variable, for the statements that follow."""
        name = self.fresh(prefix)
        self.values.append(name)
        self.variables.append(name)
        return name

    def constant(self, bits=32):
        return self.program.constant(bits)

    def callee(self):
        """Something that can be called here, the function itself included."""
        kinds = [(4, self.program.entries)]
        if self.program.natives:
            kinds.append((5, self.program.natives))
        if self.own:
            kinds.append((4, self.own))
        return self.dice.pick(self.dice.weighted(kinds))
