# units.py - what a program is made of
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A unit is a group of definitions and the calls that reach them: functions,
classes or templates that belong together. A production of UNITS gets the
program and returns a Unit."""

from dataclasses import dataclass

from .grammar import Grammar

UNITS = Grammar()


@dataclass
class Unit:
    lines: list
    calls: list  # "f7(@X, @D)", each a u64
