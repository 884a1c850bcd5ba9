# behaviour.py - programs of per-file output do what they did
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles what `rewrite --in-place` has written, with no launcher, and runs it
as it is and with stress=1:

    changed tree + -I runtime/include + libsegstack --COMPILER--> the same as plain

What differs in the same way through the launcher is no difference of the output
per file: `run` and `suite` tell it.
"""

from pathlib import Path

from . import suite


def of_programs(runner, config, programs, changed):
    """The differences of the single programs in a changed tree."""
    errors = []
    for program in programs:
        errors += of_program(runner, config, program, changed)
    return errors


def of_program(runner, config, program, changed):
    shop = runner.workshop(program.corpus, config, "per-file")
    plain = runner.plain(program, config)
    recipe = shop.recipe(program, plain)
    segstack = runner.segstack
    more = [f"-I{segstack.include}", *segstack.link_flags()]
    place, made = shop.compile(program.at(changed), recipe, "per-file", more=more)
    if made.returncode:
        found = {"compile": made.tail(8)}
    else:
        found = shop.compared(program.corpus.judge, place, recipe, plain,
                              (str(changed), str(program.root)))["differences"]
    known = runner.run(program, config).get("differences", {}) if found else {}
    return [f"{program.name}:1: per-file output: {run}: {what}"
            for run, what in found.items() if run not in known]


def of_suite(builder, project, config, expected, changed):
    """The differences of a suite that is built from a changed tree."""
    segstack = builder.segstack
    words = suite.Words(builder.ccache,
                        [config.opt, "-w", f"-I{segstack.include}"],
                        segstack.link_flags(project.suite.shared))
    names = suite.build_with(builder, project, config, words, "per-file",
                             Path(changed, "source"))
    errors = []
    for run, options in suite.RUNS.items():
        results = suite.run_suite(project, names, options.format_map(names))
        errors += [f"per-file output: {run}: {line}"
                   for line in suite.differing(expected, results)]
    if not suite.crossings(names):
        errors.append("per-file output: stress: no check crossed")
    return errors
