# functions.py - units of functions
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Free functions: how they take their parameters, give their result, are found
and are called."""

from .expressions import value
from .grammar import fill, put
from .scope import Scope
from .statements import body, effects, safe
from .units import UNITS, Unit


@UNITS.rule(weight=5)
def free(program):
    name = program.fresh("f")
    call = f"{name}(@X, @D)"
    return Unit(fill("""
        @KIND u64 @F(u64 x, u32 d) {
          @BODY
        }""", F=name, BODY=body(program, own=[call]),
                     KIND=program.dice.pick(
                         ["static", "inline", "static inline",
                          "__attribute__((noinline)) static"])), [call])


@UNITS.rule(weight=3)
def mutual(program):
    """Two functions and a third between them: a cycle of three."""
    one, other = program.fresh("f"), program.fresh("f")
    third = program.fresh("f")
    return Unit(fill("""
        static u64 @A(u64 x, u32 d);
        static u64 @C(u64 x, u32 d) { return stop(d) ? x : @A(x ^ 3, less(d)); }
        static u64 @B(u64 x, u32 d) {
          @ONE
        }
        static u64 @A(u64 x, u32 d) {
          @TWO
        }""", A=one, B=other, C=third,
                     ONE=body(program, own=[f"{third}(@X, @D)"]),
                     TWO=body(program, own=[f"{other}(@X, @D)"])),
                [f"{one}(@X, @D)", f"{other}(@X, @D)"])


@UNITS.rule(weight=4)
def overloads(program):
    name = program.fresh("over")
    calls = [f"{name}(@X, @D)", f"{name}(u16(@X), @D)",
             f"{name}(Wide::of(@X), @D)", f"{name}(std::to_string(@X), @D)"]
    return Unit(fill("""
        static u64 @F(u64 x, u32 d);
        static u64 @F(u16 x, u32 d);
        static u64 @F(const Wide &wide, u32 d);
        static u64 @F(std::string text, u32 d);
        static u64 @F(u64 x, u32 d) {
          @ONE
        }
        static u64 @F(u16 x, u32 d) {
          @TWO
        }
        static u64 @F(const Wide &wide, u32 d) {
          @THREE
        }
        static u64 @F(std::string text, u32 d) {
          @FOUR
        }""", F=name, ONE=body(program, own=calls),
                     TWO=body(program, ["u64(x)"], calls),
                     THREE=body(program, ["wide.value()"], calls),
                     FOUR=body(program, ["u64(text.size())"], calls,
                               size=(1, 3))), calls)


@UNITS.rule(weight=3)
def namespaces(program):
    """The same name in three namespaces, and a call found by its argument."""
    space, name = program.fresh("ns"), program.fresh("f")
    calls = [f"{space}::{name}(@X, @D)", f"{space}::inner::{name}(@X, @D)",
             f"{name}({space}::Tag{{@X}}, @D)"]
    return Unit(fill("""
        namespace @N {
        struct Tag {
          u64 x;
        };
        static u64 @F(u64 x, u32 d);
        static u64 @F(Tag tag, u32 d) {
          @ONE
        }
        namespace inner {
        static u64 @F(u64 x, u32 d) {
          @TWO
        }
        } // namespace inner
        namespace {
        u64 hidden(u64 x, u32 d) {
          @THREE
        }
        } // namespace
        inline namespace v1 {
        u64 shown(u64 x, u32 d) {
          @FOUR
        }
        } // namespace v1
        static u64 @F(u64 x, u32 d) { return shown(x, d) ^ 1; }
        } // namespace @N""", N=space, F=name,
                     ONE=body(program, ["tag.x"], [f"{name}(@X, @D)"]),
                     TWO=body(program, own=[f"{name}(@X, @D)", calls[0]]),
                     THREE=body(program, own=["hidden(@X, @D)", calls[2]]),
                     FOUR=body(program, own=["hidden(@X, @D)"], size=(1, 3))),
                calls)


@UNITS.rule(weight=3)
def default_arguments(program):
    name = program.fresh("f")
    calls = [f"{name}(@X, @D)", f"{name}(@X, @D, 3)",
             f"{name}(@X, @D, 5, 'z')"]
    return Unit(fill("""
        static u64 @F(u64 x, u32 d, u64 extra = @CALL, char last = 'a') {
          @BODY
        }""", F=name, CALL=put(program.dice.pick(program.entries),
                                       X=program.constant(), D=2),
                     BODY=body(program, ["x", "extra", "u64(last)"], calls)),
                calls)


@UNITS.rule(weight=3)
def references(program):
    """Parameters and results that are references, and stay the same object."""
    name = program.fresh("f")
    call = f"{name}(@X, @D)"
    return Unit(fill("""
        static u64 &@F_lower(u64 &one, u64 &other, u32 d) {
          if (stop(d))
            return one < other ? one : other;
          one += 3;
          return @F_lower(other, one, less(d));
        }
        static void @F_into(u64 &out, const u64 &in, u64 x, u32 d);
        static u64 @F(u64 x, u32 d) {
          u64 one = x, other = @A;
          @F_lower(one, other, d % 5) += 2;
          @F_into(one, other, x, d);
          return one ^ other;
        }
        static void @F_into(u64 &out, const u64 &in, u64 x, u32 d) {
          if (stop(d))
            return;
          out += in;
          @BODY
        }""", F=name,
                     A=value(Scope(program)),
                     BODY=effects(program, ["x", "in"], [call], ["out"])),
                [call])


