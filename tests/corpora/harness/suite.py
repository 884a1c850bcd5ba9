# suite.py - a project's own tests, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds and runs the test suite that comes with a project.

Each build has its own copy of the sources, because suites write beside them.
The launcher comes in the way a user would put it in: CMAKE_CXX_COMPILER_LAUNCHER
for CMake, CXX="segstack cc ..." or CC="segstack cc ..." for make.
"""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from . import build, compare, fetch, packages, process, told
from .project import HERE
from .toolchain import c_compiler

BUILD_SECONDS = 4 * 3600  # capnproto's with one job needs more than one hour
# The statistics of the second run prove that its checks did cross.
STATISTICS = "statistics"
RUNS = {"instrumented": "",
        "stress": "stress=1:print_stats=1:log_path={build}/" + STATISTICS}


class SuiteError(Exception):
    """A suite that could not be built or gave no results."""


@dataclass
class Words:
    """What a suite is compiled and linked with."""

    launcher: list  # before the compiler
    flags: list
    link: list = field(default_factory=list)


def _words(builder, project, config, instrumented, extra):
    shared = project.suite.shared
    options = [*builder.segstack.launcher_options(shared), *project.launcher,
               *extra]
    link = builder.segstack.link_flags(shared) if instrumented else []
    return Words(builder.prefix(config, instrumented, options),
                 [config.opt, "-w"], link)


def _cmake(builder, config, project, words, names):
    suite, language = project.suite, {"c": "C"}.get(project.language, "CXX")
    return [
        ["cmake", "-S", f"{names['source']}/{suite.cmake}", "-B",
         names["build"], "-G", "Ninja", "-DCMAKE_BUILD_TYPE=None",
         f"-DCMAKE_CXX_COMPILER={config.compiler}",
         f"-DCMAKE_C_COMPILER={c_compiler(config.compiler)}",
         f"-DCMAKE_{language}_COMPILER_LAUNCHER={';'.join(words.launcher)}",
         f"-DCMAKE_{language}_FLAGS={' '.join(words.flags)}",
         f"-DCMAKE_{language}_STANDARD_LIBRARIES={' '.join(words.link)}",
         *suite.options],
        ["cmake", "--build", names["build"], "-j", str(builder.jobs),
         "--target", *suite.targets],
    ]


def build_suite(builder, project, config, instrumented, extra=(), kind=""):
    """Builds anew; gives the names that the tests' commands may use."""
    usual = config.place if instrumented else "plain"
    words = _words(builder, project, config, instrumented, extra)
    return build_with(builder, project, config, words, kind or usual)


def build_with(builder, project, config, words, kind, source=None, beside=()):
    """The same with other words, perhaps of another source tree, and with copies
    of the files beside in the build's folder."""
    packages.require(project.needs)
    folder = builder.scratch.folder("build", project.name, config.slug)
    folder /= f"suite-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "build").mkdir(parents=True)
    if source:
        shutil.copytree(source, folder / "source", symlinks=True)
    else:
        fetch.copy(builder.scratch, project, folder / "source")
    for path in beside:
        shutil.copy(path, folder)
    names = {"source": str(folder / "source"), "build": str(folder / "build"),
             "jobs": str(builder.jobs), "drivers": str(HERE / "drivers"),
             "cxx": " ".join([*words.launcher, config.compiler]),
             "cc": " ".join([*words.launcher, c_compiler(config.compiler)]),
             "cxxflags": " ".join(words.flags), "cflags": " ".join(words.flags),
             "ldflags": " ".join(words.link)}
    for command in _commands(builder, project, config, words, names):
        outcome = process.must(command, cwd=names["source"],
                               log=folder / "log", timeout=BUILD_SECONDS)
        if build.WITHOUT_CHECKS in outcome.stdout + outcome.stderr:
            raise process.CommandFailed(command, outcome)
    return names


def _commands(builder, project, config, words, names):
    if project.suite.cmake:
        return _cmake(builder, config, project, words, names)
    return [_fill(command, names) for command in project.suite.commands]


