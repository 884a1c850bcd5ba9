# causes.py - causes.cpp and the cost of a crossing, as lines of the document
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What causes.cpp prints, built in each way, and what tests/bench measures."""

import pathlib
import sys

import builds
import outcome

BENCH = builds.HERE.parent.parent / "bench"
sys.path.insert(0, str(BENCH))
import measure  # noqa: E402
import suite  # noqa: E402

STATIC = ("-static-libstdc++",)
# (what it is, the program's case, more flags)
CAUSES = (
    ("a thread of 256 KiB by `pthread_create`, 200,000 deep",
     "thread_256k", ()),
    ("the same by `std::thread`", "std_thread", ()),
    ("what the checks of a `std::thread` compare with",
     "std_thread_guard", ()),
    ("`std::thread` again, with `-static-libstdc++`", "std_thread", STATIC),
    ("a thread of 16 KiB by `pthread_create`, 200,000 deep",
     "thread_16k", ()),
    ("what its checks compare with, from the stack's lowest address",
     "thread_16k_guard", ()),
    ("1,000,000 deep after a longjmp out of the segments",
     "after_longjmp", ()),
    ("400 calls with `alloca(1500000)`, each after the other",
     "alloca_in_a_loop", ()),
    ("the guard in a handler that runs on an alternate stack",
     "handler_guard", ()),
    ("the room in which the first `printf` is called", "room_for_library", ()),
)


def seen(column, case, flags, builder, limits):
    """What the program printed, or how it ended."""
    out = builder.folder / f"causes.{column.title}.{len(flags)}"
    if not out.exists() and not builder.run(
            [column.compilers[0], *builds.FLAGS, "-O2", *flags,
             *builds.split_flags(column), str(builds.HERE / "causes.cpp"),
             "-o", str(out)], out):
        return "does not link"
    status, printed = outcome.run(
        ["sh", "-c", 'ulimit -s 256 && exec "$@"', "-", str(out), case], "",
        limits)
    ended = outcome.outcome(status, printed)
    return printed.strip() if ended == outcome.OK else ended


def table(builder, limits):
    lines = ["| alone | " + " | ".join(column.title
                                       for column in builds.SPLIT) + " |",
             "|---|" + "---|" * len(builds.SPLIT)]
    for what, case, flags in CAUSES:
        cells = [seen(column, case, flags, builder, limits)
                 for column in builds.SPLIT]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def crossing(build, folder):
    """{compiler: {variant: cycles}} that a crossing adds to a call."""
    tool = suite.Tool(None, pathlib.Path(build).resolve() / "lib/libsegstack.a")
    # The least of 100 short rounds: others use the machine, too.
    calls = {"segstack": "1000000", "split": "100000"}
    cycles = {}
    for compiler in builds.COMPILERS:
        built = {}
        for variant in calls:
            built[variant] = folder / f"crossing.{compiler}.{variant}"
            suite.run_build(suite.command_for_crossing(
                compiler, variant, tool, built[variant]))
        cycles[compiler] = measure.crossing_cycles(built, calls)
    return cycles


def crossing_table(build, folder):
    lines = ["| a crossing, in cycles | segstack | `-fsplit-stack`, gold | "
             "ratio |", "|---|---|---|---|"]
    for compiler, of in crossing(build, folder).items():
        lines.append(f"| {compiler} | {of['segstack']:.1f} | {of['split']:.0f}"
                     f" | {of['split'] / of['segstack']:.0f} |")
    return "\n".join(lines)
