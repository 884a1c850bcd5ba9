# generated.py - corpora of random programs
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A source makes the text of a program from a seed: csmith, or our generator for
what csmith does not have.

    seed --Source.text--> text, or None --> SCRATCH/random/programs/NAME-SEED.cpp
                                            (.c, where the language is C)
"""

import hashlib
import json
import tempfile
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import generator

from . import cache, packages, process, verdict
from .recipe import Recipe

CSMITH_SECONDS = 20
FORMAT = 1  # of a record; a new number runs everything anew


class Classes:
    """C++ with classes, templates and exceptions: ../generator."""

    def __init__(self, scratch, options):
        if options:
            raise SystemExit("run.py: the generator of classes has no options")

    def text(self, seed):
        return generator.make(seed)


class Csmith:
    """C, or C++ that is nearly C. What it wrote is kept, since it is slow."""

    def __init__(self, scratch, options):
        self.options = options
        self.program = process.need("csmith")
        version = self._run("--version").stdout
        recipe = hashlib.sha256(json.dumps([version, options]).encode())
        self.folder = scratch.folder("random", "csmith",
                                     recipe.hexdigest()[:12])

    def text(self, seed):
        """None where csmith itself does not end."""
        kept = self.folder / f"{seed}.cpp"
        if not kept.exists():
            cache.write(kept, self._made(seed))
        return kept.read_text() or None

    def _made(self, seed):
        made = self._run(*self.options, "--seed", seed)
        return "" if made.returncode else made.stdout

    def _run(self, *options):
        # csmith leaves a platform.info in the folder where it runs.
        with tempfile.TemporaryDirectory() as folder:
            return process.run([self.program, *options], cwd=folder,
                               timeout=CSMITH_SECONDS)


GENERATORS = {"csmith": Csmith, "classes": Classes}


@dataclass
class Corpus:
    """Programs of one generator, as programs/NAME.toml describes them."""

    name: str
    about: str
    generator: str
    standard: str
    language: str = "c++"  # or "c"
    options: list = field(default_factory=list)  # for the compiler
    generate: list = field(default_factory=list)  # for the generator
    needs: list = field(default_factory=list)  # Debian packages
    count: int = 250
    seconds: int = 10  # a plain program that takes longer does not count

    label = "random"

    @property
    def judge(self):
        return verdict.ByOutput(self.seconds)

    @property
    def suffix(self):
        return {"c++": ".cpp", "c": ".c"}[self.language]

    def source(self, scratch):
        return GENERATORS[self.generator](scratch, self.generate)

    def fetch(self, scratch):
        """Nothing is downloaded."""

    def programs(self, scratch, seeds, kept_only=False):
        if kept_only and packages.missing(self.needs):
            return []
        packages.require(self.needs)
        source, folder = self.source(scratch), scratch.folder("random", "programs")
        return [Program(f"{self.name}-{seed}", seed, self, source, folder)
                for seed in seeds.of(self)]


@dataclass(frozen=True)
class Program:
    """One seed; its text is made when it is first needed."""

    name: str  # classes-17
    seed: int
    corpus: Corpus
    source: object
    folder: Path

    @property
    def root(self):
        return self.folder

    def at(self, root):
        """The program in a copy of the folder."""
        return replace(self, folder=root)

    @property
    def path(self):
        return self.folder / f"{self.name}{self.corpus.suffix}"

    @cached_property
    def text(self):
        return self.source.text(self.seed)

    def inputs(self):
        digest = hashlib.sha256((self.text or "").encode()).hexdigest()
        return [FORMAT, digest, *self.corpus.options]

    def ready(self):
        """Whether there is a program, which is then on the disk."""
        if self.text is None:
            return False
        if not self.path.exists() or self.path.read_text() != self.text:
            cache.write(self.path, self.text)
        return True

    def differs(self):
        return None

    def in_stress(self):
        return None

    def recipe(self, opt, standard=""):
        return Recipe(f"-std={self.corpus.standard}", list(self.corpus.options))

    def why_not(self, opt):
        """Every seed applies."""
