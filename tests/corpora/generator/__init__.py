# __init__.py - random C++17 programs with a checksum
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""make(seed) is a program: the same text for the same seed, everywhere."""

from .program import make

__all__ = ["make"]
