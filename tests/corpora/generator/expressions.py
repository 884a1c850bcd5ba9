# expressions.py - values and calls
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Expressions of type u64. A value only reads; all arithmetic is unsigned, and
no shift is as wide as its operand. A call has effects."""

from .grammar import Grammar, put

VALUES = Grammar()


def value(scope, size=2):
    """An expression of at most size nested operators."""
    if size == 0 or scope.dice.chance(30):
        return leaf(scope)
    return VALUES.choose(scope.dice)(scope, size - 1)


def leaf(scope):
    if scope.dice.chance(25):
        return scope.constant(scope.dice.pick([4, 8, 16, 32]))
    return scope.dice.pick(scope.values)


def call(scope, callee=None):
    """A call of something, with a value as its argument."""
    return put(callee or scope.callee(), X=value(scope),
               D=f"less({scope.depth})")


def condition(scope, one_in=3):
    """True about once in one_in times."""
    return put("@A % @N == @M", A=value(scope, 1), N=f"{one_in}u",
               M=f"{scope.dice.below(one_in)}u")


@VALUES.rule(weight=8)
def arithmetic(scope, size):
    return put("(@A @O @B)", A=value(scope, size), B=value(scope, size),
               O=scope.dice.pick(["+", "-", "*", "^", "|", "&"]))


@VALUES.rule(weight=3)
def shift(scope, size):
    return put("(@A @O @N)", A=value(scope, size),
               O=scope.dice.pick(["<<", ">>"]), N=scope.dice.between(1, 63))


@VALUES.rule(weight=2)
def divide(scope, size):
    return put("(@A @O @N)", A=value(scope, size),
               O=scope.dice.pick(["/", "%"]), N=scope.constant(8))


@VALUES.rule(weight=3)
def rotate(scope, size):
    return put("rotate(@A, @N)", A=value(scope, size),
               N=scope.dice.between(1, 63))


@VALUES.rule(weight=2)
def narrow(scope, size):
    return put("u64(@T(@A))", A=value(scope, size),
               T=scope.dice.pick(["u8", "u16", "u32"]))


@VALUES.rule(weight=2)
def either(scope, size):
    return put("(@A < @B ? @C : @D)", A=value(scope, size), B=leaf(scope),
               C=leaf(scope), D=leaf(scope))


@VALUES.rule(weight=1)
def folded(scope, size):
    """A constexpr function, at compile time and at run time."""
    if scope.dice.chance(40):
        return put("Constant<power(@A, @N)>::value", A=scope.constant(8),
                   N=scope.dice.between(1, 20))
    return put("power(@A, @N)", A=leaf(scope), N=scope.dice.between(1, 9))
