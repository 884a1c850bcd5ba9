# build.py - builds a project's driver, plain or instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles a driver and the project's sources that it needs.

    driver.cpp + sources --[segstack cc] COMPILER -c--> objects --link--> driver

An object is kept while its command, its source tree and segstack stay the same.
"""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import fetch, process
from .toolchain import c_compiler

# The launcher warns of a file that it leaves alone, and goes on. Here every
# file is to have its checks.
WITHOUT_CHECKS = "segstack: warning: "


class Builder:
    """What every build of one run has in common."""

    def __init__(self, scratch, segstack, jobs, ccache=False):
        self.scratch, self.segstack, self.jobs = scratch, segstack, jobs
        self.ccache = [process.need("ccache")] if ccache else []

    def driver(self, project, config, instrumented, extra=(), kind=""):
        """The path of the driver; extra are options for the launcher, and kind
        names the folder of a build that is not the usual one."""
        prefix = self.prefix(config, instrumented,
                             [*self.segstack.launcher_options(),
                              *project.launcher, *extra])
        usual = config.place if instrumented else "plain"
        folder = self.scratch.folder("build", project.name, config.slug,
                                     f"driver-{kind or usual}")
        units = self.units(project, config, instrumented, folder)
        _write_database(folder, units)
        with ThreadPoolExecutor(self.jobs) as pool:
            list(pool.map(lambda unit: self._compile(
                folder, prefix, unit, _content(project.driver_header)), units))
        return self._link(project, config, instrumented, folder, units)

    def prefix(self, config, instrumented, options=()):
        """What stands before the compiler in a compile command."""
        if not instrumented:
            return self.ccache
        self.segstack.require()
        return [*self.segstack.launcher(config, options), *self.ccache]

    def lifted_source(self, project):
        """The project's sources with the depth limits lifted, and those that are
        made from them."""
        recipe = _hash([project.port, project.driver.lift,
                        *project.driver.prepare])
        target = self.scratch.root / "lifted" / f"{project.name}-{recipe}"
        if not target.exists():
            unfinished = target.with_name(f".{target.name}")
            fetch.copy(self.scratch, project, unfinished)
            fetch.replace(unfinished, project.driver.lift)
            for command in project.driver.prepare:
                process.must(command, cwd=unfinished)
            unfinished.rename(target)
        return target

    def units(self, project, config, instrumented=False, folder="."):
        """The compile commands of the driver, as a compilation database."""
        source = self.lifted_source(project)
        names = [project.driver_source]
        for pattern in project.driver.sources:
            found = sorted(source.glob(pattern))
            if not found:
                raise SystemExit(f"{project.path}: no file matches {pattern!r}")
            names += found
        flags = [config.opt, "-g", "-w", *project.driver.flags,
                 *(f"-I{source / name}" for name in project.driver.include)]
        if instrumented:
            flags += [f"-I{self.segstack.include}", "-DCORPORA_INSTRUMENTED"]
        return [{"directory": str(folder), "file": str(name),
                 "arguments": [_compiler(name, config), *flags, "-c", str(name),
                               "-o", f"{folder}/{index}-{name.stem}.o"]}
                for index, name in enumerate(names)]

    def _compile(self, folder, prefix, unit, header):
        target = unit["arguments"][-1]
        command = [*prefix, *unit["arguments"]]
        stamp = folder / (target.rsplit("/", 1)[1] + ".stamp")
        made_by = _hash([command, _content(unit["file"]),
                         header, self._tool(prefix)])
        if stamp.exists() and stamp.read_text() == made_by:
            return
        stamp.unlink(missing_ok=True)
        outcome = process.run(command, cwd=folder)
        if outcome.returncode or WITHOUT_CHECKS in outcome.stderr:
            raise process.CommandFailed(command, outcome)
        stamp.write_text(made_by)

    def _tool(self, prefix):
        instrumented = str(self.segstack.tool) in prefix
        return self.segstack.fingerprint() if instrumented else ""

    def _link(self, project, config, instrumented, folder, units):
        target = folder / "driver"
        runtime = self.segstack.link_flags() if instrumented else []
        process.must([_compiler(project.driver_source, config),
                      *(unit["arguments"][-1] for unit in units),
                      *runtime, *project.driver.libraries, "-o", target])
        return target


def _compiler(source, config):
    """Of a source in C++ or C; a driver in C is linked as C, too."""
    in_c = Path(source).suffix == ".c"
    return c_compiler(config.compiler) if in_c else config.compiler


def _write_database(folder, units):
    (folder / "compile_commands.json").write_text(json.dumps(units, indent=1))


def _content(path):
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def _hash(value):
    return hashlib.sha256(json.dumps(value, default=str).encode()).hexdigest()[:12]
