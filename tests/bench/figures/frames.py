# frames.py - checks, estimates and the proof of a planned build
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads plans: who has a check, and with the sizes that a compiler has told
(`segstack verify --feed-back`), how good the estimates are.
"""

import json
import shutil
import statistics

from harness import process

from . import builds


def checked(plan):
    """[functions with a check, functions] of the project's own text."""
    own = [one for one in plan["functions"] if not one.get("system")]
    return [sum(one.get("check", False) for one in own), len(own)]


def estimates(plan):
    """Of those functions that the compiler told a size of: their number, the share
    with an estimate at least as large, and the median of estimate / real. What
    grows at run time has no one size."""
    pairs = [(one["estimate"], one["real"]) for one in plan["functions"]
             if one.get("real") and not one.get("dynamic")]
    if not pairs:
        return None
    return {"functions": len(pairs),
            "covered": sum(one >= real for one, real in pairs) / len(pairs),
            "ratio": statistics.median(one / real for one, real in pairs)}


def prove(project):
    """Builds the plan, and where that is not proved once more, with what its real
    frames have asked for; the proof in numbers, and the estimates."""
    project.build("plan")
    first = verified(project)
    if first["proved"]:
        return {**first, "builds": 1}
    shutil.copy(fed(project), project.plan_file("plan"))
    project.build("plan")
    return {**verified(project), "estimates": first["estimates"], "builds": 2}


def fed(project):
    """The plan with the real frames of its build."""
    return project.built["plan"].folder / "fed.json"


def verified(project):
    folder = project.built["plan"].folder
    done = process.run(
        [project.builder.segstack.tool, "verify", folder / builds.PLAN,
         "--sizes", folder, "--feed-back", "-o", fed(project), "--format=json"],
        timeout=builds.PLAN_SECONDS)
    if done.returncode not in (0, 1):
        raise process.CommandFailed(["segstack", "verify"], done)
    (build,) = json.loads(done.stdout)["builds"]
    return {"proved": build["proved"], "too_long": build["too-long"],
            "uncovered": len(build["cycles"]),
            "estimates": estimates(json.loads(fed(project).read_text()))}
