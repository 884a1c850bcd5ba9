# statements.py - what a function's body is made of
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Statements and blocks. Each production gets a scope and returns lines; what
it declares for the statements behind it, it tells the scope."""

from .expressions import call, condition, value
from .grammar import Grammar, fill
from .scope import Scope

STATEMENTS = Grammar()


def statements(scope, count):
    lines = []
    for _ in range(count):
        if scope.room <= 0:
            break
        scope.room -= 1
        lines += STATEMENTS.make(scope.dice, scope)
    return lines


def block(scope, **changes):
    """The statements of an inner block."""
    inner = scope.inner(**changes)
    return statements(inner, scope.dice.between(1, 3))


def body(program, values=("x",), own=(), depth="d", nesting=0, size=(2, 5)):
    """A function's body: it ends early when it must, and returns a u64."""
    scope = Scope(program, values, own, depth, nesting)
    lines = [f"if (stop({depth}))", f"  return {value(scope, 1)};"]
    lines += statements(scope, program.dice.between(*size))
    return lines + result(scope)


def effects(program, values=("x",), own=(), variables=(), depth="d",
            size=(2, 4)):
    """Statements that do not return."""
    scope = Scope(program, values, own, depth, nesting=1)
    scope.variables = list(variables)
    scope.may_return = False
    return statements(scope, program.dice.between(*size))


def safe(program, values=("x",), depth="d", size=(1, 3)):
    """The same, and no exception leaves them."""
    return fill("""
        try {
          @BODY
        } catch (...) {
          mix(@K);
        }""", BODY=effects(program, values, depth=depth, size=size),
                K=program.constant(8))


def result(scope):
    made = call(scope) if scope.dice.chance(25) else value(scope)
    return [f"return {made};"]


def can_nest(scope):
    return scope.nesting < 3 and scope.room > 1


def has_variable(scope):
    return bool(scope.variables)


@STATEMENTS.rule(weight=4)
def declare(scope):
    return fill("u64 @V = @A;", A=value(scope), V=scope.declare())


@STATEMENTS.rule(weight=3, when=has_variable)
def update(scope):
    return fill("@V @O @A;", V=scope.dice.pick(scope.variables),
                O=scope.dice.pick(["+=", "^=", "-=", "*=", "="]),
                A=value(scope))


@STATEMENTS.rule(weight=3)
def mix(scope):
    return [f"mix({value(scope)});"]


@STATEMENTS.rule(weight=9)
def declare_call(scope):
    return fill("u64 @V = @CALL;", CALL=call(scope), V=scope.declare())


@STATEMENTS.rule(weight=3)
def mix_call(scope):
    return [f"mix({call(scope)});"]


@STATEMENTS.rule(weight=2)
def either_call(scope):
    return fill("""
        u64 @V =
            @C ? @CALL : @OTHER;""", C=condition(scope), CALL=call(scope),
                OTHER=call(scope), V=scope.declare())


@STATEMENTS.rule(weight=2)
def ordered_calls(scope):
    """The operators that order the effects of their operands."""
    sketch = scope.dice.pick(["""
        if (@CALL % 2u == 0 && @OTHER % 3u != 1)
          mix(@A);""", """
        mix((@CALL, @OTHER));"""])
    return fill(sketch, CALL=call(scope), OTHER=call(scope), A=value(scope))


@STATEMENTS.rule(weight=4, when=can_nest)
def if_else(scope):
    return fill("""
        if (@C) {
          @YES
        } else {
          @NO
        }""", C=condition(scope, 2), YES=block(scope), NO=block(scope))


@STATEMENTS.rule(weight=3, when=can_nest)
def counted_loop(scope):
    index = scope.fresh("i")
    return fill("""
        for (u32 @I = 0; @I < @N; ++@I) {
          @BODY
        }""", I=index, N=scope.dice.between(2, 3),
                BODY=block(scope, in_loop=True,
                           values=[*scope.values, f"u64({index})"]))


