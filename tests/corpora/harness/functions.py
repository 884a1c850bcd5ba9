# functions.py - what is checked in a project and what is left alone
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Counts the functions of a project by shape, and those left alone by reason,
from `segstack rewrite --list-functions --format=json`.
"""

import json
import shutil
from collections import Counter

from . import process


class FunctionsError(Exception):
    """The tool's list could not be read."""


def count(builder, project, config):
    return summarize(listed(builder, project, config))


def listed(builder, project, config):
    """Every function of the project and its driver, as the tool tells it."""
    builder.segstack.require()
    driver = builder.driver(project, config, instrumented=False)
    database = driver.parent / "compile_commands.json"
    files = [entry["file"] for entry in json.loads(database.read_text())]
    outcome = process.must(
        [builder.segstack.tool, "rewrite", "-p", driver.parent,
         f"--place={config.place}", "--list-functions", "--format=json",
         f"-j{builder.jobs}", *project.launcher, *files])
    return read(outcome.stdout)


def listed_program(shop, program, plain):
    """The same of one single program; None where clang cannot parse it."""
    place = shop.place(program, "functions")
    units = shop.units(program, shop.recipe(program, plain), place)
    (place / "compile_commands.json").write_text(json.dumps(units))
    outcome = process.run(
        [shop.segstack.tool, "rewrite", "-p", place,
         f"--place={shop.config.place}", "--list-functions", "--format=json",
         "-j1", *(one["file"] for one in units)], cwd=place, timeout=300)
    shutil.rmtree(place)
    if outcome.returncode == 3 and "clang cannot parse" in outcome.stderr:
        return None
    if outcome.returncode:
        raise FunctionsError(f"--list-functions: {outcome.describe()}: "
                             f"{outcome.tail(6)}")
    return json.loads(outcome.stdout)


def count_program(shop, program, plain):
    found = listed_program(shop, program, plain)
    if found is None:
        return {"parsed": False, "shapes": {}, "reasons": {}}
    return {"parsed": True, **summarize(found)}


def read(text):
    """The functions, whether the list is the document or a member of it."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise FunctionsError(f"--list-functions: {error}") from error
    found = document if isinstance(document, list) else document["functions"]
    if not found:
        raise FunctionsError("--list-functions: no function")
    return found


def summarize(found):
    shapes = Counter(one["shape"] for one in found)
    reasons = Counter(one["reason"] for one in found if one["shape"] == "none")
    return {"shapes": dict(shapes), "reasons": dict(reasons)}
