# deep.py - how deep a project can recurse, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The nesting that kills the plain program, and what segstack makes of it.

    plain: double, then bisect --> the least depth that overflows 8 MiB
    instrumented: ten times that, and 1,000,000 levels --> the right result
    instrumented, small max_stack --> caught, then a good document parses
"""

from . import process

LARGEST_SEARCH = 1 << 26
EXHAUSTED_STACK = 16 << 20
DEFAULT_STACK = 1 << 30


class DeepError(Exception):
    """A step that did not end as it must."""


def crash_depth(driver, case):
    """The least depth, to 1 %, at which the plain driver overflows."""
    low, high = case.start, case.start
    if not _works(driver, case, low):
        raise DeepError(f"plain: does not work at {low} levels")
    while _works(driver, case, high):
        if high > LARGEST_SEARCH:
            raise DeepError(f"plain: still no overflow at {high} levels")
        low, high = high, 2 * high
    while high - low > low // 100:
        middle = (low + high) // 2
        if _works(driver, case, middle):
            low = middle
        else:
            high = middle
    return high


def _works(driver, case, depth):
    """False if the driver overflows; any other failure is an error."""
    outcome = process.run([driver, case.name, depth], timeout=case.timeout)
    if outcome.overflowed:
        return False
    if outcome.returncode or "right" not in outcome.stdout:
        raise DeepError(f"plain: {depth} levels: {outcome.describe()}\n"
                        f"{outcome.tail()}")
    return True


def stack_needed(crash, depth):
    """Bytes of stack for depth levels: four times what plain frames take, as
    frames with a check are larger and less is inlined."""
    return 4 * process.STACK_BYTES * depth // crash


def reach(driver, case, crash, depth):
    """Runs the instrumented driver at depth: its seconds and peak KiB, or
    None where the machine has too little memory."""
    need = stack_needed(crash, depth)
    if need > process.available_memory() * 3 // 4:
        return None
    options = f"max_stack={max(need, DEFAULT_STACK)}"
    outcome = process.run(
        [driver, case.name, depth], timeout=case.timeout,
        env=process.environment(SEGSTACK_OPTIONS=options))
    if outcome.returncode or "right" not in outcome.stdout:
        raise DeepError(f"{depth} levels with {options}: {outcome.describe()}\n"
                        f"{outcome.tail()}")
    return {"levels": depth, "seconds": round(outcome.seconds, 2),
            "peak_kib": outcome.peak_kib, "options": options}


def exhaust(driver, case, depth):
    """A depth that does not fit: caught by the driver, which then goes on."""
    options = f"max_stack={EXHAUSTED_STACK}"
    outcome = process.run(
        [driver, "exhaust", case.name, depth], timeout=case.timeout,
        env=process.environment(SEGSTACK_OPTIONS=options))
    if outcome.returncode or "caught" not in outcome.stdout:
        raise DeepError(f"exhausted at {depth} levels with {options}: "
                        f"{outcome.describe()}\n{outcome.tail()}")
    return {"levels": depth, "options": options}


def plain(builder, project, config, case):
    """The plain half of the record of one case."""
    driver = builder.driver(project, config, instrumented=False)
    return {"crash": crash_depth(driver, case)}


def instrumented(builder, project, config, case, crash):
    """The instrumented half: every step is run, whatever the others did."""
    driver = builder.driver(project, config, instrumented=True)
    record = {"reached": [], "skipped": [], "errors": []}
    for depth in sorted({10 * crash, case.levels}):
        try:
            reached = reach(driver, case, crash, depth)
        except DeepError as error:
            record["errors"].append(str(error))
            continue
        if reached:
            record["reached"].append(reached)
        else:
            record["skipped"].append(f"{depth} levels: not enough memory")
    if not case.exhausts:
        return record
    try:
        record["exhausted"] = exhaust(driver, case, 10 * crash)
    except DeepError as error:
        record["errors"].append(str(error))
    return record
