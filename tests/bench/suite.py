# suite.py - what is measured, and how each variant of it is built
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The programs and their variants.

    programs/NAME.cpp -- plain --------> compiler -O2
                      |- all, auto ----> segstack cc --place=... compiler -O2
                      |- guard --------> all, with --mechanism=guard
                      '- split --------> compiler -O2 -fsplit-stack, gold

Each is built in several layouts: the same code, at other places within a
cache line. What a loop of a few branches takes depends on that as much as on
a check (after Mytkowicz et al., "Producing wrong data without doing anything
obviously wrong!", ASPLOS 2009).
"""

import dataclasses
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

COMPILERS = ("g++", "clang++-19")
VARIANTS = ("plain", "all", "auto", "guard", "split")
LINE = 64  # bytes of a cache line


class BenchError(Exception):
    """Something without which there is no result; the text tells what."""


@dataclasses.dataclass(frozen=True)
class Program:
    name: str
    full: str  # argument of a timed run
    small: str  # of a run under callgrind, and of a test
    nothing: str  # of a run whose instructions are start-up alone
    deep: bool = False  # needs more stack than the thread's own

    @property
    def source(self):
        return HERE / "programs" / f"{self.name}.cpp"


PROGRAMS = (
    Program("fib", "42", "24", "1"),
    Program("tree", "40000", "50", "0"),
    Program("ackermann", "1200", "2", "0"),
    Program("parser", "320", "1", "0"),
    Program("levels", "50000000", "100000", "0", deep=True),
)


@dataclasses.dataclass(frozen=True)
class Tool:
    """A build of segstack: its command, its library, and our headers."""

    command: pathlib.Path
    library: pathlib.Path
    include: pathlib.Path = ROOT / "runtime" / "include"

    @classmethod
    def of_build(cls, build):
        build = pathlib.Path(build).resolve()
        tool = cls(build / "bin" / "segstack", build / "lib" / "libsegstack.a")
        for path in (tool.command, tool.library):
            if not path.exists():
                raise BenchError(f"{path} is missing: build segstack first, "
                                 "or name its build tree with --build-dir")
        return tool


def find_compilers(names):
    """The version line of each compiler by its name."""
    versions = {}
    for name in names:
        if not shutil.which(name):
            raise BenchError(f"{name} is not installed")
        shown = subprocess.run([name, "--version"], check=True, text=True,
                               capture_output=True).stdout
        versions[name] = shown.splitlines()[0]
    return versions


def require_gold():
    if not shutil.which("ld.gold"):
        raise BenchError("-fsplit-stack needs the linker gold: install the "
                         "package binutils-gold (in Debian 12 and Ubuntu "
                         "24.04: binutils)")


def require_valgrind():
    if not shutil.which("valgrind"):
        raise BenchError("instruction counts need callgrind: install the "
                         "package valgrind, or use --no-counts")


def options_of_layout(layout):
    """Every function's entry \p layout bytes after the start of a cache line.
    The bytes between are never executed: they are before the entry."""
    options = [f"-falign-functions={LINE}"]
    if layout:
        options.append(f"-fpatchable-function-entry={layout},{layout}")
    return options


def command_to_build(source, compiler, variant, layout, tool, out):
    compile_it = [compiler, "-O2", "-std=c++17", *options_of_layout(layout),
                  str(source), "-o", str(out)]
    if variant == "plain":
        return compile_it
    if variant == "split":
        return compile_it + ["-fsplit-stack", "-fuse-ld=gold"]
    how = (["--place=all", "--mechanism=guard"] if variant == "guard"
           else [f"--place={variant}"])
    return [str(tool.command), "cc", "--static-runtime", *how, *compile_it, f"-I{tool.include}", str(tool.library)]


def command_for_crossing(compiler, variant, tool, out):
    """crossing.cpp has its checks by hand, so it needs no tool."""
    name = "crossing_split" if variant == "split" else "crossing"
    compile_it = [compiler, "-O2", "-std=c++17", str(HERE / f"{name}.cpp"),
                  "-o", str(out)]
    if variant == "split":
        return compile_it + ["-fsplit-stack", "-fuse-ld=gold"]
    compile_it.append("-DSEGSTACK_STATIC_RUNTIME")
    if variant == "guard":
        compile_it += ["-include", "segstack/guard.h"]
    return compile_it + [f"-I{tool.include}", str(tool.library)]


def run_build(command):
    done = subprocess.run(command, text=True, capture_output=True, cwd=HERE)
    if done.returncode:
        raise BenchError(f"{' '.join(command)}\nfailed:\n{done.stderr}")


def layouts(count):
    """Bytes from a cache line to a function's entry, evenly spread."""
    if count not in (1, 2, 4, 8, 16):
        raise BenchError(f"{count} layouts: 1, 2, 4, 8 or 16 divide a cache "
                         "line evenly")
    return range(0, LINE, LINE // count)


def build(program, compiler, tool, folder, layouts, variants=VARIANTS):
    """Builds the variants; returns the paths of each, one per layout."""
    built = {}
    for variant in variants:
        built[variant] = []
        for layout in layouts:
            out = pathlib.Path(folder) / (f"{program.name}.{compiler}."
                                          f"{variant}.{layout}")
            run_build(command_to_build(program.source, compiler, variant,
                                       layout, tool, out))
            built[variant].append(out)
    return built


def environment(program):
    """What a run sees: no options of the surroundings, room where needed."""
    variables = {key: value for key, value in os.environ.items()
                 if key != "SEGSTACK_OPTIONS"}
    if program.deep:
        variables["SEGSTACK_OPTIONS"] = "max_stack=16g"
    return variables
