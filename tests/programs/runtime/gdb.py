"""gdb's `bt` and `up` reach main over all segments.

usage: gdb.py PROGRAM LAYOUT    (LAYOUT: any, above or below)
"""
import re
import shutil
import subprocess
import sys

LEVELS = 3000


def main():
    program, layout = sys.argv[1:]
    gdb = shutil.which("gdb")
    if not gdb:
        sys.exit("gdb is not installed: this test needs it")
    commands = [
        "set pagination off",
        "set confirm off",
        "set width 0",
        "set debuginfod enabled off",
        "set backtrace limit unlimited",
        # A check of the guard mechanism that has no room.
        "handle SIGSEGV nostop noprint pass",
        f"set environment SEGSTACK_OPTIONS layout={layout}:max_stack=1g",
        "break bottom",
        f"run {LEVELS} {layout}",
        "bt",
        f"up {LEVELS}",
        "info frame",
        "delete",
        "continue",
    ]
    arguments = [word for line in commands for word in ("-ex", line)]
    # A small real stack, so that most levels are on segments.
    result = subprocess.run(
        ["bash", "-c", 'ulimit -s 256 && exec "$@"', "-", gdb, "-q", "-nx",
         "-batch", *arguments, program],
        capture_output=True, text=True, timeout=240)
    frames = re.findall(r"^#(\d+) .*?(\w+) \(", result.stdout, re.M)
    names = [name for _, name in frames]
    problems = []
    if "main" not in names:
        problems.append(f"the last frame is {names[-1:]}, not main")
    if names.count("walk") < LEVELS:
        problems.append(f"{names.count('walk')} frames of walk")
    # The program itself checks that its segments lie as the layout says.
    if "exited normally" not in result.stdout:
        problems.append("the program did not end well")
    crossings = names.count("__morestack")
    if crossings < 2:
        problems.append(f"{crossings} crossings in the backtrace")
    # The frame that `up` comes to is that of `bt`.
    named = [name for number, name in frames if number == str(LEVELS)]
    if len(named) != 2 or named[0] != named[1]:
        problems.append(f"frame {LEVELS} is {named}")
    if f"Stack level {LEVELS}, frame at" not in result.stdout:
        problems.append(f"no up {LEVELS}")
    if "corrupt stack" in result.stdout + result.stderr:
        problems.append("gdb calls the stack corrupt")
    if problems:
        sys.exit("; ".join(problems) + "\n" + result.stdout[-3000:] +
                 result.stderr[-2000:])
    print(f"{len(names)} frames, {crossings} crossings")


main()
