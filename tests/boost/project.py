# project.py - a user's project, as integration/boost/README.md has it
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Builds project/ with CMake, and runs its fibers."""

import shutil
from pathlib import Path

from harness import process
import results

HERE = Path(__file__).resolve().parent


def try_with(compiler, scratch, boost, segstack, jobs):
    """What is wrong, or nothing."""
    folder = scratch.root / "boost" / compiler.replace("+", "x") / "project"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        process.must([process.need("cmake"), "-S", HERE / "project",
                      "-B", folder,
                      f"-DCMAKE_CXX_COMPILER={compiler}",
                      "-DCMAKE_BUILD_TYPE=Release",
                      f"-DSegstack_DIR={segstack.tool.parents[1]}",
                      f"-DSEGSTACK_TOOL={segstack.tool}",
                      f"-DSEGSTACK_SOURCE={HERE.parents[1]}",
                      f"-DBOOST_SOURCE={boost.root}"])
        process.must(["cmake", "--build", folder, "--parallel", jobs,
                      "--verbose"], timeout=3600)
    except process.CommandFailed as error:
        return str(error)
    outcome = process.run([folder / "fibers"], env=process.environment(
        SEGSTACK_OPTIONS="print_stats=1"))
    if outcome.returncode or not results.crossings_of(outcome):
        return f"{outcome.describe()}\n{outcome.tail()}"
    return ""
