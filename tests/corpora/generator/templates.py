# templates.py - units of templates
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Templates of functions, classes and members, with specialisations, packs and
values as arguments."""

from .grammar import fill
from .statements import body, effects
from .units import UNITS, Unit


@UNITS.rule(weight=4)
def function_template(program):
    name = program.fresh("t")
    calls = [f"{name}<u64>(@X, @D)", f"{name}(u8(@X), @D)",
             f"{name}(Wide::of(@X), @D)", f"{name}(int(u8(@X)), @D)"]
    return Unit(fill("""
        template <class T> static u64 @F(T t, u32 d);
        static u64 @F_value(const Wide &wide) { return wide.value(); }
        template <class T> static u64 @F_value(const T &t) { return u64(t); }
        template <class T> static u64 @F(T t, u32 d) {
          T copies[sizeof(T) % 7 + 2];
          for (T &one : copies)
            one = t;
          u64 x = @F_value(copies[d % 2]) + sizeof(T);
          if constexpr (sizeof(T) < 8)
            return stop(d) ? x : @F<u64>(x, less(d));
          @ONE
        }
        template <> u64 @F<int>(int t, u32 d) {
          u64 x = u64(t);
          @TWO
        }""", F=name, ONE=body(program, ["x"], calls),
                     TWO=body(program, ["x"], calls, size=(1, 3))), calls)


@UNITS.rule(weight=3)
def counted_template(program):
    """Each instantiation calls the next; the last is a specialisation."""
    name = program.fresh("t")
    first = program.dice.between(2, 6)
    return Unit(fill("""
        template <u32 I> static u64 @F(u64 x, u32 d) {
          if (stop(d))
            return x ^ I;
          if (x % 5 == 0)
            return @F<I>(x + 1, less(d));
          mix(@F<I - 1>(x + I, less(d)));
          @BODY
        }
        template <> u64 @F<0>(u64 x, u32 d) {
          @LAST
        }""".replace("mix(@F<I - 1>", "mix(@F<I == 0 ? 0 : I - 1>"), F=name,
                     BODY=body(program, ["x", "u64(I)"],
                               [f"{name}<I>(@X, @D)"], size=(1, 3)),
                     LAST=body(program, size=(1, 3))),
                [f"{name}<{first}>(@X, @D)", f"{name}<1>(@X, @D)"])


@UNITS.rule(weight=4)
def class_template(program):
    """A primary template, a partial and a full specialisation."""
    name = program.fresh("C")
    calls = [f"{name}<u64>(@X).run(@X, @D)", f"{name}<u64 *>(@X).run(@X, @D)",
             f"{name}<u8>(@X).run(@X, @D)",
             f"{name}<u16>(@X).template more<u32>(@X, @D)"]
    return Unit(fill("""
        template <class T> struct @N {
          T v;
          static u64 count;
          explicit @N(u64 x) : v(T(x)) { ++count; }
          ~@N() { mix(u64(v)); }
          u64 run(u64 x, u32 d);
          template <class U> u64 more(U u, u32 d) {
            u64 x = u64(u);
            @MORE
          }
        };
        template <class T> u64 @N<T>::count = 0;
        template <class T> u64 @N<T>::run(u64 x, u32 d) {
          @RUN
        }
        template <class T> struct @N<T *> : @N<T> {
          explicit @N(u64 x) : @N<T>(x + 1) {}
          u64 run(u64 x, u32 d) {
            u64 base = @N<T>::run(x, less(d));
            @PARTIAL
          }
        };
        template <> u64 @N<u8>::run(u64 x, u32 d) {
          @FULL
        }""", N=name,
                     MORE=body(program, ["x", "u64(v)"],
                               ["this->run(@X, @D)", "more<u16>(u16(@X), @D)"],
                               size=(1, 3)),
                     RUN=body(program, ["x", "u64(v)", "count"],
                              ["run(@X, @D)",
                               "this->template more<T>(T(@X), @D)"]),
                     PARTIAL=body(program, ["x", "base", "u64(this->v)"],
                                  ["run(@X, @D)"], size=(1, 3)),
                     FULL=body(program, ["x", "u64(v)"], ["run(@X, @D)"],
                               size=(1, 3))), calls)


@UNITS.rule(weight=3)
def packs(program):
    name = program.fresh("p")
    return Unit(fill("""
        static u64 @F(u32 d) { return d; }
        template <class T, class... More>
        static u64 @F(u32 d, T first, More... more) {
          if (stop(d))
            return u64(first) + sizeof...(more);
          u64 x = u64(first) ^ @F(less(d), more...);
          @BODY
        }
        template <class... Each> static u64 @F_fold(u32 d, Each &&...each) {
          u64 all = 0;
          ((all = all * 3 + @F(less(d), each)), ...);
          return all + @F(d % 4, std::forward<Each>(each)...);
        }""", F=name, BODY=body(program, size=(1, 3))),
                [f"{name}(@D, @X, u8(@X), 'p')", f"{name}(@D, @X)",
                 f"{name}_fold(@D, u64(@X), u16(@X))"])


@UNITS.rule(weight=3)
def curiously_recurring(program):
    """A base that calls its derived class without virtual functions."""
    name = program.fresh("Crtp")
    return Unit(fill("""
        template <class D> struct @N_base {
          u64 depth = 0;
          D &self() { return static_cast<D &>(*this); }
          u64 go(u64 x, u32 d) {
            if (stop(d))
              return depth;
            ++depth;
            return self().step(x + depth, less(d));
          }
        };
        struct @N : @N_base<@N> {
          u64 step(u64 x, u32 d) {
            @BODY
          }
        };""", N=name, BODY=body(program, ["x", "depth"], ["go(@X, @D)"])),
                [f"{name}().go(@X, @D)", f"{name}().step(@X, @D)"])


@UNITS.rule(weight=3)
def constrained(program):
    """Overloads that differ in what their types allow alone."""
    name = program.fresh("t")
    return Unit(fill("""
        template <class T>
        static std::enable_if_t<std::is_unsigned_v<T>, u64> @F(T t, u32 d) {
          u64 x = t;
          @ONE
        }
        template <class T>
        static std::enable_if_t<std::is_signed_v<T>, u64> @F(T t, u32 d) {
          return stop(d) ? 1 : @F(u32(t), less(d));
        }
        template <class T>
        static auto @F(const T &t, u32 d) -> decltype(u64(t.value)) {
          u64 x = t.value;
          @TWO
        }""", F=name, ONE=body(program, ["x"], [f"{name}(@X, @D)"]),
                     TWO=body(program, ["x"],
                              [f"{name}(Token(@X), @D)", f"{name}(@X, @D)"],
                              size=(1, 3))),
                [f"{name}(u64(@X), @D)", f"{name}(short(u8(@X)), @D)",
                 f"{name}(Guard(@X), @D)"])


@UNITS.rule(weight=3)
def callables(program):
    """A functor as a template argument, by value and by a forwarding reference;
    a template as an argument of a template."""
    name = program.fresh("t")
    return Unit(fill("""
        template <class F> static u64 @F_twice(F f, u64 x, u32 d) {
          if (stop(d))
            return x;
          u64 once = f(x, less(d));
          return f(once, less(d));
        }
        template <template <class...> class L, class F>
        static u64 @F_each(F &&f, u64 x, u32 d) {
          L<u64> list{x, x + 1, x * 2};
          for (u64 &one : list)
            one = std::forward<F>(f)(one, less(d));
          return list.front() - list.back();
        }
        struct @F_plus {
          u64 by;
          u64 operator()(u64 x, u32 d) const {
            @BODY
          }
        };
        template <class T> constexpr u64 @F_size = sizeof(T) * 3;
        static u64 @F(u64 x, u32 d) {
          if (stop(d))
            return @F_size<Wide>;
          @MORE
          return @F_each<std::vector>(&@F, x, less(d)) + @F_size<u16>;
        }""", F=name, BODY=body(program, ["x", "by"],
                                [f"{name}_twice(*this, @X, @D)"]),
                     MORE=effects(program, size=(1, 2))),
                [f"{name}_twice({name}_plus{{@X}}, @X, @D)",
                 f"{name}(@X, @D)",
                 f"{name}_each<std::vector>({name}_plus{{@X}}, @X, @D)"])


@UNITS.rule(weight=2)
def deduced(program):
    """Class template argument deduction, and deduced results."""
    name = program.fresh("Deduced")
    return Unit(fill("""
        template <class F> struct @N {
          F f;
          u64 v;
          @N(F given, u64 x) : f(given), v(x) {}
          decltype(auto) operator()(u64 x, u32 d) { return f(x ^ v, d); }
          auto again(u64 x, u32 d) {
            if (stop(d))
              return v;
            @MORE
            return u64((*this)(x, less(d)));
          }
        };
        static u64 @N_use(u64 x, u32 d) {
          @N one([](u64 y, u32 e) -> u64 {
            @BODY
          }, x);
          return one.again(x, d);
        }""", N=name, MORE=effects(program, ["x", "v"], size=(1, 2)),
                     BODY=body(program, ["y"], depth="e", nesting=1)),
                [f"{name}_use(@X, @D)"])
