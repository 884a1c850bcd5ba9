# trees.py - copies of a source tree, each with a compilation database
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What review.py rewrites: the original tree, and copies of it.

    driver and the sources that it needs         --of_driver-->
    a suite's sources and what its build made    --of_suite-->   original/
    single programs and what they include        --of_programs-->

A database names the files of its own tree. What clang cannot parse leaves it, by
name, before anything is compared.
"""

import json
import re
import shutil
from pathlib import Path

from . import cache, commands, process
from .arguments import sample

DATABASE = "compile_commands.json"
# Of a build's folder: what sources may include, and sources that were made.
TEXT = {".h", ".hpp", ".hh", ".hxx", ".h++", ".inc", ".inl", ".ipp", ".tcc",
        ".def", ".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ""}


class ReviewError(Exception):
    """The properties could not be tried at all."""


class Trees:
    """Copies of one tree, and the rewriting of one."""

    def __init__(self, folder, segstack, place, options=()):
        self.folder, self.segstack, self.place = Path(folder), segstack, place
        self.options = list(options)  # for the launcher and the rewriter
        self.unparsed = []  # relative to the tree
        shutil.rmtree(self.folder, ignore_errors=True)
        self.original = self.folder / "original"
        self.original.mkdir(parents=True)

    def units(self, tree=None):
        return json.loads(((tree or self.original) / DATABASE).read_text())

    def set_units(self, units, tree=None):
        path = (tree or self.original) / DATABASE
        cache.write(path, json.dumps(units, indent=1))

    def take_sample(self, count):
        """Leaves so many of the original's sources in its database, 0 for all."""
        names = {f"{self.original}/{one}" for one in sample(self.files(), count)}
        self.set_units([one for one in self.units() if one["file"] in names])

    def copy(self, name, tree=None):
        """A copy of tree, or of the original, with a database of its own."""
        tree, other = tree or self.original, self.folder / name
        shutil.copytree(tree, other, symlinks=True)
        moved = (tree / DATABASE).read_text().replace(str(tree), str(other))
        (other / DATABASE).write_text(moved)
        return other

    def files(self, tree=None):
        """The sources, relative to tree, each of them once."""
        tree = tree or self.original
        names = [one["file"].removeprefix(f"{tree}/") for one in self.units(tree)]
        return list(dict.fromkeys(names))

    def rewrite(self, tree, *options, files=None):
        """How a rewrite ended; it may change nothing outside of its tree, where
        -I can lead, and what is the system's."""
        own = [one for one in self.options
               if not one.startswith("--system-header-filter")]
        return process.run(
            [self.segstack.tool, "rewrite", "--quiet", "-p", tree,
             f"--place={self.place}", *own, f"--header-filter=^{re.escape(str(tree))}/",
             *options, *(files or self.files(tree))], cwd=tree, timeout=3600)

    def rewritten(self, tree, *options, files=None):
        """What it printed; an error where it does not work."""
        outcome = self.rewrite(tree, *options, files=files)
        if outcome.returncode:
            raise ReviewError(f"rewrite {' '.join(options)}: "
                              f"{outcome.describe()}: {told(outcome)}")
        return outcome.stdout

    def leave_out_unparsed(self):
        """Takes what clang cannot parse, as the tool says, out of the original's
        database."""
        outcome = self.rewrite(self.original, "--list-functions", "--no-verify",
                               "-o", self.folder / "functions")
        if not outcome.returncode:
            return
        names = {cannot_parse(line) for line in outcome.stderr.splitlines()}
        kept = [one for one in self.units() if not names & {
            one["file"], one["file"].removeprefix(f"{self.original}/")}]
        self.unparsed = sorted(filter(None, names))
        if not self.unparsed or len(kept) == len(self.units()):
            raise ReviewError(f"rewrite: {outcome.describe()}: {told(outcome)}")
        self.set_units(kept)


def cannot_parse(line):
    found = re.match(r"segstack: error: (.*): clang cannot parse", line)
    return found[1] if found else None


def told(outcome, count=6):
    """The errors of the tool itself, before what clang says of them."""
    errors = [line for line in outcome.stderr.splitlines()
              if line.startswith("segstack: error: ")]
    return "\n".join(errors[:count]) or outcome.tail(count)


def _laid_out(trees, units, moves):
    """Copies folders into the original tree; the units name the copies."""
    text = json.dumps([commands.normal(one) for one in units])
    for name, old in moves:
        text = text.replace(str(old), str(trees.original / name))
    units = [one for one in json.loads(text)
             if Path(one["file"]).is_relative_to(trees.original)]
    if not units:
        raise ReviewError("no source of the project is compiled")
    trees.set_units(units)
    return trees


def of_driver(builder, project, config, folder):
    """The project's sources that its driver needs, and the driver."""
    trees = Trees(folder, builder.segstack, config.place, project.launcher)
    moves = [("source", builder.lifted_source(project)),
             ("drivers", project.driver_source.parent)]
    for name, old in moves:
        shutil.copytree(old, trees.original / name, symlinks=True)
    return _laid_out(trees, builder.units(project, config), moves)


def of_suite(builder, project, config, folder, build_suite):
    """The project's sources as they come, and what a plain build of its suite
    made beside them. build_suite records the commands."""
    trees = Trees(folder, builder.segstack, config.place, project.launcher)
    names, units = build_suite(builder, project, config)
    moves = [("source", Path(names["source"])), ("build", Path(names["build"]))]
    for name, old in moves:
        copy_text(old, trees.original / name)
    own = [one for one in units
           if commands.is_in(project.language, commands.normal(one))]
    return _laid_out(trees, own, moves)


def copy_text(old, new):
    """A folder without what a compiler or linker has made."""
    def made(folder, names):
        return [name for name in names
                if (path := Path(folder, name)).is_file()
                and (path.suffix in (".o", ".a", ".d", ".lo", ".gch")
                     or is_binary(path))]

    shutil.copytree(old, new, symlinks=True, ignore=made)


def is_binary(path):
    with open(path, "rb") as stream:
        return stream.read(4) == b"\x7fELF"


def of_programs(shop, programs, plains, folder):
    """Single programs, each with the files of its corpus that it includes."""
    trees = Trees(folder, shop.segstack, shop.config.place)
    units = []
    for one, plain in zip(programs, plains):
        recipe = shop.recipe(one, plain)
        found = shop.units(one, recipe, trees.original)
        for name in {name for unit in found for name in included(unit, one.root)}:
            target = trees.original / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one.root / name, target)
        units += found
    text = json.dumps(units).replace(f"{programs[0].root}/", f"{trees.original}/")
    trees.set_units(json.loads(text))
    return trees


def included(unit, root):
    """The files below root that a source includes, and itself."""
    outcome = process.must([*unit["arguments"], "-MM", "-MF", "-", "-MT", "x"],
                           cwd=unit["directory"])
    names = outcome.stdout.replace("\\\n", " ").split()[1:]
    paths = [Path(unit["directory"], name).resolve() for name in names]
    return [str(path.relative_to(root)) for path in paths
            if path.is_relative_to(root)]
