# toolchain.py - compilers, options and the segstack build
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a build is made with: a configuration, plain or through segstack."""

import hashlib
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """One way to compile."""

    compiler: str
    opt: str
    place: str = "all"

    def __str__(self):
        return f"{self.compiler} {self.opt} {self.place}"

    @property
    def slug(self):
        return f"{self.compiler.replace('+', 'x')}{self.opt}"


def find_compiler(name):
    """The program behind "g++" or "clang++", where clang++-19 comes first."""
    for candidate in ([f"{name}-19", name] if name == "clang++" else [name]):
        if shutil.which(candidate):
            return candidate
    raise SystemExit(f"run.py: {name} is not installed")


def c_compiler(cxx):
    """The C compiler of the same version."""
    return re.sub(r"^(clang|g)\+\+", lambda name: {"g": "gcc"}.get(
        name[1], name[1]), cxx)


def default_configs(kind, everything=False):
    """The configurations that a run covers; of single programs, of which there
    are thousands, one, unless everything is to be run."""
    gcc, clang = find_compiler("g++"), find_compiler("clang++")
    if kind == "run":
        return [Config(gcc, "-O2"), Config(clang, "-O2"),
                Config(gcc, "-O0")][:3 if everything else 1]
    if kind == "deep":
        return [Config(gcc, "-O2", "auto"), Config(clang, "-O2", "all")]
    both = [Config(gcc, "-O2"), Config(gcc, "-O2", "auto")]
    if kind == "functions":  # the same for every compiler
        return both
    if kind == "review":  # not so what is in an object
        return [*both, Config(clang, "-O2")]
    return [Config(gcc, "-O2"), Config(clang, "-O2"), Config(gcc, "-O0"),
            Config(gcc, "-O3"), Config(gcc, "-O2", "auto")]


def every_config():
    """Those of which a table shows what is kept."""
    return [Config(find_compiler(compiler), opt, place)
            for compiler in ("g++", "clang++")
            for opt in ("-O0", "-O1", "-O2", "-O3", "-Os")
            for place in ("all", "auto")]


class Segstack:
    """A build tree of segstack: the tool, its runtime, and the headers that the
    tool finds beside itself, as in a copy or an installation; else include."""

    def __init__(self, build, include):
        build = Path(build).resolve()
        self.tool = build / "bin" / "segstack"
        self.library = build / "lib"
        beside = build / "include"
        self.include = (beside if (beside / "segstack").exists()
                        else Path(include).resolve())

    def require(self):
        for path in (self.tool, self.library / "libsegstack.a"):
            if not path.exists():
                raise SystemExit(
                    f"run.py: {path} is missing: build segstack first, or name "
                    "its build tree with --build-dir")

    def launcher(self, config, options=()):
        return [str(self.tool), "cc", f"--place={config.place}", *options]

    def link_flags(self, shared=False):
        if shared:
            return [f"-L{self.library}", f"-Wl,-rpath,{self.library}",
                    "-Wl,--no-as-needed", "-lsegstack"]
        return [str(self.library / "libsegstack.a"), "-pthread"]

    def launcher_options(self, shared=False):
        """What the launcher is told of link_flags."""
        return [] if shared else ["--static-runtime"]

    @lru_cache  # of one build tree, which does not change while it is tried
    def fingerprint(self):
        """Changes when any part of segstack that a program sees changes."""
        digest = hashlib.sha256()
        parts = [self.tool, self.library / "libsegstack.a",
                 *sorted(self.include.glob("segstack/*.h"))]
        for path in parts:
            digest.update(path.read_bytes())
        return digest.hexdigest()
