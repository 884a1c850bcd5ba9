# behaviour.py - programs of per-file output do what they did
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles what `rewrite --in-place` has written, with no launcher, and runs it
as it is and with stress=1:

    changed tree + -I runtime/include + libsegstack --COMPILER--> the same as plain

What differs in the same way through the launcher is no difference of the output
per file: `run` and `suite` tell it. The #include at the top of a file is a line
more, so a program that prints line numbers prints others. What prints something
else is therefore tried again as `--no-include` has written it, with -include; so
are suites from the beginning.
"""

from pathlib import Path

from . import suite


AT_THE_TOP = ["-include", "segstack/check.h"]


def of_programs(runner, config, programs, trees, changed):
    """The differences of the single programs in a changed tree."""
    errors = []
    for program in programs:
        tried = changed, ()
        found = of_program(runner, config, program, *tried)
        if any(what.startswith("output: ") for what in found.values()):
            tried = without_include(trees), AT_THE_TOP
            found = of_program(runner, config, program, *tried)
        record = runner.run(program, config) if found else {}
        if record.get("uncovered"):
            found = of_program(runner, config, program, *tried, uncovered=1)
        known = record.get("differences", {})
        errors += [f"{program.name}:1: per-file output: {run}: {what}"
                   for run, what in found.items() if run not in known]
    return errors


def without_include(trees):
    """The tree in which no line has moved."""
    tree = trees.folder / "no-include"
    if not tree.exists():
        trees.rewritten(trees.copy(tree.name), "--in-place", "--no-include")
    return tree


def of_program(runner, config, program, changed, more=(), uncovered=0):
    """How the two runs of a program of a changed tree differ."""
    shop = runner.workshop(program.corpus, config, "per-file")
    plain = runner.plain(program, config)
    recipe = shop.recipe(program, plain)
    segstack = runner.segstack
    more = [f"-I{segstack.include}", *more, *segstack.link_flags()]
    place, made = shop.compile(program.at(changed), recipe, "per-file", more=more)
    if made.returncode:
        return {"compile": made.tail(8)}
    return shop.compared(program.corpus.judge, place, recipe, plain,
                         (str(changed), str(program.root)),
                         uncovered)["differences"]


def of_suite(builder, project, config, expected, trees):
    """The differences of a suite that is built from a changed tree."""
    segstack, changed = builder.segstack, without_include(trees)
    words = suite.Words(
        builder.ccache,
        [config.opt, "-w", f"-I{segstack.include}", *AT_THE_TOP],
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
