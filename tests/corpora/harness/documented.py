# documented.py - what a review may find, since the documentation tells of it
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""docs/not-instrumented.md, "What a program can see of a check", names what a
compiler says and keeps of a checked source that it would not of the plain one.
Differences of those kinds are counted and are no errors; all others are.

A difference is (kind, file, line, what); see compiled.py and coverage.py.
"""

import re
from collections import Counter

from .compiled import EMITTED, NOT_COMPILED, RENAMED, TWICE, kind_of

KINDS = {
    "warning lost [-Wunused-parameter]",
    "warning lost [-Wunused-but-set-parameter]",
    "warning lost [-Wunused-function]",
    "warning lost [-Wmaybe-uninitialized]",
    "warning lost [-Wuninitialized]",
    "warning lost [-Winfinite-recursion]",
    "warning lost [-Wmisleading-indentation]",
    "warning lost [-Wsubobject-linkage]",
    "warning lost [-Wunused-macros]",
    "warning new [-Wtautological-compare]",
    "warning new [-Wabi]",
    EMITTED,
    # gcov counts a `return` twice where an exception may leave its object, unless
    # it lists instances of the function.
    TWICE,
}
# A function with a name of its own has it in both objects: one that is not local,
# and none of whose arguments is a closure's or a local type.
LOCAL = re.compile(r"_Z.*Z.*E")


def is_documented(difference):
    kind, _, _, what = difference
    return kind_of(difference) in KINDS or \
        (kind == RENAMED and bool(LOCAL.match(what)))


def split(differing, differs=None):
    """(the differences that are errors, {kind: how many are documented}). Where a
    description says why a program's counts, lines or warnings differ, they are."""
    differing = list(dict.fromkeys(differing))
    known = [one for one in differing if is_documented(one)
             or (differs and one[0] != NOT_COMPILED)]
    return [one for one in differing if one not in known], \
        dict(Counter(map(kind_of, known)))
