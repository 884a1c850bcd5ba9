# frames.py - checks, estimates and the proof of a planned build
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads plans: who has a check, and with the sizes that a compiler has told
(`segstack verify --feed-back`), how good the estimates are.
"""

import json
import statistics

from harness import process

from . import builds


def checked(plan):
    """[functions with a check, functions] of the project's own text."""
    own = [one for one in plan["functions"] if not one.get("system")]
    return [sum(one.get("check", False) for one in own), len(own)]


def estimates(functions):
    """Of the functions that the compiler told a size of: their number, the share
    with an estimate at least as large, and the median of estimate / real. What
    grows at run time has no one size."""
    pairs = [(one["estimate"], one["real"]) for one in functions
             if one.get("real") and not one.get("dynamic")]
    if not pairs:
        return None
    return {"functions": len(pairs),
            "covered": sum(one >= real for one, real in pairs) / len(pairs),
            "ratio": statistics.median(one / real for one, real in pairs)}


def verified(project):
    """The proof of the planned build, in numbers, and its estimates."""
    folder = project.built["plan"].folder
    fed = folder / "fed.json"
    done = process.run(
        [project.builder.segstack.tool, "verify", folder / builds.PLAN,
         "--sizes", folder, "--feed-back", "-o", fed, "--format=json"],
        timeout=builds.PLAN_SECONDS)
    if done.returncode not in (0, 1):
        raise process.CommandFailed(["segstack", "verify"], done)
    proof = json.loads(done.stdout)
    (build,) = proof["builds"]
    return {"proved": build["proved"], "too_long": build["too-long"],
            "uncovered": len(build["cycles"]),
            "estimates": estimates(json.loads(fed.read_text())["functions"])}
