# variants.py - the ways in which Boost is built and run
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One program, five ways:

    plain      Boost's ucontext switch, its own stacks
    segstack   segmented stacks, which libsegstack.a provides
    rewritten  the same, and all is compiled through `segstack cc`
    alone      the rewritten one with libc's swapcontext, so that nobody tells
               of a switch but __splitstack_setcontext
    stress     the rewritten one; every check changes stacks
"""

from dataclasses import dataclass

# With those of Boost's headers in which fibers' code runs.
REWRITTEN_HEADERS = "/boost/(context|coroutine2|fiber)/"


@dataclass(frozen=True)
class Variant:
    name: str
    built: str  # the variant whose program it runs
    options: str = "print_stats=1"
    extra: tuple = ()  # more sources of the program

    @property
    def segmented(self):
        return self.built != "plain"

    @property
    def rewritten(self):
        return self.built == "rewritten"

    @property
    def defines(self):
        return ["-DBOOST_USE_UCONTEXT",
                *["-DBOOST_USE_SEGMENTED_STACKS"] * self.segmented]


PLAIN = Variant("plain", "plain")
SEGSTACK = Variant("segstack", "segstack")
REWRITTEN = Variant("rewritten", "rewritten")
ALONE = Variant("alone", "rewritten", extra=("own_switch.cpp",))
STRESS = Variant("stress", "rewritten", "print_stats=1:stress=1")
ALL = [PLAIN, SEGSTACK, REWRITTEN, ALONE, STRESS]
