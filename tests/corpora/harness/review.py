# review.py - what a reviewer of the instrumented sources relies on
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rewrites a project's sources in copies of its tree and compares the trees:

    rewrite --in-place, -j1, files in order   = the same, -j2, reversed
    rewrite --diff | patch -p1, | git apply   = rewrite --in-place
    rewrite, rewrite                          = rewrite; --check finds nothing
    rewrite, strip                            = the original
    lines of a changed file                   = the original's and the #include
"""

import filecmp
import json
import shutil
from pathlib import Path

from . import process

DATABASE = "compile_commands.json"


class ReviewError(Exception):
    """The properties could not be tried at all."""


class Trees:
    """Copies of one project's tree, each with its own compilation database."""

    def __init__(self, builder, project, config):
        self.builder, self.project, self.config = builder, project, config
        self.folder = builder.scratch.root / "build" / project.name / "review"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.original = self.folder / "original"
        self._lay_out()

    def _lay_out(self):
        """The project's tree, and the driver beside it."""
        units = json.dumps(self.builder.units(self.project, self.config))
        for name, old in (
                ("source", self.builder.lifted_source(self.project)),
                ("drivers", self.project.driver_source.parent)):
            shutil.copytree(old, self.original / name, symlinks=True)
            units = units.replace(str(old), str(self.original / name))
        (self.original / DATABASE).write_text(units)

    def copy(self, name, tree=None):
        """A copy of tree, or of the original, with a database of its own."""
        tree, other = tree or self.original, self.folder / name
        shutil.copytree(tree, other, symlinks=True)
        moved = (tree / DATABASE).read_text().replace(str(tree), str(other))
        (other / DATABASE).write_text(moved)
        return other

    def files(self, tree):
        """The sources, relative to tree."""
        database = json.loads((tree / DATABASE).read_text())
        return [str(Path(one["file"]).relative_to(tree)) for one in database]

    def rewrite(self, tree, *options, files=None, **how):
        command = [self.builder.segstack.tool, "rewrite", "--quiet", "-p", tree,
                   f"--place={self.config.place}", *options,
                   *self.project.driver.options, *(files or self.files(tree))]
        return process.must(command, cwd=tree, **how).stdout


def try_properties(builder, project, config):
    """The properties that do not hold, and how many files were changed."""
    builder.segstack.require()
    trees = Trees(builder, project, config)
    original, changed = trees.original, trees.copy("changed")
    trees.rewrite(changed, "--in-place", "-j1")
    names = differing(original, changed)
    if not names:
        raise ReviewError("rewrite --in-place changed no file")
    errors = [*any_order(trees, changed), *by_diff(trees, changed),
              *twice(trees, changed), *lines(original, changed, names),
              *stripped(trees, original, changed, names)]
    return {"errors": errors, "files": len(names)}


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


def _told(what, names):
    return [f"{what}: {', '.join(names[:5])} ({len(names)} in all)"] \
        if names else []


def any_order(trees, changed):
    other = trees.copy("reversed")
    trees.rewrite(other, "--in-place", "-j2", files=trees.files(other)[::-1])
    return _told("-j2 and another order give other bytes",
                 differing(changed, other))


def by_diff(trees, changed):
    errors = []
    for tool, apply in (("patch", [process.need("patch"), "-p1", "-s", "-i"]),
                        ("git", [process.need("git"), "apply"])):
        tree = trees.copy(tool)
        diff = trees.folder / f"{tool}.diff"
        diff.write_text(trees.rewrite(tree, "--diff"), newline="")
        process.must([*apply, diff], cwd=tree)
        errors += _told(f"--diff by {tool} is not --in-place",
                        differing(changed, tree))
    return errors


def twice(trees, changed):
    tree = trees.copy("twice", changed)
    include = f"--extra-arg=-I{trees.builder.segstack.include}"
    trees.rewrite(tree, "--check", include)
    trees.rewrite(tree, "--in-place", include)
    return _told("a second rewrite changes", differing(changed, tree))


def lines(original, changed, names):
    """Nothing but one #include at the top may add a line."""
    errors = []
    for name in names:
        before = (original / name).read_bytes().count(b"\n")
        text = (changed / name).read_bytes()
        added = text.count(b"\n") - before
        if added != text.count(b"#include <segstack/check.h>"):
            errors.append(f"{name}: {added} lines more")
    return errors


def stripped(trees, original, changed, names):
    process.must([trees.builder.segstack.tool, "strip", "--in-place", *names],
                 cwd=changed)
    return _told("strip does not give back", differing(original, changed))
