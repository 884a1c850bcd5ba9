# build.py - compiles and links Boost, its tests and our programs
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiler commands, without b2.

Objects stay in SCRATCH/boost/COMPILER/VARIANT and are made again when their
command, the source, or for rewritten ones segstack, changes. What is linked
says from where each function of the segmented stacks comes; one that is not
libsegstack's is an error.
"""

import hashlib
import re
from pathlib import Path

from harness import process
import libraries
import variants

HERE = Path(__file__).resolve().parent
FLAGS = ["-std=c++17", "-O2", "-w", "-pthread"]
API = [f"__splitstack_{name}" for name in (
    "makecontext", "getcontext", "setcontext", "resetcontext",
    "releasecontext", "block_signals", "block_signals_context", "find",
    "find_context")]


class NotOurs(Exception):
    """A function of the segmented stacks is not libsegstack's."""


class NotRewritten(Exception):
    """segstack could not read a source, and it was compiled as it is."""


class Builder:
    """Makes programs with one compiler."""

    def __init__(self, scratch, boost, segstack, compiler):
        self.boost, self.segstack, self.compiler = boost, segstack, compiler
        self.folder = scratch.folder("boost", compiler.replace("+", "x"))

    def build(self, source, variant):
        """The program of one source."""
        parts = [self._object(source, variant)]
        parts += [self._object(HERE / name, variants.PLAIN)
                  for name in variant.extra]
        for library in libraries.SWITCHING:
            parts += [self._object(path, variant)
                      for path in self.boost.sources(library)]
        for library in libraries.OTHERS:
            if library != "test" or is_boosts(source):
                parts += [self._object(path, variants.PLAIN)
                          for path in self.boost.sources(library)]
        return self._link(source, parts, variant)

    def prepare(self, variant):
        """What many programs share, before they are built side by side."""
        built = [(variant, libraries.SWITCHING),
                 (variants.PLAIN, libraries.OTHERS)]
        for how, names in built:
            for name in names:
                for path in self.boost.sources(name):
                    self._object(path, how)
        for name in variant.extra:
            self._object(HERE / name, variants.PLAIN)

    def _command(self, source, variant):
        words = [self.compiler, *FLAGS, *variant.defines]
        if not is_boosts(source):
            words += ["-I", str(self.segstack.include), "-Wall", "-Wextra"]
            words.remove("-w")
        if variant.rewritten and source.suffix == ".cpp":
            words = [str(self.segstack.tool), "cc", "--place=all",
                     f"--system-header-filter={variants.REWRITTEN_HEADERS}",
                     *words]
        return [*words, "-c", str(source)]

    def _object(self, source, variant):
        target = self._place(source, variant).with_suffix(".o")
        command = self._command(source, variant)
        key = self._key(command, source, variant)
        remembered = target.with_suffix(".key")
        if target.exists() and remembered.exists() and \
                remembered.read_text() == key:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        outcome = process.must([*command, "-o", target], timeout=3600,
                               log=self.folder / "log")
        if "segstack: warning" in outcome.stderr:
            raise NotRewritten(outcome.stderr)
        remembered.write_text(key)
        return target

    def _key(self, command, source, variant):
        digest = hashlib.sha256(" ".join(command).encode())
        digest.update(source.read_bytes())
        if variant.rewritten:
            digest.update(self.segstack.fingerprint().encode())
        return digest.hexdigest()

    def _place(self, source, variant):
        root = self.boost.root if is_boosts(source) else HERE
        return self.folder / variant.built / source.relative_to(root)

    def _link(self, source, parts, variant):
        target = self._place(source, variant).with_suffix("." + variant.name)
        words = [self.compiler, *FLAGS, *parts]
        if variant.segmented:
            words += [f"-Wl,--trace-symbol={name}" for name in API]
            words += self.segstack.link_flags()
        outcome = process.must([*words, "-o", target], log=self.folder / "log")
        if variant.segmented:
            require_ours(outcome.stdout + outcome.stderr)
        return target


def is_boosts(source):
    return HERE not in source.parents


def require_ours(trace):
    """Raises unless the linker took what the program uses from libsegstack.

    It names the file of each reference and definition that it is asked for."""
    used = set(re.findall(r"(?:reference to|definition of) (__splitstack_\w+)",
                          trace))
    where = {name: file for file, name in
             re.findall(r"(\S+): definition of (__splitstack_\w+)", trace)}
    for name in sorted(used | {"__splitstack_makecontext"}):
        if "libsegstack.a" not in where.get(name, ""):
            raise NotOurs(f"{name} is from {where.get(name, 'nowhere')}")
