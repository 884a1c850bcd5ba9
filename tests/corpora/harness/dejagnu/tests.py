# tests.py - the run tests of one folder of GCC's testsuite
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From a description to programs, each with what its records depend on.

    package --unpack.py--> SCRATCH/source/gcc-testsuite/FOLDER
        --every test that is to be run--> Program --directives.py--> Recipe
"""

import fnmatch
import re
import shlex
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .. import verdict
from . import directives, unpack

SUFFIXES = {"c++": (".C", ".cc", ".c"), "c": (".c",)}
# What a test's own .x file adds for every target: Tcl outside of braces.
OF_TEST = re.compile(r"^(?:lappend|set) additional_flags (.+)$", re.MULTILINE)
# C before C99, where a program is of that time.
SECOND_STANDARDS = {"c++": "-std=gnu++14", "c": "-std=gnu89"}


@dataclass
class Corpus:
    """One folder, as programs/NAME.toml describes it."""

    name: str
    about: str
    package: str
    folder: str  # below gcc/testsuite
    language: str = "c++"  # or "c"
    default: str = ""  # "run" where a test without dg-do is to be run
    excluded: list = field(default_factory=list)  # folders below it
    added: dict = field(default_factory=dict)  # {folder: options}
    standards: dict = field(default_factory=dict)  # {folder: standard}
    sources: dict = field(default_factory=dict)  # {folder: more sources of a
    # test, from its own folder; * is the test's name without suffix}
    parts: list = field(default_factory=list)  # globs of what is no test itself
    differs: dict = field(default_factory=dict)  # {program: why a review may}
    in_stress: dict = field(default_factory=dict)  # {program: why it may end
    # otherwise with stress=1}

    needs = ()

    @property
    def judge(self):
        return verdict.ByEnd(SECOND_STANDARDS[self.language])

    @property
    def label(self):
        return "gcc-testsuite" + (" c" if self.language == "c" else "")

    def fetch(self, scratch):
        return unpack.folder(scratch, self.package, self.folder)

    def programs(self, scratch, seeds=None, kept_only=False):
        """All of them; none where only what is kept counts and nothing is."""
        if not kept_only:
            self.fetch(scratch)
        if not unpack.is_there(scratch, self.folder):
            return []
        root, version = unpack.root_of(scratch), unpack.version(scratch)
        return [Program(root, name, self, version) for name in self.names(root)]

    def names(self, root):
        return sorted(str(path.relative_to(root))
                      for path in (root / self.folder).rglob("*")
                      if path.suffix in SUFFIXES[self.language]
                      and path.is_file() and self.is_run(path, root))

    def is_run(self, path, root):
        below = str(path.relative_to(root / self.folder))
        if any(fnmatch.fnmatchcase(below, one) for one in self.parts):
            return False
        return directives.is_run(path.read_text(errors="replace"), self.default)


@dataclass(frozen=True)
class Program:
    """One test, by its path below the root of the tests."""

    root: Path
    name: str
    corpus: Corpus
    version: str  # of the package

    @property
    def path(self):
        return self.root / self.name

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8", errors="replace")

    def inputs(self):
        """The package's version, and what else says how it is compiled."""
        more = [*self._added(), *self._sources()]
        return [self.version, *more]

    @property
    def _below(self):
        return self.name.removeprefix(f"{self.corpus.folder}/")

    def differs(self):
        """Why a review may find differences, if the description says so."""
        return self.corpus.differs.get(self._below)

    def in_stress(self):
        """Why it may end otherwise with stress=1, if the description says so."""
        return self.corpus.in_stress.get(self._below)

    def ready(self):
        """Nothing has to be made before it can be compiled."""
        return True

    def at(self, root):
        """The program in a copy of the tests."""
        return replace(self, root=root)

    def _of_folder(self, table):
        """The entry of the folder that the program is in, if it has one."""
        for folder, value in table.items():
            if f"/{folder}/" in f"/{self.name}":
                return value
        return None

    def _added(self):
        """Options that its folder has, and those of a file beside it."""
        of_test = self.path.with_suffix(".x")
        text = of_test.read_text() if of_test.exists() else ""
        return [*(self._of_folder(self.corpus.added) or []),
                *(word for line in OF_TEST.findall(text)
                  for word in shlex.split(line))]

    def _sources(self):
        return [name.replace("*", self.path.stem)
                for name in self._of_folder(self.corpus.sources) or []]

    def recipe(self, opt, standard=""):
        below = self._below.split("/")[0]
        if below in self.corpus.excluded:
            raise directives.Skip(f"folder {self.corpus.folder}/{below}")
        standard = standard or self._of_folder(self.corpus.standards) or ""
        found = directives.read(self.text, opt, standard, self.corpus.language)
        found.options = [*self._added(), *found.options]
        found.sources += self._sources()
        return found

    def why_not(self, opt):
        """The reason why it does not apply, or None."""
        try:
            self.recipe(opt)
        except directives.Skip as reason:
            return str(reason)
        return None
