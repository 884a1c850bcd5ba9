# lambdas.py - statements with closures
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lambdas: captures by value and by reference, mutable, generic, recursive
through a parameter or a std::function, handed in and out of functions."""

from .expressions import call, condition, value
from .grammar import fill, put
from .statements import STATEMENTS, body, can_nest, has_variable


def inside(scope, values=(), own=()):
    """The body of a lambda (u64 y, u32 e) that sees these values."""
    return body(scope.program, ["y", *values], own, "e", scope.nesting + 2,
                size=(1, 3))


def used(scope, name):
    """A closure that is called here, or handed over by name or as a copy."""
    how = scope.dice.pick(["@L(@A, less(@D))", "apply(@L, @A, less(@D))",
                           "apply_erased(@L, @A, less(@D))"])
    made = put(how, L=name, A=value(scope), D=scope.depth)
    return [f"u64 {scope.declare()} = {made};"]


@STATEMENTS.rule(weight=3, when=can_nest)
def by_value(scope):
    name, kept = scope.fresh("l"), scope.fresh("c")
    return [*fill("""
        auto @L = [@C = @A](u64 y, u32 e) -> u64 {
          @BODY
        };""", L=name, C=kept, A=f"u64({value(scope)})",
                  BODY=inside(scope, [kept])), *used(scope, name)]


@STATEMENTS.rule(weight=3,
                 when=lambda scope: can_nest(scope) and has_variable(scope))
def by_reference(scope):
    name, seen = scope.fresh("l"), scope.dice.pick(scope.variables)
    return [*fill("""
        auto @L = [&](u64 y, u32 e) -> u64 {
          @V ^= y;
          @BODY
        };""", L=name, V=seen, BODY=inside(scope, [seen])),
            *used(scope, name)]


@STATEMENTS.rule(weight=2, when=can_nest)
def mutable(scope):
    name, kept = scope.fresh("l"), scope.fresh("c")
    return [*fill("""
        auto @L = [@C = Token(@A)](u64 y, u32 e) mutable -> u64 {
          @C.value += y;
          @BODY
        };
        mix(@L(@B, less(@D)));""", L=name, C=kept, A=value(scope),
                  B=value(scope), D=scope.depth,
                  BODY=inside(scope, [f"{kept}.value"])),
            *used(scope, name)]


@STATEMENTS.rule(weight=3, when=can_nest)
def recursive_generic(scope):
    return fill("""
        auto @L = [](auto &self, u64 y, u32 e) -> u64 {
          @BODY
        };
        u64 @V = @L(@L, @A, less(@D));""", L=scope.fresh("l"),
                BODY=inside(scope, own=["self(self, @X, @D)"]),
                A=value(scope), D=scope.depth, V=scope.declare())


@STATEMENTS.rule(weight=2, when=can_nest)
def recursive_function_object(scope):
    name = scope.fresh("f")
    return fill("""
        std::function<u64(u64, u32)> @F;
        @F = [&@F](u64 y, u32 e) -> u64 {
          @BODY
        };
        u64 @V = @F(@A, less(@D));""", F=name,
                BODY=inside(scope, own=[f"{name}(@X, @D)"]),
                A=value(scope), D=scope.depth, V=scope.declare())


@STATEMENTS.rule(weight=2, when=can_nest)
def generic_with_pack(scope):
    return fill("""
        auto @L = [&](auto... each) {
          u64 all = @K;
          ((all = rotate(all, 7) ^ u64(each)), ...);
          return all + @CALL;
        };
        u64 @V = @L(@A, u8(@B), 'c', @C);""", L=scope.fresh("l"),
                K=scope.constant(), CALL=call(scope), A=value(scope),
                B=value(scope), C=value(scope), V=scope.declare())


@STATEMENTS.rule(weight=2, when=can_nest)
def called_at_once(scope):
    return fill("""
        u64 @V = [&] {
          if (@C)
            return u64(@A);
          return u64(@CALL);
        }();""", C=condition(scope), A=value(scope), CALL=call(scope),
                V=scope.declare())


@STATEMENTS.rule(weight=1, when=can_nest)
def returned(scope):
    """A lambda that returns a lambda with a move-only capture."""
    return fill("""
        auto @L = [](u64 y) {
          return [box = Box(y)](u32 e) -> u64 {
            @BODY
          };
        };
        u64 @V = @L(@A)(less(@D));""", L=scope.fresh("l"),
                BODY=body(scope.program, ["box.value()"], (), "e",
                          scope.nesting + 2, (1, 2)),
                A=value(scope), D=scope.depth, V=scope.declare())
