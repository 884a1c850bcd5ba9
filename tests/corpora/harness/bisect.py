# bisect.py - the one check that breaks a project
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Leaves out checks until the result is right.

    functions with a check --skip the first half, build, run--> right or wrong
        --bisect over the length of the skipped prefix--> the function

What is run is one case of the driver, one program of the suite or one single
program, under stress=1 or the options given.
"""

import hashlib
import json

from . import functions, process, suite


class BisectError(Exception):
    """There is nothing to find by leaving out checks."""


def last_needed(names, right):
    """The shortest prefix of names that has to be skipped ends with it."""
    if right([]):
        raise BisectError("the result is right with all checks")
    if not right(names):
        raise BisectError("the result is wrong without any check")
    low, high = 0, len(names)  # wrong with names[:low], right with names[:high]
    while high - low > 1:
        middle = (low + high) // 2
        if right(names[:middle]):
            high = middle
        else:
            low = middle
    return names[high - 1]


def glob_of(function):
    """A glob for --skip: the qualified name, without the parameter types."""
    call = "operator()"
    at = function.find(call)
    start = at + len(call) if at >= 0 else 0
    end = function.find("(", start)
    name = function if end < 0 else function[:end]
    return "".join("?" if letter in "[]{}*\\" else letter for letter in name)


def checked_functions(builder, project, config):
    """Globs of all functions that get a check, in a fixed order."""
    listed = functions.listed(builder, project, config)
    return sorted({glob_of(one["function"]) for one in listed
                   if one["shape"] != "none"})


def _config_file(folder, globs):
    """A configuration that skips globs; its name tells its content."""
    text = "skip:\n" + "".join(f"  - {json.dumps(one)}\n" for one in globs)
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    path = folder / f"{name}.yaml"
    path.write_text(text if globs else "{}\n")
    return [f"--config-file={path}"]


def case_is_right(builder, project, config, case, depth, options):
    """A function of the skipped names for last_needed()."""
    folder = builder.scratch.folder("bisect")

    def right(skipped):
        driver = builder.driver(project, config, True,
                                _config_file(folder, skipped), "bisect")
        outcome = process.run(
            [driver, case.name, depth], timeout=case.timeout,
            env=process.environment(SEGSTACK_OPTIONS=options))
        return _told(skipped, outcome.returncode == 0)

    return right


def test_is_right(builder, project, config, test, options):
    """The same for one program of the suite, compared with the plain one."""
    names = suite.build_suite(builder, project, config, False)
    expected = suite.run_test(test, names, "")
    folder = builder.scratch.folder("bisect")

    def right(skipped):
        built = suite.build_suite(builder, project, config, True,
                                  _config_file(folder, skipped), "bisect")
        return _told(skipped,
                     suite.run_test(test, built, options) == expected)

    return right


def program_is_right(shop, program, plain):
    """The same for a single program, by the judge of its corpus."""

    def right(skipped):
        launcher = shop.segstack.launcher(shop.config, [
            "--verbose", *_config_file(shop.folder, skipped)])
        made = shop.instrumented(program, plain, launcher)
        return _told(skipped, not made["differences"])

    return right


def checked_in_program(shop, program, plain):
    listed = functions.listed_program(shop, program, plain)
    if listed is None:
        raise BisectError(f"{program.name}: clang cannot parse it")
    return sorted({glob_of(one["function"]) for one in listed
                   if one["shape"] != "none"})


def program_culprit(runner, program, config, options=None):
    """The function whose check breaks a single program."""
    plain = runner.plain(program, config)
    if not plain["counts"]:
        raise BisectError(f"{program.name} plain: {plain['why']}")
    program.ready()
    shop = runner.workshop(program.corpus, config, "bisect")
    shop.stress = options or shop.stress
    return last_needed(checked_in_program(shop, program, plain),
                       program_is_right(shop, program, plain))


def project_culprit(builder, project, config, target, depth, options):
    """The function whose check breaks one test or case of a project."""
    right = predicate(builder, project, config, target, depth, options)
    return last_needed(checked_functions(builder, project, config), right)


def predicate(builder, project, config, target, depth, options):
    """What tells whether the case or test named target is right."""
    for case in project.cases:
        if case.name == target:
            return case_is_right(builder, project, config, case, depth, options)
    for test in project.suite.tests if project.suite else []:
        if test.name == target:
            return test_is_right(builder, project, config, test, options)
    raise BisectError(f"{project.name} has no test or case {target!r}")


def _told(skipped, is_right):
    print(f"{len(skipped)} skipped: {'right' if is_right else 'wrong'}",
          flush=True)
    return is_right
