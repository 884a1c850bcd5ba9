# runs.py - what the runs of a variant cost
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Instructions by callgrind, CPU times of runs in turn, and whether a variant
gives the results of the plain program.

Instructions are counted twice: all of them, and those outside the system's
shared libraries, where no variant has checks.
"""

import statistics
import tempfile
from pathlib import Path

from harness import process, suite

SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/libexec/")
COUNT_SECONDS = 3600
ROUND_SECONDS = 0.5  # of CPU that a round of the plain runs takes at least
MOST_RUNS = 20


def results(project, variant):
    """{run: {test: result}} of a variant."""
    return suite.run_suite(project.project, project.built[variant].names, "")


def differing(project, expected, variant):
    """How the results differ from the plain ones."""
    return suite.differing(expected, results(project, variant))


def executed(project, variant):
    """[all instructions, own ones] of a variant's runs; None where one fails."""
    counts = [_count(one, project.built[variant].names) for one in project.runs]
    return None if None in counts else [sum(part) for part in zip(*counts)]


def _count(test, names):
    with tempfile.NamedTemporaryFile(suffix=".callgrind") as out:
        done = _start(test, names, [
            "valgrind", "--tool=callgrind", "--compress-pos=no",
            f"--callgrind-out-file={out.name}"])
        if done.returncode != test.exit:
            return None
        by_object = read_callgrind(Path(out.name).read_text(errors="replace"))
    own = sum(count for name, count in by_object.items()
              if not name.startswith(SYSTEM))
    return sum(by_object.values()), own


def _start(test, names, prefix=(), timeout=COUNT_SECONDS):
    command = [word.format_map(names) for word in test.run]
    return process.run([*prefix, *command], cwd=test.cwd.format_map(names),
                       env=process.environment(**test.environment),
                       stdin=test.stdin, timeout=timeout)


def read_callgrind(text):
    """{object file: instructions} of a profile. A line that begins with a number
    has a count of the object named last; the one behind `calls=` is of what was
    called, and counted there. A name comes with its number once."""
    names, counts, here, called = {}, {}, "", False
    for line in text.splitlines():
        if line.startswith(("ob=", "cob=")):
            number, _, name = line.partition("=")[2].partition(" ")
            name = names.setdefault(number, name)
            here = name if line[0] == "o" else here
        elif line.startswith("calls="):
            called = True
        elif line[:1].isdigit():
            if not called:
                counts[here] = counts.get(here, 0) + int(line.split()[-1])
            called = False
    return counts


def time_ratios(project, variants, rounds):
    """Of CPU time to that of plain, the median, least and greatest round."""
    repeat = _repeats(project)
    times = {variant: [] for variant in ("plain", *variants)}
    for _ in range(rounds):
        for variant, seconds in times.items():
            seconds.append(sum(_seconds(project, variant)
                               for _ in range(repeat)))
    plain = times.pop("plain")
    return {"plain_seconds": statistics.median(plain) / repeat,
            "runs": repeat,
            "ratios": {variant: _spread([one / base for one, base
                                         in zip(seconds, plain)])
                       for variant, seconds in times.items()}}


def _spread(values):
    return [statistics.median(values), min(values), max(values)]


def _repeats(project):
    once = max(_seconds(project, "plain"), 0.001)
    return min(MOST_RUNS, 1 + int(ROUND_SECONDS / once))


def _seconds(project, variant):
    """CPU seconds of one run of everything."""
    before = process.children_seconds()
    for one in project.runs:
        _start(one, project.built[variant].names)
    return process.children_seconds() - before
