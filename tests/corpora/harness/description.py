# description.py - reads the description of a corpus of single programs
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A corpus of single programs is one file programs/NAME.toml.

    kind = "dejagnu": the run tests of one folder of GCC's testsuite, out of a
        Debian source package; see dejagnu/tests.py
    kind = "random": programs made from seeds; see generated.py

A corpus has a name, what its records are called and where they are kept
(`label`), how strictly programs are judged (`judge`), and programs().
"""

import tomllib

from . import generated, project
from .dejagnu import tests
from .project import HERE

KINDS = {"dejagnu": tests.Corpus, "random": generated.Corpus}


def load(path):
    table = tomllib.loads(path.read_text())
    kind = KINDS.get(table.pop("kind", None))
    if not kind:
        raise SystemExit(f"{path}: kind is none of: {', '.join(KINDS)}")
    unknown = set(table) - set(kind.__dataclass_fields__)
    if unknown:
        raise SystemExit(f"{path}: unknown key {sorted(unknown)[0]!r}")
    return kind(name=path.stem, **table)


def load_programs():
    """Every corpus of single programs, by name."""
    return {path.stem: load(path)
            for path in sorted((HERE / "programs").glob("*.toml"))}


def load_all():
    """Every corpus: the projects, then those of single programs."""
    return {**project.load_all(), **load_programs()}
