# library.py - statements that go through the standard library
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Uses of the library, most of which call back into the program."""

from .expressions import call, value
from .grammar import fill
from .statements import STATEMENTS, can_nest

ELEMENTS = [{"T": "u64", "GET": "one"}, {"T": "Token", "GET": "one.value"},
            {"T": "Box", "GET": "one.value()"}]


@STATEMENTS.rule(weight=2, when=can_nest)
def vector(scope):
    return fill("""
        std::vector<@T> @L;
        for (u32 i = 0; i < 4; ++i)
          @L.emplace_back(@A + i);
        u64 @V = @CALL;
        for (const auto &one : @L)
          @V = @V * 31 + u64(@GET);""", L=scope.fresh("list"), A=value(scope),
                CALL=call(scope), **scope.dice.pick(ELEMENTS),
                V=scope.declare())


@STATEMENTS.rule(weight=1, when=can_nest)
def sort(scope):
    return fill("""
        std::vector<u64> @L;
        for (u32 i = 0; i < 7; ++i)
          @L.push_back((@A ^ i * 77) % 19);
        std::sort(@L.begin(), @L.end(), [&](u64 one, u64 other) {
          mix(@CALL);
          return one < other;
        });
        u64 @V = @L[@N];""", L=scope.fresh("list"), A=value(scope),
                CALL=call(scope), N=scope.dice.below(7), V=scope.declare())


@STATEMENTS.rule(weight=1)
def string(scope):
    return fill("""
        std::string @S(@A % 50u, 's');
        @S += std::to_string(@CALL);
        u64 @V = @S.size() + u64(@S.back());""", S=scope.fresh("text"),
                A=value(scope), CALL=call(scope), V=scope.declare())


@STATEMENTS.rule(weight=1, when=can_nest)
def visit(scope):
    return fill("""
        std::variant<u64, Pair, std::string> @S;
        if (@A % 3u == 0)
          @S = u64(@CALL);
        else if (@A % 3u == 1)
          @S = Pair{@B, 4};
        else
          @S = std::string(9, 'v');
        u64 @V = std::visit([&](const auto &one) -> u64 {
          typedef std::decay_t<decltype(one)> type;
          if constexpr (std::is_same_v<type, u64>)
            return one;
          else if constexpr (std::is_same_v<type, Pair>)
            return one.first + @OTHER;
          else
            return one.size();
        }, @S);""", S=scope.fresh("any"), A=value(scope), CALL=call(scope),
                B=value(scope), OTHER=call(scope), V=scope.declare())


@STATEMENTS.rule(weight=1, when=can_nest)
def optional(scope):
    return fill("""
        std::optional<Token> @S;
        if (@A % 2u)
          @S.emplace(@CALL);
        u64 @V = @S ? @S->value : @B;""", S=scope.fresh("maybe"),
                A=value(scope), CALL=call(scope), B=value(scope),
                V=scope.declare())


@STATEMENTS.rule(weight=1, when=can_nest)
def apply_tuple(scope):
    return fill("""
        u64 @V = std::apply([&](u64 one, u32 other, const Wide &wide) {
          return one + other + wide.value() + @CALL;
        }, std::tuple<u64, u32, Wide>(@A, 9, Wide::of(@B)));""",
                CALL=call(scope), A=value(scope), B=value(scope),
                V=scope.declare())
