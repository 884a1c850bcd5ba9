# classes.py - units of classes
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Classes: what runs when they are made and destroyed, and how their members
are found and called."""

from .expressions import value
from .grammar import fill, put
from .scope import Scope
from .statements import body, effects, safe
from .units import UNITS, Unit


def entry_call(program, x="x", d="less(d)"):
    """For places that no scope describes."""
    return put(program.dice.pick(program.entries), X=x, D=d)


@UNITS.rule(weight=4)
def virtual_functions(program):
    name = program.fresh("Shape")
    calls = [f"{name}_b(@X).run(@X, @D)", f"{name}_use({name}_c(@X), @X, @D)",
             f"{name}_make(@X)->run(@X, @D)"]
    own = ["run(@X, @D)", "still(@X, @D)"]
    return Unit(fill("""
        struct @N {
          u64 a;
          explicit @N(u64 v) : a(v) {}
          virtual ~@N() { mix(a); }
          virtual u64 run(u64 x, u32 d) = 0;
          u64 still(u64 x, u32 d) { return stop(d) ? a : run(x ^ a, less(d)); }
        };
        u64 @N::run(u64 x, u32 d) {
          @ONE
        }
        struct @N_b : @N {
          explicit @N_b(u64 v) : @N(v + 1) {}
          u64 run(u64 x, u32 d) override {
            @TWO
          }
        };
        struct @N_c final : @N_b {
          Guard last;
          explicit @N_c(u64 v) : @N_b(v * 3), last(v) {}
          ~@N_c() override { mix(a + 1); }
          u64 run(u64 x, u32 d) override {
            @THREE
          }
        };
        static u64 @N_use(@N &&shape, u64 x, u32 d) { return shape.run(x, d); }
        static std::unique_ptr<@N> @N_make(u64 x) {
          if (x % 2)
            return std::make_unique<@N_b>(x);
          return std::make_unique<@N_c>(x);
        }""", N=name, ONE=body(program, ["x", "a"], own, size=(1, 3)),
                     TWO=body(program, ["x", "a"],
                              [*own, f"{name}::run(@X, @D)"]),
                     THREE=body(program, ["x", "a", "last.value"],
                                [*own, f"{name}_b::run(@X, @D)"])), calls)


@UNITS.rule(weight=3)
def multiple_bases(program):
    """Calls through the second base adjust this, and results may be covariant."""
    name = program.fresh("Many")
    own = [f"{name}_left::go(@X, @D)", f"{name}_right::turn(@X, @D)",
           "go(@X, @D)", f"static_cast<{name}_right *>(self())->turn(@X, @D)"]
    return Unit(fill("""
        struct @N_left {
          u64 l = 11;
          virtual ~@N_left() { mix(l); }
          virtual u64 go(u64 x, u32 d) {
            @ONE
          }
          virtual @N_left *self() { return this; }
        };
        struct @N_right {
          u64 r = 13;
          virtual ~@N_right() { mix(r); }
          virtual u64 turn(u64 x, u32 d) {
            @TWO
          }
        };
        struct @N : @N_left, @N_right {
          u64 go(u64 x, u32 d) override {
            l += x % 8;
            @THREE
          }
          u64 turn(u64 x, u32 d) override {
            if (stop(d))
              return r;
            r ^= x;
            return self()->go(x + r, less(d));
          }
          @N *self() override { return this; }
        };
        static u64 @N_by_right(@N_right &&one, u64 x, u32 d) {
          return one.turn(x, d);
        }""", N=name, ONE=body(program, ["x", "l"], size=(1, 3)),
                     TWO=body(program, ["x", "r"], size=(1, 3)),
                     THREE=body(program, ["x", "l", "r"], own)),
                [f"{name}().go(@X, @D)", f"{name}_by_right({name}(), @X, @D)"])


@UNITS.rule(weight=3)
def virtual_base(program):
    name = program.fresh("Diamond")
    return Unit(fill("""
        struct @N_top {
          u64 t;
          explicit @N_top(u64 x, u32 d) : t(@CALL) { mix(t); }
          virtual ~@N_top() { mix(t); }
          virtual u64 go(u64 x, u32 d) { return stop(d) ? t : x + t; }
        };
        struct @N_one : virtual @N_top {
          u64 here = 1;
          @N_one(u64 x, u32 d) : @N_top(x, d) { here += x; }
          u64 go(u64 x, u32 d) override {
            @ONE
          }
        };
        struct @N_two : virtual @N_top {
          u64 there;
          @N_two(u64 x, u32 d) : @N_top(x + 1, d), there(@OTHER) {}
        };
        struct @N : @N_one, @N_two {
          @N(u64 x, u32 d) : @N_top(x * 7, d), @N_one(x, d), @N_two(x, d) {}
          ~@N() override {
            u64 x = here ^ there;
            u32 d = 3;
            @END
          }
          u64 go(u64 x, u32 d) override {
            @TWO
          }
        };""", N=name, CALL=entry_call(program), OTHER=entry_call(program),
                     ONE=body(program, ["x", "t", "here"], size=(1, 3)),
                     TWO=body(program, ["x", "t", "here", "there"],
                              [f"{name}_one::go(@X, @D)", "go(@X, @D)"]),
                     END=safe(program)),
                [f"{name}(@X, @D).go(@X, @D)",
                 f"{name}_two(@X, @D).go(@X, @D)"])


@UNITS.rule(weight=4)
def tree(program):
    """Constructors that make children, and destructors that end them."""
    name = program.fresh("Tree")
    return Unit(fill("""
        struct @N {
          u64 v;
          std::unique_ptr<@N> left;
          @N *right;
          u64 got = @K;
          @N(u64 x, u32 d)
              : v(x), left(stop(d) ? nullptr : new @N(x * 3, d / 2)),
                right(d % 3 ? nullptr : new @N(x + 1, d / 3)),
                got(@CALL) {
            @MAKE
          }
          explicit @N(u64 x) : @N(x, 4) { mix(v); }
          @N(const @N &) = delete;
          ~@N() {
            u64 x = v;
            u32 d = 2;
            delete right;
            @END
          }
          u64 walk(u64 x, u32 d) const {
            if (stop(d))
              return v;
            u64 all = left ? left->walk(x + 1, less(d)) : got;
            if (right)
              all ^= right->walk(all, less(d));
            return all + v;
          }
        };""".replace("d % 3 ? nullptr", "d % 3 || stop(d) ? nullptr"),
                     N=name, K=program.constant(), CALL=entry_call(program),
                     # A constructor that throws would leak its right child.
                     MAKE=safe(program, ["x", "v"]), END=safe(program)),
                [f"{name}(@X, @D).walk(@X, @D)", f"{name}(@X).walk(@X, @D)"])


@UNITS.rule(weight=3)
def constructors_that_throw(program):
    """A function try block around initialisers; what was made before ends."""
    name = program.fresh("Part")
    return Unit(fill("""
        struct @N_base {
          Guard first;
          u64 b;
          @N_base(u64 x, u32 d) : first(x), b(@CALL) {
            @MAKE
          }
        };
        struct @N : @N_base {
          Guard second;
          u64 v{@K};
          @N(u64 x, u32 d) try : @N_base(x, d), second(b), v(@OTHER) {
            @MORE
          } catch (const Error &error) {
            mix(error.code());
            throw u64(x);
          }
          u64 value() const { return v; }
        };
        struct @N_same : @N {
          using @N::@N;
        };
        static u64 @N_try(u64 x, u32 d) {
          if (stop(d))
            return x;
          try {
            return @N_same(x, d).value();
          } catch (u64 thrown) {
            return thrown + 1;
          }
        }""", N=name, K=program.constant(), CALL=entry_call(program),
                     OTHER=entry_call(program),
                     MAKE=effects(program, ["x", "b"], size=(1, 3)),
                     MORE=effects(program, ["x", "b", "v"], size=(1, 3))),
                [f"{name}(@X, @D).value()", f"{name}_try(@X, @D)"])


@UNITS.rule(weight=4)
def operators(program):
    name = program.fresh("Num")
    own = [f"u64({name}(@X, @D) + {name}(@X, 1))", f"{name}(@X, @D)[@X]",
           f"{name}(@X, @D)(@X, 3)", f"u64(-{name}(@X, @D))"]
    return Unit(fill("""
        class @N {
          u64 v;
          u32 d;

        public:
          explicit @N(u64 value, u32 depth) : v(value), d(depth) {}
          explicit operator u64() const {
            if (stop(d))
              return v;
            u64 x = v;
            return @CALL;
          }
          operator u16() && { return stop(d) ? 1 : u16(v + @OTHER); }
          explicit operator bool() const { return v % 2 != 0; }
          u64 operator()(u64 x, u32 more) {
            @PAREN
          }
          u64 operator[](u64 x) const {
            @INDEX
          }
          @N operator-() const { return @N(~v, less(d)); }
          @N &operator++() {
            v = u64(*this) + 1;
            return *this;
          }
          @N operator++(int) {
            @N before = *this;
            ++*this;
            return before;
          }
          const @N *operator->() const { return this; }
          u64 get() const { return v; }
          friend @N operator+(@N one, const @N &other) {
            if (stop(one.d))
              return other;
            u64 x = one.v, d = 0;
            one.d = less(one.d);
            one.v += u64(other) + d;
            mix(x);
            return one.v % 3 ? one + @N(x ^ 1, one.d) : one;
          }
          friend bool operator<(const @N &one, const @N &other) {
            return stop(one.d) ? one.v < other.v
                               : u64(one) < u64(@N(other.v, less(one.d)));
          }
        };
        static u64 @N_use(u64 x, u32 d) {
          if (stop(d))
            return x;
          @N one(x, less(d)), other = one++;
          if (one < other)
            ++other;
          if (one && !other)
            mix(other->get());
          u16 narrow = std::move(one);
          return u64(-(one + other)) + narrow;
        }""", N=name, CALL=entry_call(program), OTHER=entry_call(program, "v"),
                     PAREN=body(program, ["x", "v"], own, "more"),
                     INDEX=body(program, ["x", "v"], size=(1, 3))),
                [*own, f"{name}_use(@X, @D)"])


@UNITS.rule(weight=3)
def copied_and_moved(program):
    """Copies and moves that recurse, assignments, and ref-qualified members."""
    name = program.fresh("Value")
    return Unit(fill("""
        struct @N {
          u64 v;
          u32 d;
          @N(u64 x, u32 depth) : v(x), d(depth) {}
          @N(const @N &other) : v(other.v + 1), d(less(other.d)) {
            if (!stop(d)) {
              @N copy(*this);
              mix(copy.v);
            }
          }
          @N(@N &&other) noexcept : v(std::exchange(other.v, 2)), d(other.d) {
            mix(v);
          }
          @N &operator=(@N other) {
            std::swap(v, other.v);
            return *this;
          }
          ~@N() { mix(v ^ d); }
          u64 get(u64 x) & {
            @ONE
          }
          u64 get(u64 x) const & { return v * 5 + x; }
          u64 get(u64 x) && {
            u64 all = v;
            @TWO
            return all;
          }
        };
        static @N @N_pass(@N one, u32 d) {
          if (stop(d))
            return one;
          @N other = @N_pass(one, less(d));
          one = std::move(other);
          return @N_pass(std::move(one), d / 2);
        }
        static u64 @N_use(u64 x, u32 d) {
          @N one(x, d % 4);
          const @N same = @N_pass(one, d % 4);
          one = same;
          return one.get(x) + same.get(x);
        }""", N=name, ONE=body(program, ["x", "v"], ["get(@X)"], size=(1, 3)),
                     TWO=effects(program, ["x"], variables=["all", "v"],
                                 size=(1, 3))),
                [f"{name}(@X, @D).get(@X)", f"{name}_use(@X, @D)"])


@UNITS.rule(weight=2)
def members(program):
    """Static, const, nested and local; pointers to members."""
    name = program.fresh("Group")
    return Unit(fill("""
        struct @N {
          u64 v = @K;
          static u64 shared;
          struct Inner {
            @N *outer;
            u64 up(u64 x, u32 d) { return outer->plain(x, d); }
          };
          u64 plain(u64 x, u32 d) {
            @ONE
          }
          u64 fixed(u64 x, u32 d) const {
            @TWO
          }
          static u64 common(u64 x, u32 d) {
            shared += x;
            @THREE
          }
        };
        u64 @N::shared = 1;
        static u64 @N_any(u64 (@N::*which)(u64, u32), u64 x, u32 d) {
          struct Local : @N {
            u64 twice(u64 x, u32 d) { return stop(d) ? v : plain(v, d / 2); }
          } one;
          if (stop(d))
            return one.twice(x, d);
          mix(one.twice(x, less(d)));
          return (one.*which)(x, less(d));
        }""", N=name, K=program.constant(),
                     ONE=body(program, ["x", "v"],
                              ["Inner{this}.up(@X, @D)", "plain(@X, @D)"]),
                     TWO=body(program, ["x", "v"],
                              ["fixed(@X, @D)", "common(@X, @D)"]),
                     THREE=body(program, ["x", "shared"], ["common(@X, @D)"])),
                [f"{name}().fixed(@X, @D)", f"{name}::common(@X, @D)",
                 f"{name}_any(&{name}::plain, @X, @D)"])
