# tables.py - the numbers as tables, and against the goals
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Markdown tables of what projects.py measured, one set for each compiler and
level, and the goals that they miss."""

import math

from . import builds

NAMES = {"split": "`-fsplit-stack`"}
MEANS = {"auto": 1.03, "plan": 1.01}  # geometric means of instructions
WORST = 1.05  # of any project
COVERED, RATIO = 0.99, 1.5  # estimates: share that suffices, median to real
SHOWN = builds.VARIANTS[1:]


def text(rows):
    parts = []
    for key, group in by_config(rows).items():
        parts += [f"### {key[0]} {key[1]}", instructions(group), times(group),
                  sizes(group), placement(group)]
    return "\n\n".join(filter(None, parts))


def by_config(rows):
    groups = {}
    for one in sorted(rows, key=lambda one: one["project"]):
        groups.setdefault((one["compiler"], one["opt"]), []).append(one)
    return groups


def markdown(head, rows):
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def name(variant):
    return NAMES.get(variant, variant)


def mean(values):
    """Geometric; of nothing there is none."""
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def ratio(row, variant, own=False):
    """Of instructions to plain, or None."""
    counts = row["instructions"].get(variant)
    return counts[own] / row["instructions"]["plain"][own] if counts else None


def ratios(rows, variant, own=False):
    found = [ratio(one, variant, own) for one in rows]
    return [one for one in found if one is not None]


def number(value, form):
    return "-" if value is None else format(value, form)


def without(row, variant):
    """Why a variant has no number."""
    if variant in row["failed"]:
        return "not built"
    return "other results" if row["differ"].get(variant) else "-"


def instructions(rows):
    head = ["Instructions", "million", "own", *map(name, SHOWN)]
    lines = []
    for one in rows:
        every, own = one["instructions"]["plain"]
        lines.append([one["project"], f"{every / 1e6:.0f}", f"{own / every:.0%}",
                      *(f"{ratio(one, variant):.3f}" if ratio(one, variant)
                        else without(one, variant) for variant in SHOWN)])
    for title, own in (("geometric mean", 0), ("of own code", 1)):
        lines.append([f"**{title}**", "", "",
                      *(number(mean(ratios(rows, variant, own)), ".3f")
                        for variant in SHOWN)])
    return markdown(head, lines)


def times(rows):
    timed = [one for one in rows if one["times"]]
    if not timed:
        return ""
    head = ["CPU time", "seconds", *map(name, SHOWN)]
    lines = [[one["project"], f"{one['times']['plain_seconds']:.2f}",
              *(time_cell(one["times"]["ratios"].get(variant))
                for variant in SHOWN)] for one in timed]
    lines.append(["**geometric mean**", "",
                  *(number(mean([one["times"]["ratios"][variant][0] for one in timed
                                 if variant in one["times"]["ratios"]]), ".2f")
                    for variant in SHOWN)])
    return markdown(head, lines)


def time_cell(spread):
    return "-" if not spread else "{:.2f} ({:.2f}..{:.2f})".format(*spread)


def sizes(rows):
    ours = ("all", "auto", "plan")
    head = ["Code", "KiB", *map(name, SHOWN), "build, CPU s", *ours]
    lines = []
    for one in rows:
        code, made = one["code"], one["build"]
        lines.append([one["project"], f"{code['plain'] / 1024:.0f}",
                      *(to_plain(code, variant) for variant in SHOWN),
                      f"{made['plain']:.0f}",
                      *(to_plain(made, variant) for variant in ours)])
    lines.append(["**geometric mean**", "",
                  *(mean_to_plain(rows, "code", variant) for variant in SHOWN), "",
                  *(mean_to_plain(rows, "build", variant) for variant in ours)])
    return markdown(head, lines)


def to_plain(values, variant):
    return f"{values[variant] / values['plain']:.2f}" if variant in values else "-"


def mean_to_plain(rows, what, variant):
    return number(mean([one[what][variant] / one[what]["plain"] for one in rows
                        if variant in one[what]]), ".2f")


def placement(rows):
    head = ["Checks", "functions", "all", "auto", "plan", "frames",
            "estimate >= real", "estimate / real", "proof"]
    return markdown(head, [placement_row(one) for one in rows])


def placement_row(row):
    proof = row["proof"]
    found = proof["estimates"]
    shares = [f"{count / whole:.1%}" for count, whole in
              (row["checked"][place] for place in builds.PLACES)]
    frames = ([found["functions"], f"{found['covered']:.2%}",
               f"{found['ratio']:.2f}"] if found else ["-"] * 3)
    return [row["project"], row["checked"]["plan"][1], *shares, *frames, told(proof)]


def told(proof):
    if proof["proved"]:
        return ("proved", "proved, fed back")[proof["builds"] - 1]
    return f"{proof['too_long']} chains, {proof['uncovered']} cycles"


def differing(rows):
    """What is wrong with a variant of ours."""
    return [f"{one['project']}, {one['compiler']}: {variant}: {line}"
            for one in rows for variant, lines in one["differ"].items()
            if variant != "split" for line in lines]


def missed(rows):
    return [line for (compiler, opt), group in by_config(rows).items()
            for line in _missed(f"{compiler} {opt}", group)]


def _missed(where, rows):
    for variant, goal in MEANS.items():
        found = mean(ratios(rows, variant))
        if found and found > goal:
            yield f"{where}: {variant} {found:.3f} of plain, the goal is {goal}"
        for one in rows:
            if (ratio(one, variant) or 0) > WORST:
                yield (f"{where}: {one['project']}: {variant} "
                       f"{ratio(one, variant):.3f}, the goal is {WORST}")
    for one in rows:
        found = one["proof"]["estimates"]
        if not found:
            continue
        if found["covered"] < COVERED:
            yield (f"{where}: {one['project']}: {found['covered']:.2%} of estimates "
                   f"suffice, the goal is {COVERED:.0%}")
        if found["ratio"] >= RATIO:
            yield (f"{where}: {one['project']}: estimate / real {found['ratio']:.2f}, "
                   f"the goal is below {RATIO}")
