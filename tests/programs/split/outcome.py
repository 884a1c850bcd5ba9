# outcome.py - runs a program within limits, and says how it ended
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How a program ended, in a word that a cell has room for."""

import dataclasses
import os
import re
import signal
import subprocess

OK, NOT_AVAILABLE, TIMEOUT, WRONG = "ok", "n/a", "timeout", "wrong result"
LIBGCC_GIVES_UP = "unable to allocate additional stack space"


@dataclasses.dataclass(frozen=True)
class Limits:
    memory: int = 16 << 20  # KiB of address space
    cpu: int = 60  # seconds of processor time
    wall: int = 300  # seconds, for what waits and does not run

    def around(self, command):
        return ["sh", "-c", f"ulimit -c 0 && ulimit -v {self.memory} && "
                f"ulimit -t {self.cpu} && exec \"$@\"", "-", *command]


def run(command, options, limits):
    """(status, or None after too long; what it printed). It and what it has
    started are gone afterwards."""
    process = subprocess.Popen(
        limits.around(command), stdin=subprocess.DEVNULL, text=True,
        errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, env=dict(os.environ, SEGSTACK_OPTIONS=options))
    try:
        printed, _ = process.communicate(timeout=limits.wall)
        return process.returncode, printed
    except subprocess.TimeoutExpired:
        return None, ""
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.communicate()


def name_of(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def outcome(status, printed):
    if status == 0:
        return OK
    if status is None or status in (-signal.SIGXCPU, -signal.SIGKILL):
        return TIMEOUT
    if "no such feature: " in printed:
        return NOT_AVAILABLE
    if status < 0:
        return name_of(-status)
    # How a child of the program ended, or the program under gdb.
    told = re.search(r"WTERMSIG\(status\) is (\d+)|terminated with signal "
                     r"(SIG\w+)", printed)
    if told:
        return told[2] or name_of(int(told[1]))
    return "SIGABRT" if LIBGCC_GIVES_UP in printed else WRONG
