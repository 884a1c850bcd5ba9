# narrow.py - the one check that breaks a program
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Leaves out checks, by harness/bisect.py, until the program ends as it did."""

import json

from harness import bisect, functions, process


def names(workshop, program, recipe):
    """Globs of all functions of the program that get a check."""
    command = workshop.command(program, recipe, workshop.folder)
    outcome = process.run(
        [workshop.segstack.tool, "rewrite",
         f"--place={workshop.config.place}", "--list-functions",
         "--format=json", str(program.path), "--", *command[1:-2]],
        cwd=workshop.folder)
    return sorted({bisect.glob_of(one["function"])
                   for one in functions.read(outcome.stdout)
                   if one["shape"] != "none"})


def run(workshop, program, options):
    plain = workshop.plain(program)
    if not plain["counts"]:
        raise SystemExit(f"run.py: {program.name} plain: {plain['why']}")
    recipe = program.recipe(workshop.config.opt, plain["standard"][5:])
    workshop.stress = options

    def right(skipped):
        path = workshop.folder / "bisect.yaml"
        path.write_text("skip:\n" + "".join(
            f"  - {json.dumps(one)}\n" for one in skipped) if skipped else "{}\n")
        made = workshop.instrumented(program, plain, workshop.segstack.launcher(
            workshop.config, ["--verbose", f"--config-file={path}"]))
        print(f"{len(skipped)} skipped: "
              f"{'wrong' if made['differences'] else 'right'}", flush=True)
        return not made["differences"]

    try:
        print(bisect.last_needed(names(workshop, program, recipe), right))
    except (bisect.BisectError, functions.FunctionsError) as error:
        raise SystemExit(f"run.py: {error}")
    return 0
