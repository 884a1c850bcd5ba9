# recipe.py - how one program is compiled and run
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a compile command of a single program is made of."""

from dataclasses import dataclass, field


@dataclass
class Recipe:
    standard: str = ""  # as an option; "" when one of the options names it
    options: list = field(default_factory=list)
    sources: list = field(default_factory=list)  # besides the program itself
    environment: dict = field(default_factory=dict)

    def flags(self):
        return [self.standard] * bool(self.standard) + [
            one for one in self.options if not one.startswith("-l")]

    def libraries(self):
        """They come behind the sources: a linker may leave out what nothing
        before it needs."""
        return [one for one in self.options if one.startswith("-l")]
