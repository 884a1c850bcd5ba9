# arguments.py - what every driver of the corpora takes
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The options of a command line that mean the same in all drivers."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def default_scratch():
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return os.environ.get("SEGSTACK_CORPORA") or Path(base) / "segstack-corpora"


def add_common(parser):
    parser.add_argument("--build-dir", type=Path, default=ROOT / "build",
                        help="segstack's build tree (default: %(default)s)")
    parser.add_argument("--scratch", type=Path, default=default_scratch(),
                        help="where everything is kept (default: "
                        "$SEGSTACK_CORPORA or %(default)s)")
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    parser.add_argument("--rerun-failed", action="store_true",
                        help="run what failed before again")
    parser.add_argument("--fresh", action="store_true",
                        help="believe no earlier result")
    parser.add_argument("--options", default="stress=1",
                        help="SEGSTACK_OPTIONS for bisect (default: %(default)s)")
