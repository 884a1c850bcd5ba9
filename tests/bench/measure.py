# measure.py - runs the variants of a program in turn, and counts instructions
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""CPU times of interleaved runs, and instruction counts by callgrind.

Every ratio is taken within one round, so that whatever slows the machine
down for a while slows the variant and the plain program alike. A round runs
every layout of every variant; its times are the sums over the layouts.
"""

import os
import re
import resource
import statistics
import subprocess
import tempfile

from suite import BenchError, environment


def unlimited_stack():
    """For plain programs that go deep: all the stack there is."""
    _, hard = resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(resource.RLIMIT_STACK, (hard, hard))


def run_once(path, argument, program, unlimited=False):
    """Runs to the end; returns the answer, CPU seconds and exit status."""
    process = subprocess.Popen(
        [str(path), argument], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment(program),
        preexec_fn=unlimited_stack if unlimited else None)
    answer = process.stdout.read().decode()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return answer, usage.ru_utime + usage.ru_stime, process.returncode


def run_variant(path, variant, argument, program):
    return run_once(path, argument, program,
                    unlimited=program.deep and variant == "plain")


def answers(program, built, argument):
    """Runs each variant once; a failure's answer says how it ended."""
    found = {}
    for variant, paths in built.items():
        answer, _, code = run_variant(paths[0], variant, argument, program)
        found[variant] = answer if code == 0 else f"ended with {code}"
    return found


def check_answers(program, built, argument):
    """Returns the variants that do not give plain's answer, and why."""
    found = answers(program, built, argument)
    expected = found["plain"]
    if expected.startswith("ended with"):
        raise BenchError(f"{program.name}: the plain program {expected}")
    return {variant: answer.strip() for variant, answer in found.items()
            if answer != expected}


def spread(values):
    return {"median": statistics.median(values), "min": min(values),
            "max": max(values)}


def time_ratios(program, built, rounds):
    """Median CPU seconds of plain, and ratios to it of the others."""
    times = {variant: [] for variant in built}
    for _ in range(rounds):
        for variant, seconds in time_round(program, built).items():
            times[variant].append(seconds)
    plain = [sum(seconds) for seconds in times.pop("plain")]
    layouts = len(built["plain"])
    ratios = {variant: spread([sum(a) / b for a, b in zip(seconds, plain)])
              for variant, seconds in times.items()}
    return {"plain_seconds": statistics.median(plain) / layouts,
            "ratios": ratios}


def time_round(program, built):
    """CPU seconds of one run of each layout of each variant."""
    times = {variant: [] for variant in built}
    for layout in zip(*built.values()):
        for variant, path in zip(built, layout):
            _, seconds, _ = run_variant(path, variant, program.full, program)
            times[variant].append(seconds)
    return times


def executed(command, env=None):
    """The instructions of a whole run, by callgrind; None if it fails."""
    with tempfile.NamedTemporaryFile(suffix=".callgrind") as out:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}",
             *map(str, command)],
            text=True, capture_output=True, env=env)
    collected = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not collected:
        return None
    return int(collected.group(1))


def count_instructions(program, built):
    """Instructions of a small run without those of start-up and exit; the
    layouts execute the same ones."""
    counts = {}
    for variant, paths in built.items():
        if variant == "guard":
            continue  # report.py says why
        both = [executed([paths[0], argument], environment(program))
                for argument in (program.small, program.nothing)]
        counts[variant] = None if None in both else both[0] - both[1]
    if counts["plain"] is None:
        raise BenchError(f"{program.name}: no instruction count of the plain "
                         "program")
    return counts


def crossing_cycles(built, calls):
    """Cycles that a crossing adds to a call, as the programs print them."""
    cycles = {}
    for variant, path in built.items():
        done = subprocess.run([str(path), calls[variant]], text=True,
                              capture_output=True)
        printed = re.search(r"the crossing (-?[\d.]+); (\d+) of (\d+)",
                            done.stdout)
        if done.returncode or not printed:
            raise BenchError(f"{path.name} ended with {done.returncode}: "
                             f"{done.stdout}{done.stderr}")
        cycles[variant] = float(printed.group(1))
    return cycles
