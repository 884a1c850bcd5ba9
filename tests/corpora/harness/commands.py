# commands.py - compile commands of a compilation database
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A command as words, with a full path of its source, and what may be changed in
it: where the object goes, what is warned of."""

import json
import os
import re
import shlex
import sys
from pathlib import Path

# In front of a compiler, with the log: notes its commands.
RECORDER = [sys.executable, str(Path(__file__).with_name("record.py"))]

SUFFIXES = {".cpp", ".cc", ".cxx", ".c++", ".C", ".CPP"}
ALONE = ("-c", "-MD", "-MMD", "-MP", "-MM", "-w", "-S", "-E")
WITH_A_WORD = ("-o", "-MF", "-MT", "-MQ")


def normal(unit):
    """The unit with `arguments`, in which the source has a full path."""
    arguments = unit.get("arguments") or shlex.split(unit["command"])
    file = os.path.normpath(os.path.join(unit["directory"], unit["file"]))
    arguments = [file if word == unit["file"] else word for word in arguments]
    return {"directory": unit["directory"], "file": file, "arguments": arguments}


def is_cxx(unit):
    return Path(unit["file"]).suffix in SUFFIXES or "-xc++" in unit["arguments"]


def is_in(language, unit):
    """Whether a unit is in a project's language, "c" or "c++". A configure script
    has compiled sources that are no more."""
    return is_cxx(unit) == (language != "c") and Path(unit["file"]).exists()


def bare(arguments):
    """A command without what it makes and without -w."""
    words, skip = [], False
    for word in arguments:
        if skip or word in WITH_A_WORD:
            skip = not skip
        elif word not in ALONE and not re.match(r"-o.", word) and \
                not word.startswith("-Werror"):
            words.append(word)
    return words


def recorded_in(path):
    """Units of the log at path."""
    return recorded(map(json.loads, path.read_text().splitlines()))


def recorded(log):
    """Units of what record.py wrote: a folder and the words of each command."""
    units = []
    for folder, *words in log:
        if "-c" in words:
            units += [{"directory": folder, "file": word, "arguments": words}
                      for word in words[1:]
                      if Path(word).suffix in SUFFIXES | {".c"}
                      and not word.startswith("-")]
        else:
            units += _compiled_and_linked(folder, words)
    return units


def _compiled_and_linked(folder, words):
    """Sources of a command that links as well."""
    sources = [word for word in words[1:]
               if Path(word).suffix in SUFFIXES | {".c"}
               and not word.startswith("-")]
    objects = [word for word in words if Path(word).suffix in (".o", ".a", ".so")]
    flags = [word for word in words if word not in sources + objects
             and not word.startswith(("-l", "-Wl,"))]
    return [{"directory": folder, "file": one, "arguments": [*flags, "-c", one]}
            for one in sources]
