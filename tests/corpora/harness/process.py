# process.py - runs one program under fixed limits
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One place that starts programs.

A program under test gets a stack of a fixed size, no address randomisation and
an environment of a few variables, so that the depth at which it overflows is
the same every time. What it printed, how it ended, how long it took and how
much memory it used come back as an Outcome.
"""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

STACK_BYTES = 8 << 20
ADDR_NO_RANDOMIZE = 0x0040000
PASSED_ON = ("PATH", "HOME", "TMPDIR", "CCACHE_DIR", "CCACHE_BASEDIR")

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Outcome:
    """How one run ended."""

    returncode: int  # negative: the signal that ended it
    stdout: str
    stderr: str
    seconds: float
    peak_kib: int
    timed_out: bool = False

    @property
    def overflowed(self):
        return self.returncode == -signal.SIGSEGV and not self.timed_out

    def describe(self):
        if self.timed_out:
            return f"no end after {self.seconds:.0f} s"
        if self.returncode < 0:
            return signal.Signals(-self.returncode).name
        return f"exit code {self.returncode}"

    def tail(self, lines=12):
        """The last lines of all that was printed, for a report of a failure."""
        text = self.stdout.rstrip() + "\n" + self.stderr.rstrip()
        return "\n".join(text.strip().splitlines()[-lines:])


class CommandFailed(Exception):
    """A command that has to work did not."""

    def __init__(self, argv, outcome):
        self.argv, self.outcome = argv, outcome
        super().__init__(
            f"{outcome.describe()}: {' '.join(map(str, argv))}\n{outcome.tail(25)}"
        )


def environment(**extra):
    """The few variables a program sees, with extra ones."""
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    env["LC_ALL"] = "C.UTF-8"
    env.update({name: str(value) for name, value in extra.items()})
    return env


def _fix_limits():
    """For this process, from which children have them: to set them in the child
    would copy the whole of Python for each program."""
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (STACK_BYTES, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _libc.personality(ADDR_NO_RANDOMIZE)  # where allowed; else depths vary a bit


def run(argv, *, cwd=None, env=None, stdin="", timeout=600):
    """Runs argv to its end, or kills its process group at timeout."""
    _fix_limits()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, \
            tempfile.TemporaryFile() as given:
        given.write(stdin.encode())
        given.seek(0)
        start = time.monotonic()
        child = subprocess.Popen(
            [str(word) for word in argv], cwd=cwd, env=env or environment(),
            stdin=given, stdout=out, stderr=err, start_new_session=True)
        late = threading.Event()

        def give_up():
            late.set()
            os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(timeout, give_up)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        return Outcome(child.returncode, _text(out), _text(err),
                       time.monotonic() - start, usage.ru_maxrss, late.is_set())


def _text(stream):
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def must(argv, *, log=None, **how):
    """Runs a command that has to work; its output goes to the end of log."""
    outcome = run(argv, **how)
    if log:
        with open(log, "a", encoding="utf-8") as sink:
            sink.write(f"$ {' '.join(map(str, argv))}\n")
            sink.write(outcome.stdout + outcome.stderr)
    if outcome.returncode:
        raise CommandFailed(argv, outcome)
    return outcome


def need(program):
    """The path of a program that has to be installed."""
    found = shutil.which(program)
    if not found:
        raise SystemExit(f"run.py: {program} is not installed")
    return found


def children_seconds():
    """CPU time of all that was run and has ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def available_memory():
    """Bytes that can be used without swapping."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return 0
