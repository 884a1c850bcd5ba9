# sources.py - where random programs come from
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A source makes the text of a program from a seed: csmith, or our generator for
what csmith does not have.

    (kind, seed) --Source.text--> text, or None --> Program on disk
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import generator
from directives import Recipe
from harness import process

STANDARD = "-std=gnu++17"
CSMITH_SECONDS = 20
# Smaller than csmith's own choice: a program compiles in a few seconds.
CSMITH_OPTIONS = ["--lang-cpp", "--cpp11", "--max-funcs", "8",
                  "--max-block-depth", "4"]
NO_CSMITH = ("run.py: {what} is missing: install the packages csmith and "
             "libcsmith-dev, or choose --kind classes")


@dataclass(frozen=True)
class Program:
    """A program on disk, as programs.Workshop wants it."""

    name: str  # classes-17
    path: Path
    options: tuple

    def recipe(self, opt, standard=""):
        return Recipe(standard=STANDARD, options=list(self.options))


class Classes:
    """C++ with classes, templates and exceptions: generator/."""

    options = ("-w",)

    def text(self, seed):
        return generator.make(seed)


class Csmith:
    """C++ that is nearly C: expressions, loops, structs, unions, pointers."""

    def __init__(self, include):
        self.program = shutil.which("csmith")
        if not self.program:
            raise SystemExit(NO_CSMITH.format(what="csmith"))
        if not Path(include, "csmith.h").exists():
            raise SystemExit(NO_CSMITH.format(what=f"{include}/csmith.h"))
        # In C++ a loop without effects has to end; csmith thinks of C, and g++
        # -O2 leaves out such a loop in one build and not in the other.
        self.options = ("-w", "-Wno-narrowing", "-fno-finite-loops",
                        f"-I{include}")

    def text(self, seed):
        """None where csmith itself does not end."""
        # csmith leaves a platform.info in the folder where it runs.
        with tempfile.TemporaryDirectory() as folder:
            made = process.run([self.program, *CSMITH_OPTIONS, "--seed", seed],
                               cwd=folder, timeout=CSMITH_SECONDS)
        if made.returncode or not made.stdout:
            return None
        return made.stdout


KINDS = {"csmith": lambda arguments: Csmith(arguments.csmith_include),
         "classes": lambda arguments: Classes()}


def chosen(arguments):
    """{kind: source} of --kind."""
    kinds = KINDS if arguments.kind == "all" else [arguments.kind]
    return {kind: KINDS[kind](arguments) for kind in kinds}
