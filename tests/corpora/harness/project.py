# project.py - reads the description of one project
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A project is one file projects/NAME.toml and, when it has cases, one driver
drivers/NAME.cpp or, in C, drivers/NAME.c.

Text in a description may name {source} (the unpacked package, a copy of its
own), {build} and {jobs}; a suite's commands also {cxx}, {cc}, {cxxflags},
{cflags}, {ldflags} and {drivers}.
A test with `each` stands for as many as it lists, and may say {name}.

`bench` is what tests/bench/projects.py measures, in the form of a suite: one
program, and runs of it that need no second process. What it does not say of how
to build, the suite does. `plan` are options of segstack for its plan: the ways out
that `segstack verify` tells, as a user would take them, and what its author knows
of recursion.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
KEYS = {
    "": {"about", "package", "release", "upstream", "also", "language", "needs",
         "port", "launcher", "driver", "case", "suite", "bench"},
    "driver": {"sources", "include", "flags", "libraries", "lift", "prepare"},
    "case": {"name", "levels", "start", "timeout", "exhausts"},
    "suite": {"cmake", "options", "targets", "commands", "test", "shared"},
    "test": {"name", "each", "run", "cwd", "results", "at_least", "stdin",
             "ignore", "exit", "environment", "segstack"},
}
KEYS["bench"] = KEYS["suite"] | {"plan"}


@dataclass
class Case:
    """One recursive use of a project by its driver."""

    name: str
    levels: int = 1_000_000  # the depth to reach besides ten times the crash
    start: int = 1000  # a depth that works plain
    timeout: int = 300
    exhausts: bool = True  # whether stack_exhausted can be thrown and caught


@dataclass
class Test:
    """One program of a project's own test suite."""

    name: str
    run: list
    results: str = "lines"  # how its output is read: see compare.py
    cwd: str = "{source}"
    at_least: int = 1  # fewer results than this are a failure of the harness
    stdin: str = ""
    exit: int = 0  # the code with which it ends plain; another is a failure
    ignore: list = field(default_factory=list)  # patterns of what varies
    environment: dict = field(default_factory=dict)
    segstack: str = ""  # more of SEGSTACK_OPTIONS, as for code without checks


@dataclass
class Suite:
    tests: list
    cmake: str = ""  # the folder of CMakeLists.txt, if that is how it builds
    options: list = field(default_factory=list)
    targets: list = field(default_factory=lambda: ["all"])
    commands: list = field(default_factory=list)  # else: how to build it
    shared: bool = False  # link the runtime as a shared library
    plan: list = field(default_factory=list)  # a bench: options where it is planned


@dataclass
class Driver:
    sources: list = field(default_factory=list)
    include: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    libraries: list = field(default_factory=list)
    lift: list = field(default_factory=list)  # depth limits that only save stack
    prepare: list = field(default_factory=list)  # commands: what makes sources


@dataclass
class Project:
    name: str
    about: str
    path: Path
    package: str
    release: str  # Debian's, if the package is to come from another one
    upstream: bool  # the upstream archive alone, without Debian's patches
    also: list  # more source packages, each in a folder of the package's name
    language: str  # "c" or "c++"
    needs: list  # Debian packages without which its suite does not build
    port: list  # replacements without which it does not compile, or as C++98
    launcher: list  # options for the launcher
    driver: Driver
    cases: list
    suite: Suite | None
    bench: Suite | None

    @property
    def driver_source(self):
        in_c = HERE / "drivers" / f"{self.name}.c"
        return in_c if in_c.exists() else in_c.with_suffix(".cpp")

    @property
    def driver_header(self):
        in_c = self.driver_source.suffix == ".c"
        return HERE / "drivers" / ("CDriver.h" if in_c else "Driver.h")


def _known(table, what, path):
    unknown = set(table) - KEYS[what]
    if unknown:
        raise SystemExit(f"{path}: unknown key {sorted(unknown)[0]!r}"
                         f"{' in ' + what if what else ''}")
    return table


def _tests(tables, path):
    for table in tables:
        one = dict(_known(table, "test", path))
        for name in one.pop("each", [one.get("name")]):
            run = [word.replace("{name}", name) for word in one["run"]]
            yield Test(**{**one, "name": name, "run": run})


def _suite(table, what, path):
    if not table:
        return None
    rest = {key: value for key, value in _known(table, what, path).items()
            if key != "test"}
    return Suite(tests=list(_tests(table["test"], path)), **rest)


def load(path):
    table = _known(tomllib.loads(path.read_text()), "", path)
    driver = Driver(**_known(table.get("driver", {}), "driver", path))
    cases = [Case(**_known(case, "case", path))
             for case in table.get("case", [])]
    suite = table.get("suite")
    bench = {**(suite or {}), **table["bench"]} if "bench" in table else None
    return Project(path.stem, table["about"], path, table.get("package", ""),
                   table.get("release", ""), table.get("upstream", False),
                   table.get("also", []), table.get("language", "c++"),
                   table.get("needs", []), table.get("port", []),
                   table.get("launcher", []), driver, cases,
                   _suite(suite, "suite", path), _suite(bench, "bench", path))


def load_all():
    """Every project, by name."""
    return {path.stem: load(path)
            for path in sorted((HERE / "projects").glob("*.toml"))}