@STATEMENTS.rule(weight=1, when=can_nest)
def downward_loop(scope):
    return fill("""
        u32 @I = @N;
        do {
          @BODY
        } while (--@I);""", I=scope.fresh("n"), N=scope.dice.between(1, 3),
                BODY=block(scope, in_loop=True))


@STATEMENTS.rule(weight=3, when=lambda scope: scope.in_loop)
def leave_loop(scope):
    return fill("""
        if (@C)
          @HOW;""", C=condition(scope),
                HOW=scope.dice.pick(["break", "continue"]))


@STATEMENTS.rule(weight=1, when=can_nest)
def jump_back(scope):
    """A goto that leaves the scope of an object on its way."""
    return fill("""
        u32 @N = 2;
        @L:
        {
          Guard @G{@A};
          @BODY
          if (--@N)
            goto @L;
        }""", N=scope.fresh("n"), L=scope.fresh("again"), G=scope.fresh("g"),
                A=value(scope), BODY=block(scope))


@STATEMENTS.rule(weight=2, when=can_nest)
def switch(scope):
    def case():  # a break of the loop would mean the switch
        return block(scope, in_loop=False)

    return fill("""
        switch (@A % 4u) {
        case 0: {
          @ONE
          break;
        }
        case 1: {
          @TWO
        }
          [[fallthrough]];
        default: {
          @THREE
        }
        }""", A=value(scope), ONE=case(), TWO=case(), THREE=case())


@STATEMENTS.rule(weight=2, when=lambda scope: scope.may_return)
def early_return(scope):
    return fill("""
        if (@C)
          return @A;""", C=condition(scope, 7), A=value(scope))


@STATEMENTS.rule(weight=3)
def guard(scope):
    name = scope.fresh("g")
    lines = fill("Guard @G{@A};", G=name, A=value(scope))
    scope.values.append(f"{name}.value")
    return lines


@STATEMENTS.rule(weight=1)
def static_local(scope):
    name = scope.fresh("s")
    lines = fill("""
        static u64 @S = @K;
        @S += @A;""", S=name, K=scope.constant(16), A=value(scope))
    scope.values.append(name)
    return lines


@STATEMENTS.rule(weight=2)
def large_frame(scope):
    """Some KiB of locals, all of it filled, and used across a call."""
    name, count = scope.fresh("block"), scope.dice.pick([40, 300, 700, 1500])
    lines = fill("""
        @ALIGN@T @B[@N];
        for (u32 i = 0; i < @N; ++i)
          @B[i] = static_cast<@T>(@A * (i + 1));
        u64 @V = @CALL;
        @B[@V % @N] ^= static_cast<@T>(@V);""", B=name, N=count,
                 ALIGN=scope.dice.pick(["", "", "alignas(64) "]),
                 T=scope.dice.pick(["u8", "u32", "u64"]), A=value(scope),
                 CALL=call(scope), V=scope.declare())
    scope.values.append(f"u64({name}[{scope.dice.below(count)}])")
    return lines


@STATEMENTS.rule(weight=1, when=has_variable)
def reference(scope):
    return fill("u64 &@R = @V;", V=scope.dice.pick(scope.variables),
                R=scope.declare("r"))


@STATEMENTS.rule(weight=1)
def kept_temporary(scope):
    """A reference that keeps the result of a call alive."""
    name = scope.fresh("r")
    lines = [f"const u64 &{name} = {call(scope)};"]
    scope.values.append(name)
    return lines


@STATEMENTS.rule(weight=1)
def structured_binding(scope):
    """Braces order the two calls."""
    return fill("""
        auto [@A, @B] = @T{@CALL, @OTHER};
        u64 @V = @A - @B;""", A=scope.fresh("one"), B=scope.fresh("two"),
                T=scope.dice.pick(["Pair", "std::pair<u64, u64>"]),
                CALL=call(scope), OTHER=call(scope), V=scope.declare())
