# toolchain.py - compilers, options and the segstack build
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a build is made with: a configuration, plain or through segstack."""

import hashlib
import shutil
from dataclasses import dataclass
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


def default_configs(kind):
    """The configurations that a full run covers."""
    gcc, clang = find_compiler("g++"), find_compiler("clang++")
    if kind == "deep":
        return [Config(gcc, "-O2", "auto"), Config(clang, "-O2", "all")]
    if kind in ("functions", "review"):  # the same for every compiler
        return [Config(gcc, "-O2"), Config(gcc, "-O2", "auto")]
    return [Config(gcc, "-O2"), Config(clang, "-O2"), Config(gcc, "-O0"),
            Config(gcc, "-O3"), Config(gcc, "-O2", "auto")]


class Segstack:
    """A build tree of segstack: the tool and its runtime."""

    def __init__(self, build, include):
        self.tool = Path(build).resolve() / "bin" / "segstack"
        self.library = Path(build).resolve() / "lib"
        self.include = Path(include).resolve()

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

    def fingerprint(self):
        """Changes when any part of segstack that a program sees changes."""
        digest = hashlib.sha256()
        parts = [self.tool, self.library / "libsegstack.a",
                 *sorted(self.include.glob("segstack/*.h"))]
        for path in parts:
            digest.update(path.read_bytes())
        return digest.hexdigest()
