# properties.py - one record of all that has to hold of some sources
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What `review` does to a corpus:

    sources in a tree --review.py-->    bytes: -j, --diff, twice, strip, lines
                      --compiled.py-->  warnings and debug information
                      --coverage.py-->  the same lines run
                      --behaviour.py--> the changed tree does what it did

Each error begins with a file and a line where there is one.
"""

import shutil
from collections import Counter

from . import (behaviour, commands, compiled, coverage, documented, review, suite,
               trees)
from .trees import ReviewError


def of_project(builder, project, config, what, sample=0):
    """The properties of a project's "driver", of the "text" of the sources of its
    suite, or of a sample of them, or of the "suite" that is compiled from them."""
    builder.segstack.require()
    folder = builder.scratch.root / "build" / project.name / config.slug / \
        f"review-{what}-{config.place}"
    if what == "driver":
        made = trees.of_driver(builder, project, config, folder)
        return _of_trees(made, review.text_properties,
                         lambda: compiled_alone(made, builder.jobs))
    plain = Plain()
    made = trees.of_suite(builder, project, config, folder, plain.build)
    if what == "text":
        made.take_sample(sample)
        return _of_trees(made, review.text_properties, lambda: ([], {}))
    return _of_trees(made, lambda *both: ([], review.rewritten(*both)),
                     lambda: _of_suite(builder, project, config, plain, made))


def compiled_alone(made, jobs):
    differing, compared, refused = compiled.compare_all(made, jobs)
    wrong, known = documented.split(differing)
    return compiled.in_words(made.original, wrong), {
        "compared": compared, "not compiled with -O0": refused,
        "documented": known}


def _of_suite(builder, project, config, plain, made):
    wrong, figures = compiled_alone(made, builder.jobs)
    results = suite.run_suite(project, plain.names, "")
    errors, files = coverage.of_suite(builder, project, config)
    if not files:
        errors.append("coverage: gcov tells of no file of the project")
    errors += behaviour.of_suite(builder, project, config, results, made)
    return wrong + errors, {**figures, "coverage compared": files}


class Plain:
    """A plain build of a suite, and its commands."""

    def build(self, builder, project, config):
        folder = builder.scratch.folder("build", project.name, config.slug)
        log = folder / "commands"
        log.unlink(missing_ok=True)
        words = suite.Words([*commands.RECORDER, str(log)], [config.opt, "-w"])
        self.names = suite.build_with(builder, project, config, words, "review")
        return self.names, commands.recorded_in(log)


def _of_trees(made, rewrite, behave):
    """Of a project nothing may be left out: what is not parsed is an error."""
    errors, names = rewrite(made, made.copy("changed"))
    if not names:
        raise ReviewError("rewrite --in-place changed no file")
    more, figures = behave()
    errors += more
    if not errors:
        shutil.rmtree(made.folder)
    return {**figures, "errors": errors, "files": len(names)}


def of_programs(runner, config, programs, folder):
    """The properties of some single programs, all in one database."""
    counted, plains = _that_count(runner, config, programs)
    if not counted:
        return {"errors": [], "files": 0, "programs": 0, "unparsed": []}
    shop = runner.workshop(counted[0].corpus, config, "per-file")
    made = trees.of_programs(shop, counted, plains, folder)
    made.leave_out_unparsed()
    counted = [one for one in counted if _is_in(made, one)]
    changed = made.copy("changed")
    errors, names = review.text_properties(made, changed)
    differing, compared, known = [], 0, Counter()
    for one in counted:
        found, ran = of_program(runner, config, one, made)
        compared += ran
        wrong, expected = documented.split(found, one.differs())
        differing += wrong
        known.update(expected)
    errors += compiled.in_words(made.original, dict.fromkeys(differing))
    errors += behaviour.of_programs(runner, config, counted, made,
                                    changed)
    if not errors:
        shutil.rmtree(made.folder)
    return {"errors": errors, "files": len(names), "programs": len(counted),
            "coverage compared": compared, "documented": dict(known),
            "unparsed": made.unparsed}


def _that_count(runner, config, programs):
    """The programs that pass plain, with their plain records."""
    pairs = [(one, runner.plain(one, config)) for one in programs]
    pairs = [(one, plain) for one, plain in pairs
             if plain["counts"] and one.ready()]
    return [one for one, _ in pairs], [plain for _, plain in pairs]


def _is_in(made, program):
    """Whether clang can parse it."""
    path = str(program.at(made.original).path)
    return any(one["file"] == path for one in made.units())


def of_program(runner, config, program, made):
    """What differs in the objects of a program and in what runs of it; and
    whether the latter could be compared."""
    objects = compiled.Objects(made, made.folder / "objects", ["--coverage"])
    recipe, files = _sources(runner, config, program, made)
    units = {one["file"]: one for one in made.units() if one["file"] in files}
    found = [compiled.compare(objects, one) for one in units.values()]
    ran = None
    if len(units) == len(files) and None not in found:
        ran = coverage.compare(objects, list(units.values()),
                               runner.segstack.link_flags(), recipe.environment)
    shutil.rmtree(objects.folder, ignore_errors=True)
    return [one for some in [*found, ran] for one in some or []], ran is not None


def _sources(runner, config, program, made):
    """How a program is compiled, and its sources in the original tree."""
    recipe = runner.workshop(program.corpus, config, "per-file").recipe(
        program, runner.plain(program, config))
    path = program.at(made.original).path
    return recipe, {str(path), *(str(path.parent / name)
                                 for name in recipe.sources)}
