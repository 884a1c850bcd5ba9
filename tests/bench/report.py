# report.py - results as a table, and against the goals
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints what was measured and which goals were missed."""

RATIO_GOAL = 1.15  # all checks, CPU time to plain
CYCLES_GOAL = 15  # a crossing call


def cell(result, variant):
    if variant in result["failed"]:
        return "failed"
    spread = result["ratios"].get(variant)
    if spread is None:
        return "-"  # not measured
    return (f"{spread['median']:.2f} ({spread['min']:.2f}.."
            f"{spread['max']:.2f})")


def count_cell(counts, variant):
    if counts is None:
        return "-"
    if counts[variant] is None:
        return "failed"
    return f"{counts[variant] / counts['plain']:.2f}"


SHOWN = ("all", "auto", "guard", "split")
# callgrind does not tell a handler exactly which instruction has faulted.
COUNTED = ("all", "auto", "split")


def table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(text.ljust(width) for text, width
                               in zip(row, widths)).rstrip() for row in rows)


def times_table(results):
    rows = [("program", "compiler", "plain", "all", "auto", "guard",
             "-fsplit-stack", "instructions: all", "auto", "-fsplit-stack")]
    for result in results["programs"]:
        rows.append((result["program"], result["compiler"],
                     f"{result['plain_seconds']:.3f} s",
                     *(cell(result, variant)
                       for variant in SHOWN),
                     *(count_cell(result["instructions"], variant)
                       for variant in COUNTED)))
    return table(rows)


def crossing_table(results):
    rows = [("compiler", "segstack", "guard", "-fsplit-stack")]
    for result in results["crossing"]:
        cycles = result["cycles"]
        rows.append((result["compiler"], f"{cycles['segstack']:.1f}",
                     f"{cycles['guard']:.1f}", f"{cycles['split']:.1f}"))
    return table(rows)


def missed_by(result):
    """What one program with one compiler misses, as sentences."""
    where = f"{result['program']}, {result['compiler']}"
    for variant, why in result["failed"].items():
        yield f"{where}: {variant} {why}"
    ratios = result["ratios"]
    if "all" not in ratios:
        return
    median = ratios["all"]["median"]
    if median > RATIO_GOAL:
        yield f"{where}: all checks {median:.2f}, the goal is {RATIO_GOAL}"
    split = ratios.get("split")
    # Where the two spreads overlap, neither is ahead.
    if split and ratios["all"]["min"] > split["max"]:
        yield (f"{where}: all checks {median:.2f}, behind -fsplit-stack's "
               f"{split['median']:.2f}")


def missed(results):
    lines = [line for result in results["programs"]
             for line in missed_by(result)]
    for result in results["crossing"]:
        cycles = result["cycles"]["segstack"]
        if cycles > CYCLES_GOAL:
            lines.append(f"crossing, {result['compiler']}: {cycles:.1f} "
                         f"cycles, the goal is {CYCLES_GOAL}")
    return lines


def verdict(results):
    if results["missed"]:
        return "goals missed:"
    timed = any(result["ratios"] for result in results["programs"])
    if timed or results["crossing"]:
        return "all goals met, of what was measured"
    return "no goal was judged: nothing was timed"


def text(results):
    parts = [f"{name}: {version}"
             for name, version in results["compilers"].items()]
    if results["programs"]:
        parts += [f"{results['rounds']} interleaved rounds of "
                  f"{results['layouts']} layouts; CPU time, median ratio "
                  "to plain (least..greatest)", "",
                  times_table(results)]
    if results["crossing"]:
        parts += ["", "cycles that a crossing adds to a call", "",
                  crossing_table(results)]
    parts += ["", verdict(results)]
    parts += [f"  {line}" for line in results["missed"]]
    return "\n".join(parts)
