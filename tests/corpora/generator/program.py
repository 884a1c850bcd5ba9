# program.py - a whole program from a seed
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Puts the parts together: the prelude, the entries' declarations, the units,
each followed by the entry that reaches it, and main.

    seed --Dice--> units --entryN(x, d)--> main calls them and prints checksums
"""

from . import classes, functions, lambdas, library, templates, throwing
from .dice import Dice
from .expressions import value
from .grammar import fill, put
from .prelude import TEXT
from .scope import Program, Scope
from .units import UNITS

# Productions register themselves when their module is imported.
PRODUCTIONS = (classes, functions, lambdas, library, templates, throwing)

MAIN = """
    /// One call from outside, and what became of it.
    static void round(const char *name, u64 (*entry)(u64, u32), u64 x, u32 d) {
      fuel = @FUEL;
      const char *end = "returned";
      try {
        mix(entry(x, d));
      } catch (const Error &error) {
        mix(error.code());
        end = "threw an Error";
      } catch (const std::exception &error) {
        mix(length(error.what()));
        end = "threw a std::exception";
      } catch (...) {
        end = "threw something";
      }
      std::printf("%s %s: %016llx\\n", name, end, checksum);
    }

    int main() {
      @ROUNDS
      std::printf("checksum %016llx\\n", checksum);
    }"""


def make(seed):
    """The text of the program of this seed."""
    dice = Dice(seed)
    count = dice.between(4, 7)
    program = Program(dice, count)
    lines = put(TEXT, SEED=program.constant()).split("\n")
    lines += [f"static u64 entry{number}(u64 x, u32 d);"
              for number in range(count)]
    for number in range(count):
        lines += ["", *unit(program, number)]
    return "\n".join(lines + ["", *main(program, count)]) + "\n"


def unit(program, number):
    """A unit and the entry that makes one of its calls."""
    made = UNITS.choose(program.dice)(program)
    scope = Scope(program)
    lines = [*made.lines, *fill("""
        static u64 entry@N(u64 x, u32 d) {
          if (stop(d))
            return x;
          u64 result = @CALL;
          mix(result);
          return result + @A;
        }""", N=number, A=value(scope),
                                CALL=put(program.dice.pick(made.calls), X="x",
                                         D="less(d)"))]
    program.natives += made.calls
    return lines


def main(program, count):
    dice = program.dice
    rounds = [f'round("entry{number}", &entry{number}, {program.constant()}, '
              f"{dice.pick([2, 5, 12, 30])});" for number in range(count)]
    return fill(MAIN, ROUNDS=rounds, FUEL=dice.pick([300, 1000, 3000]))
