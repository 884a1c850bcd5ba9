# unpack.py - GCC's C++ tests, out of Debian's source package
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The package's archive holds GCC's own archive; of that, three folders.

    gcc-12_*.orig.tar.gz --gcc-*.tar.xz--> gcc/testsuite/{g++.dg,...}
        --> SCRATCH/source/gcc-testsuite/{g++.dg,...}
"""

import shutil
import tarfile

from harness import fetch

PACKAGE = "gcc-12"
FOLDERS = ("g++.dg", "g++.old-deja", "c-c++-common")


def place_of(name):
    """Where an archive's member goes below the tests' root, or None."""
    _, found, below = name.partition("/gcc/testsuite/")
    return below if found and below.split("/")[0] in FOLDERS else None


def _unpack(archive, target):
    with tarfile.open(archive) as outer:
        for member in outer:
            name = member.name.rsplit("/", 1)[-1]
            if name.startswith("gcc-") and ".tar." in name:
                _unpack_inner(outer.extractfile(member), target)
                return
    raise SystemExit(f"run.py: {archive} has no gcc-*.tar.* in it")


def _unpack_inner(stream, target):
    with tarfile.open(fileobj=stream, mode="r|*") as inner:
        for member in inner:
            below = place_of(member.name)
            if below and member.isfile():
                path = target / below
                path.parent.mkdir(parents=True, exist_ok=True)
                with inner.extractfile(member) as data, open(path, "wb") as out:
                    shutil.copyfileobj(data, out)


def tests(scratch):
    """The folder of the unpacked tests, and the name of the archive."""
    target = scratch.root / "source" / "gcc-testsuite"
    archive = fetch.archive(scratch, PACKAGE)
    stamp = target / ".archive"
    if not stamp.exists() or stamp.read_text() != archive.name:
        scratch.folder("source")
        unfinished = target.with_name(".gcc-testsuite")
        shutil.rmtree(unfinished, ignore_errors=True)
        _unpack(archive, unfinished)
        (unfinished / ".archive").write_text(archive.name)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.rename(target)
    return target, archive.name
