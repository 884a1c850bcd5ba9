# arguments.py - the command line of the driver
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Options, and what follows from them: which lines, seeds and configurations."""

import argparse
import fnmatch
import os
from dataclasses import dataclass
from pathlib import Path

from . import toolchain

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = ["list", "fetch", "run", "deep", "suite", "functions", "review",
            "all", "quick", "table", "show", "bisect"]


def default_scratch():
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return os.environ.get("SEGSTACK_CORPORA") or Path(base) / "segstack-corpora"


def parse(argv, about):
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("names", nargs="*", metavar="CORPUS",
                        help="default: every corpus that the command is for")
    _add_choices(parser)
    _add_steps(parser)
    _add_places(parser)
    return parser.parse_intermixed_args(argv)


def _add_choices(parser):
    """What is tried."""
    parser.add_argument("--filter", metavar="GLOB", action="append",
                        help="only lines with this in them, as 'g++.dg/eh/*new' "
                        "or 'suite*-O0'; may be repeated")
    parser.add_argument("--sample", type=int, metavar="N", default=0,
                        help="N programs of each corpus, or N sources of a "
                        "suite's text in a review, evenly spread, the same "
                        "ones every time")
    parser.add_argument("--count", type=int, metavar="N",
                        help="random programs of each corpus")
    parser.add_argument("--seed", type=int, metavar="N", default=1,
                        help="the first one (default: %(default)s)")
    parser.add_argument("--compiler", action="append", metavar="g++",
                        help="g++ or clang++; may be repeated")
    parser.add_argument("--opt", action="append", metavar="-O2",
                        help="optimisation level; write --opt=-O0")
    parser.add_argument("--place", action="append", choices=["all", "auto"])


def _add_steps(parser):
    """How it is tried."""
    parser.add_argument("--plain", action="store_true",
                        help="only the plain half; needs no segstack")
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    parser.add_argument("--rerun-failed", action="store_true",
                        help="run what failed before again")
    parser.add_argument("--fresh", action="store_true",
                        help="believe no earlier result")
    parser.add_argument("--bisect", action="store_true",
                        help="find the check behind each program that differs")
    parser.add_argument("--options", default="", metavar="KEY=VALUE:...",
                        help="SEGSTACK_OPTIONS for bisect (default: those of "
                        "the stress run)")
    parser.add_argument("--depth", type=int, default=50,
                        help="of a case, for bisect (default: %(default)s)")
    parser.add_argument("--ccache", action="store_true",
                        help="compile projects through ccache, behind segstack")


def _add_places(parser):
    """Where things are, and what is written."""
    parser.add_argument("--build-dir", type=Path, default=ROOT / "build",
                        help="segstack's build tree (default: %(default)s)")
    parser.add_argument("--scratch", type=Path, default=default_scratch(),
                        help="where everything is kept (default: "
                        "$SEGSTACK_CORPORA or %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE",
                        help="write the report there (default: report.json in "
                        "the scratch folder)")
    parser.add_argument("--format", default="text",
                        choices=["text", "json", "markdown"],
                        help="of what table prints (default: %(default)s)")


def matches(arguments, line):
    """Whether a task's line contains one of the globs of --filter."""
    return not arguments.filter or any(
        fnmatch.fnmatchcase(line, f"*{glob}*") for glob in arguments.filter)


@dataclass(frozen=True)
class Seeds:
    """Which random programs are made."""

    first: int = 1
    count: int | None = None  # else each corpus's own

    def of(self, corpus):
        count = corpus.count if self.count is None else self.count
        return range(self.first, self.first + count)


def sample(things, count):
    """count of them, evenly spread; the same ones every time."""
    if not count or count >= len(things):
        return things
    return [things[at * len(things) // count] for at in range(count)]


def configs(arguments, kind):
    """The default configurations, narrowed or replaced by the command line."""
    if arguments.command == "table":
        chosen = toolchain.every_config()
    else:
        chosen = toolchain.default_configs(kind, arguments.command == "all")
    if arguments.command == "quick":  # a suite at -O2 compiles for minutes
        return [toolchain.Config(chosen[0].compiler, "-O0")
                if kind == "suite" else chosen[0]]
    if not (arguments.compiler or arguments.opt or arguments.place):
        return chosen
    if arguments.command == "table":
        return [one for one in chosen if _allows(arguments, one)]
    compilers = [toolchain.find_compiler(name)
                 for name in arguments.compiler or ["g++"]]
    return [toolchain.Config(compiler, opt, place) for compiler in compilers
            for opt in arguments.opt or ["-O2"]
            for place in arguments.place or ["all"]]


def _allows(arguments, config):
    compilers = [toolchain.find_compiler(one) for one in arguments.compiler or []]
    return all(not wanted or one in wanted for wanted, one in (
        (compilers, config.compiler), (arguments.opt, config.opt),
        (arguments.place, config.place)))