def _fill(words, names):
    return [word.format_map(names) for word in words]


def run_suite(project, names, options):
    """{test program: {test: result}} under SEGSTACK_OPTIONS=options."""
    results = {}
    for test in project.suite.tests:
        results[test.name] = run_test(test, names, options)
    return results


def run_test(test, names, options):
    report = f"{names['build']}/{compare.GTEST_REPORT}"
    extra = dict(test.environment)
    options = ":".join(filter(None, [options, test.segstack]))
    if options:
        extra["SEGSTACK_OPTIONS"] = options
    if test.results == "gtest":
        extra["GTEST_OUTPUT"] = f"json:{report}"
    outcome = process.run(
        _fill(test.run, names), cwd=test.cwd.format_map(names), timeout=900,
        env=process.environment(**extra), stdin=test.stdin)
    text = outcome.stdout + outcome.stderr
    if test.results == "gtest":
        try:
            with open(report, encoding="utf-8") as stream:
                text = stream.read()
        except FileNotFoundError:
            return {"end": f"{outcome.describe()}: {outcome.tail(4)}"}
        os.unlink(report)
    replaced = [(names["build"], "{build}"), (names["source"], "{source}")]
    text = compare.normalize(text, replaced, test.ignore)
    read = {"gtest": compare.read_gtest, "lines": compare.read_lines}
    return {**read[test.results](text), "end": outcome.describe()}


def require(test, results):
    """Raises unless a plain run gave what the description expects of it."""
    count, expected = len(results) - 1, f"exit code {test.exit}"
    if count < test.at_least:
        raise SuiteError(f"{test.name}: {count} results, expected at least "
                         f"{test.at_least}: {results['end']}")
    if results["end"] != expected:
        raise SuiteError(f"{test.name}: expected {expected}: {results['end']}")


def plain(builder, project, config):
    names = build_suite(builder, project, config, instrumented=False)
    results = run_suite(project, names, "")
    for test in project.suite.tests:
        require(test, results[test.name])
    again = run_suite(project, names, "")
    varying = differing(results, again)
    if varying:
        raise SuiteError("two plain runs differ:\n" + "\n".join(varying))
    return {"results": results, "tests": count_results(results)}


def instrumented(builder, project, config, expected):
    """The differences of each instrumented run from the plain results."""
    names = build_suite(builder, project, config, instrumented=True,
                        extra=["--verbose"])
    log = Path(names["build"]).with_name("log").read_text()
    record = {"differences": {}, "tests": {}, **told.functions(log)}
    for run, options in RUNS.items():
        results = run_suite(project, names, options.format_map(names))
        record["tests"][run] = count_results(results)
        record["differences"][run] = differing(expected, results)
    record["crossings"] = crossings(names)
    require_crossings(record)
    return record


def require_crossings(record):
    """Raises for runs that prove nothing. One that differs may have crashed."""
    if record["crossings"] or any(record["differences"].values()):
        return
    if record["crossings"] is None:
        raise SuiteError("stress: the suite runs without the runtime; was it "
                         "compiled through the launcher?")
    raise SuiteError("stress: no check crossed")


def crossings(names):
    """Of the stress run of a build, or None where it has no runtime."""
    statistics = Path(names["build"], STATISTICS)
    if not statistics.exists():
        return None
    return count_crossings(statistics.read_text())


def count_crossings(statistics):
    """Of all processes together, from what print_stats=1 wrote."""
    return sum(map(int, re.findall(r"^ *crossings +(\d+)$", statistics,
                                   flags=re.MULTILINE)))


def ends(results):
    """{test program: how it ended}"""
    return {name: tests["end"] for name, tests in results.items()}


def count_results(results):
    return sum(len(tests) - 1 for tests in results.values())


def differing(expected, results):
    lines = []
    for program, tests in expected.items():
        lines += [f"{program}: {line}" for line in
                  compare.differences(tests, results.get(program, {}))]
    return lines
