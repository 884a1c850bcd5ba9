"""The report of exhaustion, log_path, print_stats, trace, help and the errors
of SEGSTACK_OPTIONS.

usage: report.py PROGRAM    (exceptions)
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile

program = sys.argv[1]
problems = []


def run(case, options):
    environment = dict(os.environ, SEGSTACK_OPTIONS=options)
    return subprocess.run([program, case], capture_output=True, text=True,
                          env=environment, timeout=120)


def expect(what, condition, seen):
    if not condition:
        problems.append(f"{what}; seen: {seen}")


def expect_text(what, text, *patterns):
    for pattern in patterns:
        expect(f"{what}: {pattern}", re.search(pattern, text), text)


def report():
    done = run("hard", "max_stack=400k")
    expect("hard limit: abort", done.returncode == -signal.SIGABRT,
           done.returncode)
    expect_text("report", done.stderr,
                r"^segstack: stack exhausted in .*\bmust_not\(.*\): max_stack=400 KiB",
                r"must not throw", r"\d+ bytes of stack in use, \d+ segments",
                r"recursion about \d+ calls deep", r"\d+ by .*\bmust_not\(",
                r"SEGSTACK_OPTIONS=max_stack=")
    done = run("exhausted", "max_stack=400k:on_exhausted=abort")
    expect("on_exhausted=abort: abort", done.returncode == -signal.SIGABRT,
           done.returncode)
    expect_text("report", done.stderr, r"stack exhausted in .*\bforever\(")


def log(folder):
    path = os.path.join(folder, "log")
    done = run("hard", f"max_stack=400k:log_path={path}")
    with open(path) as file:
        expect_text("log_path", file.read(), r"stack exhausted in .*\bmust_not\(")
    expect("nothing on stderr", "segstack" not in done.stderr, done.stderr)


def statistics():
    done = run("again", "max_stack=400k:print_stats=1")
    expect("print_stats: status", done.returncode == 0, done.returncode)
    expect_text("print_stats", done.stderr, r"statistics of process \d+",
                r"exhausted +1000\n", r"crossings +\d+\n", r"bytes_peak +\d+")
    done = run("set_limit", "print_stats=1")
    expect_text("hot sites", done.stderr, r"hot: \d+ crossings by .*\bmust_not\(")


def trace(folder):
    path = os.path.join(folder, "trace")
    done = run("set_limit", f"trace={path}")
    expect("trace: status", done.returncode == 0, done.returncode)
    with open(path) as file:
        events = json.load(file)
    names = {event["name"] for event in events}
    expect("trace: map and stack", {"map", "stack"} <= names, names)
    expect("trace: times rise", all(a["ts"] <= b["ts"] for a, b in
                                    zip(events, events[1:])), events)
    done = run("set_limit", "trace=/nonexistent/trace")
    expect("trace: no such folder", done.returncode == 2, done)


def errors():
    for options, *patterns in (
            ("max_stak=1g", r"unknown option 'max_stak'",
             r"did you mean 'max_stack'\?"),
            ("max_stack=lots", r"'lots' is not a size"),
            ("max_stack", r"needs a value"),
            ("reserve=1", r"nearest valid value is 8 KiB"),
            ("on_exhausted=abrt", r"did you mean 'abort'\?"),
            ("stress=1k", r"'1k' is not a number"),
            ("stress=1:frobnicate=3", r"unknown option 'frobnicate'")):
        done = run("every_depth", options)
        expect(f"{options}: status 2", done.returncode == 2, done.returncode)
        expect_text(options, done.stderr, "SEGSTACK_OPTIONS", *patterns)
    done = run("rethrow", "help=1")
    expect("help=1: status", done.returncode == 0, done.returncode)
    expect_text("help=1", done.stderr, r"max_stack .*\[1 GiB\]",
                r"on_exhausted .*\[throw\]", r"reserve .*\[64 KiB\]")


with tempfile.TemporaryDirectory() as scratch:
    report()
    log(scratch)
    statistics()
    trace(scratch)
    errors()
if problems:
    sys.exit("\n".join(problems))
