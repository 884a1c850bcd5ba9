# throwing.py - statements that throw and catch
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Exceptions: what is thrown at one depth is caught at another, by reference,
by value, by a base or by dots; on the way destructors run, and call."""

from .expressions import call, condition, value
from .grammar import fill, put
from .statements import STATEMENTS, block, can_nest

THROWN = ["Error(@A)", "DeepError(@A)", "TextError(@A)", "u64(@A)",
          "Pair{@A, 3}"]
HANDLERS = {
    "const DeepError &@E": "(@E.code() + @E.text.size())",
    "Error &@E": "@E.code()",
    "Error @E": "@E.value",
    "const std::exception &@E": "length(@E.what())",
    "u64 @E": "@E",
    "const Pair &@E": "@E.first",
}


def an_exception(scope):
    return put(scope.dice.pick(THROWN), A=value(scope))


@STATEMENTS.rule(weight=3)
def throw(scope):
    return fill("""
        if (@C)
          throw @E;""", C=condition(scope, scope.dice.pick([5, 20, 60])),
                E=an_exception(scope))


@STATEMENTS.rule(weight=5, when=can_nest)
def try_block(scope):
    kinds = list(HANDLERS)
    first = scope.dice.below(len(kinds))
    lines = fill("""
        try {
          @BODY
        }""", BODY=block(scope))
    for kind in kinds[first:first + scope.dice.between(1, 2)]:
        lines += handler(scope, kind)
    if scope.dice.chance(60):
        lines += handler(scope, "...")
    return lines


def handler(scope, kind):
    """One catch, which may go on with the same exception or another."""
    name = scope.fresh("e")
    thrown = put(HANDLERS.get(kind, "u64(3)"), E=name)
    inside = block(scope, values=[*scope.values, thrown], in_handler=True)
    if scope.dice.chance(15):
        inside.append("throw;")
    elif scope.dice.chance(10):
        inside.append(f"throw {an_exception(scope)};")
    return fill("""
        catch (@KIND) {
          mix(@A);
          @BODY
        }""", KIND=put(kind, E=name), A=thrown, BODY=inside)


@STATEMENTS.rule(weight=2, when=lambda scope: scope.in_handler)
def rethrow(scope):
    return fill("""
        if (@C)
          throw;""", C=condition(scope, 3))


@STATEMENTS.rule(weight=1, when=can_nest)
def keep_exception(scope):
    """std::exception_ptr: the exception outlives its handler."""
    return fill("""
        std::exception_ptr @P;
        try {
          @BODY
        } catch (...) {
          @P = std::current_exception();
        }
        u64 @V = @CALL;
        if (@P && @C)
          std::rethrow_exception(@P);""", P=scope.fresh("p"),
                BODY=block(scope), CALL=call(scope), C=condition(scope, 2),
                V=scope.declare())


@STATEMENTS.rule(weight=1)
def nested_exception(scope):
    return fill("""
        try {
          try {
            mix(@CALL);
          } catch (...) {
            std::throw_with_nested(Error(@A));
          }
        } catch (const Error &@E) {
          mix(@E.code());
          try {
            std::rethrow_if_nested(@E);
          } catch (const Error &@F) {
            mix(@F.code());
          } catch (...) {
            mix(@K);
          }
        }""", CALL=call(scope), A=value(scope), E=scope.fresh("e"),
                F=scope.fresh("e"), K=scope.constant(8))


@STATEMENTS.rule(weight=2, when=lambda scope: scope.nesting < 2)
def call_while_unwinding(scope):
    """A local object whose end calls, also while an exception is on its way."""
    # A local class sees nothing of its function: only entries can be called.
    # Not in lambdas: clang++ 19 forgets such a destructor in a generic one.
    return fill("""
        struct @T {
          u64 x;
          u32 d;
          ~@T() {
            try {
              mix(@CALL);
            } catch (...) {
              mix(@K);
            }
          }
        } @G{@A, less(@D)};""", T=scope.fresh("AtEnd"), G=scope.fresh("g"),
                CALL=put(scope.dice.pick(scope.program.entries), X="x",
                         D="less(d)"),
                A=value(scope), K=scope.constant(8), D=scope.depth)
