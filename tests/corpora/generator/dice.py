# dice.py - random choices that are the same everywhere
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Choices out of Random.random() alone, which Python promises to give the same
numbers for the same seed in every version and on every machine. Its other
methods may change.
"""

import random


class Dice:
    def __init__(self, seed):
        self._next = random.Random(seed).random

    def below(self, count):
        return int(self._next() * count)

    def between(self, low, high):
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, things):
        return things[self.below(len(things))]

    def weighted(self, pairs):
        """One of the things in (weight, thing) pairs."""
        at = self.below(sum(weight for weight, _ in pairs))
        for weight, thing in pairs:
            at -= weight
            if at < 0:
                return thing
        raise ValueError("no thing to choose from")