@UNITS.rule(weight=3)
def class_parameters(program):
    """By value: a class that counts its copies, one that only moves, one in
    memory; and by rvalue reference."""
    name = program.fresh("f")
    calls = [f"{name}(Token(@X), @D)", f"{name}(Box(@X), @D)",
             f"{name}(Wide::of(@X), Token(@X), @D)"]
    return Unit(fill("""
        static u64 @F(Box box, u32 d);
        static u64 @F(Wide wide, Token token, u32 d);
        static u64 @F(Token token, u32 d) {
          @ONE
        }
        static u64 @F_ref(Token &&token, u32 d) {
          if (stop(d))
            return token.value;
          if (d % 3 == 0)
            return @F(std::move(token), less(d));
          return @F_ref(Token(token.value ^ d), less(d)) + token.value;
        }
        static u64 @F(Wide wide, Token token, u32 d) {
          if (d % 2)
            return @F_ref(std::move(token), less(d)) ^ wide.part[2];
          @TWO
        }
        static u64 @F(Box box, u32 d) {
          if (stop(d))
            return box.value();
          if (box.value() % 4)
            return @F(Box(box.value() / 3), less(d)) + 1;
          u64 x = box.value();
          mix(x);
          return @F(std::move(box), less(d));
        }""", F=name,
                     ONE=body(program, ["token.value"],
                              [*calls, f"{name}(token, @D)"]),
                     TWO=body(program, ["wide.value()", "token.value"],
                              [*calls, f"{name}(wide, token, @D)"])), calls)


@UNITS.rule(weight=3)
def class_results(program):
    """Results that are built in their caller's place, and one that moves."""
    name = program.fresh("make")
    return Unit(fill("""
        static Token @F(u64 x, u32 d) {
          Token made(x);
          if (!stop(d)) {
            @ONE
          }
          return made;
        }
        static Box @F_box(u64 x, u32 d) {
          if (stop(d))
            return Box(x);
          Box made = @F_box(x * 3 + 1, less(d));
          *made.held += @A;
          return made;
        }
        static Wide @F_wide(u64 x, u32 d) {
          if (stop(d))
            return Wide::of(x);
          Wide made = @F_wide(x + 5, less(d));
          made.part[x % 5] ^= x;
          return made;
        }""", F=name,
                     ONE=effects(program, ["x", "made.value"], size=(1, 3)),
                     A=value(Scope(program))),
                [f"{name}(@X, @D).value", f"{name}_box(@X, @D).value()",
                 f"{name}_wide(@X, @D).value()"])


@UNITS.rule(weight=2)
def not_throwing(program):
    name = program.fresh("f")
    return Unit(fill("""
        static u64 @F(u64 x, u32 d) noexcept {
          if (stop(d))
            return x;
          @BODY
          return @A;
        }""", F=name, BODY=safe(program), A=value(Scope(program))),
                [f"{name}(@X, @D)"])


@UNITS.rule(weight=2)
def function_try(program):
    name = program.fresh("f")
    call = f"{name}(@X, @D)"
    return Unit(fill("""
        static u64 @F(u64 x, u32 d) try {
          @BODY
        } catch (const Error &error) {
          mix(error.code());
          return x + @K;
        } catch (const Pair &pair) {
          return pair.first;
        }""", F=name, K=program.constant(),
                     BODY=body(program, own=[call])), [call])


@UNITS.rule(weight=2)
def constant_expression(program):
    """One function, called by the compiler and by the program."""
    name = program.fresh("c")
    return Unit(fill("""
        constexpr u64 @F(u64 x, u32 d) {
          u64 sum = x;
          for (u32 i = 0; i < d % 4; ++i)
            sum = rotate(sum, i + 1) + @F(x * 5 + i, d / 2);
          return sum ^ @K;
        }
        constexpr u64 @F_table[] = {@F(1, 5), @F(@A, 11)};""", F=name,
                     K=program.constant(), A=program.constant(16)),
                [f"{name}(@X, @D)", f"({name}_table[@X % 2u] + @D)"])


@UNITS.rule(weight=2)
def pointers(program):
    """Calls through pointers to functions, in a table and as a parameter."""
    name = program.fresh("f")
    calls = [f"{name}_table[@X % 2u](@X, @D)", f"{name}(&{name}_a, @X, @D)"]
    return Unit(fill("""
        static u64 @F_a(u64 x, u32 d);
        static u64 @F_b(u64 x, u32 d);
        static u64 (*const @F_table[])(u64, u32) = {@F_a, &@F_b};
        static u64 @F(u64 (*given)(u64, u32), u64 x, u32 d) {
          return stop(d) ? x : given(x + 1, less(d));
        }
        static u64 @F_a(u64 x, u32 d) {
          @ONE
        }
        static u64 @F_b(u64 x, u32 d) {
          @TWO
        }""", F=name,
                     ONE=body(program, own=calls),
                     TWO=body(program, own=calls)), calls)


@UNITS.rule(weight=1)
def variadic(program):
    name = program.fresh("f")
    return Unit(fill("""
        static u64 @F_list(u32 d, u32 count, va_list list) {
          u64 x = d;
          while (count--)
            x = rotate(x, 5) ^ va_arg(list, u64);
          if (stop(d))
            return x;
          @BODY
          return x;
        }
        static u64 @F(u32 d, u32 count, ...) {
          va_list list;
          va_start(list, count);
          u64 x = @F_list(d % 7, count, list);
          va_end(list);
          return x;
        }""", F=name,
                     BODY=safe(program)),
                [f"{name}(@D, 2, u64(@X), 5ull)", f"{name}(@D, 1, u64(@X))"])
