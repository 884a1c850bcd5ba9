# builds.py - the ways in which the programs are built
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The columns of the table, and what a program of each is built by.

segstack's own programs are those of the build tree; the others are built here
from the same sources, with the headers of include/ in the place of segstack's.
"""

import dataclasses
import pathlib
import subprocess

from cases import COMPILERS, RUNTIME

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ("-std=c++14", "-g", "-Wall", "-Wextra", "-Werror",
         "-Wno-infinite-recursion", "-Wno-unused-parameter", "-pthread")
# As tests/programs/runtime/CMakeLists.txt links them.
WRAPS = {"faults": ("mmap", "mprotect")}
# What a program opens while it runs: a library beside it, PROGRAM.so.
LIBRARIES = {"callbacks": "callbacks_library"}


@dataclasses.dataclass(frozen=True)
class Column:
    title: str
    compilers: tuple
    linker: str = ""  # of -fsplit-stack; empty: plain
    ours: bool = False  # built by segstack's own build


COLUMNS = (
    Column("segstack", COMPILERS, ours=True),
    Column("plain", COMPILERS),
    Column("g++, gold", ("g++",), "gold"),
    Column("g++, bfd", ("g++",), "bfd"),
    Column("clang++, gold", ("clang++-19",), "gold"),
    Column("clang++, lld", ("clang++-19",), "lld"),
)
SPLIT = tuple(column for column in COLUMNS if column.linker)


def split_flags(column):
    return ["-DSPLIT_STACK", "-fsplit-stack", f"-fuse-ld={column.linker}"]


def command_to_build(column, compiler, source, level, out):
    program = pathlib.Path(source).stem
    command = [compiler, *FLAGS, f"-{level}", f"-I{HERE / 'include'}",
               "-include", str(HERE / "include" / "uncounted.h"),
               str(RUNTIME / source), "-o", str(out)]
    wraps = list(WRAPS.get(program, ()))
    if column.linker:
        command += split_flags(column)
        if wraps:
            command.append(str(HERE / "syscall.cpp"))
            wraps.append("syscall")
    if wraps:
        command.append("-Wl," + ",".join(f"--wrap={name}" for name in wraps))
    return command


class Builder:
    """Builds each program once. What cannot be built has no path. That it does
    not link is between compiler and linker; that it does not compile is ours."""

    def __init__(self, build, folder, say):
        self.ours = pathlib.Path(build).resolve() / "tests/programs/runtime"
        self.folder = pathlib.Path(folder)
        self.say = say
        self.built = {}
        self.not_compiled = 0

    def path(self, column, compiler, program, level):
        if column.ours:
            return self.ours / f"{program}.{compiler}.{level}"
        key = (column, compiler, program, level)
        if key not in self.built:
            self.built[key] = self.build(*key)
        return self.built[key]

    def build(self, column, compiler, program, level):
        out = self.folder / (f"{program}.{compiler}.{level}."
                             f"{column.linker or 'plain'}")
        library = LIBRARIES.get(program)
        if library:
            beside = [*command_to_build(column, compiler, f"{library}.cpp",
                                        level, f"{out}.so"), "-fPIC", "-shared"]
            if not self.run(beside, out):
                return None
        command = command_to_build(column, compiler, f"{program}.cpp", level,
                                   out)
        built = self.run(command, out)
        if not built and subprocess.run([*command, "-fsyntax-only"],
                                        capture_output=True).returncode:
            self.not_compiled += 1
        return built

    def run(self, command, out):
        done = subprocess.run(command, text=True, capture_output=True)
        if done.returncode == 0:
            return out
        self.say(f"{' '.join(command)}\n{done.stderr[-2000:]}")
        return None
