# review.py - what a reviewer of the instrumented sources relies on
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rewrites sources in copies of their tree and compares the trees:

    rewrite --in-place, -j1, files in order   = the same, -j2, shuffled
    rewrite --diff | patch -p1, | git apply   = rewrite --in-place
    rewrite, rewrite                          = rewrite; --check finds nothing
    rewrite, strip                            = the original
    lines of a changed file                   = the original's and the #include

What is compiled from the tree is compared by compiled.py and behaviour.py.
"""

import filecmp
import random
from pathlib import Path

from . import process
from .trees import DATABASE, ReviewError, told


def text_properties(trees, changed):
    """The properties of bytes that do not hold, and the files that changed."""
    original = trees.original
    names = rewritten(trees, changed)
    errors = [*any_order(trees, changed), *by_diff(trees, changed),
              *twice(trees, changed), *lines(original, changed, names),
              *stripped(trees, changed, names)]
    return errors, names


def rewritten(trees, changed):
    """Rewrites a copy of the original in place; the files that changed."""
    trees.rewritten(changed, "--in-place", "-j1")
    return differing(trees.original, changed)


def differing(one, other):
    """The names of files that differ between two trees, or are in one only."""
    found, pending = [], [filecmp.dircmp(one, other, ignore=[".git"])]
    while pending:
        here = pending.pop()
        pending += here.subdirs.values()
        _, unequal, unread = filecmp.cmpfiles(here.left, here.right,
                                              here.common_files, shallow=False)
        relative = Path(here.left).relative_to(one)
        found += [str(relative / name) for name in
                  unequal + unread + here.left_only + here.right_only]
    return sorted(name for name in found if name != DATABASE)


def _told(what, one, other):
    """One error for files that differ, with the first line that does."""
    names = differing(one, other)
    if not names:
        return []
    places = [f"{name}:{first_line(one / name, other / name)}" for name in names]
    return [f"{what}: {', '.join(places[:5])} ({len(names)} in all)"]


def first_line(one, other):
    """The number of the first line in which two files differ."""
    texts = [path.read_bytes().split(b"\n") if path.exists() else []
             for path in (one, other)]
    for number, (left, right) in enumerate(zip(*texts), 1):
        if left != right:
            return number
    return min(map(len, texts)) + 1


def any_order(trees, changed):
    other = trees.copy("shuffled")
    files = trees.files(other)
    random.Random(1).shuffle(files)
    trees.rewritten(other, "--in-place", "-j2", files=files)
    return _told("-j2 and another order give other bytes", changed, other)


def by_diff(trees, changed):
    diff = trees.folder / "diff"
    trees.rewritten(trees.original, "--diff", "-o", diff)  # bytes of any encoding
    tools = (("patch", [process.need("patch"), "-p1", "-s", "-i", diff]),
             ("git", [process.need("git"), "apply", diff]))
    return [error for tool, apply in tools
            for error in _applied(trees, changed, tool, apply)]


def _applied(trees, changed, tool, apply):
    tree = trees.copy(tool)
    if apply[-1].stat().st_size:  # git refuses an empty one
        outcome = process.run(apply, cwd=tree)
        if outcome.returncode:
            return [f"--diff is refused by {tool}: {outcome.tail(4)}"]
    return _told(f"--diff by {tool} is not --in-place", changed, tree)


def twice(trees, changed):
    tree = trees.copy("twice", changed)
    include = f"--extra-arg=-I{trees.segstack.include}"
    errors = []
    for options in (["--check"], ["--in-place"]):
        outcome = trees.rewrite(tree, *options, include)
        if outcome.returncode:
            errors.append(f"a second rewrite {options[0]}: {outcome.describe()}: "
                          f"{told(outcome)}")
    return errors + _told("a second rewrite changes", changed, tree)


def lines(original, changed, names):
    """Nothing but one #include at the top may add a line."""
    errors = []
    for name in names:
        before = (original / name).read_bytes().count(b"\n")
        text = (changed / name).read_bytes()
        added = text.count(b"\n") - before
        if added != text.count(b"#include <segstack/check.h>"):
            place = first_line(original / name, changed / name)
            errors.append(f"{name}:{place}: {added} lines more")
    return errors


def stripped(trees, changed, names):
    if not names:
        return []
    tree = trees.copy("stripped", changed)
    outcome = process.run([trees.segstack.tool, "strip", "--in-place", *names],
                          cwd=tree)
    if outcome.returncode:
        return [f"strip: {outcome.describe()}: {outcome.tail(4)}"]
    return _told("strip does not give back", trees.original, tree)
