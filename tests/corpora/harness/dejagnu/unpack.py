# unpack.py - folders of GCC's testsuite, out of Debian's source package
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The package's archive holds GCC's own archive; of that, one folder each time.

    gcc-12_*.orig.tar.gz --gcc-*.tar.xz--> gcc/testsuite/FOLDER
        --> SCRATCH/source/gcc-testsuite/FOLDER
"""

import shutil
import tarfile

from .. import fetch


def root_of(scratch):
    return scratch.root / "source" / "gcc-testsuite"


def is_there(scratch, folder):
    return (root_of(scratch) / folder).is_dir()


def version(scratch):
    """The name of the archive, which is in the key of every record."""
    return (root_of(scratch) / ".archive").read_text()


def place_of(name, folder):
    """Where an archive's member goes below the tests' root, or None."""
    _, found, below = name.partition("/gcc/testsuite/")
    return below if found and below.startswith(f"{folder}/") else None


def _unpack(archive, folder, target):
    with tarfile.open(archive) as outer:
        for member in outer:
            name = member.name.rsplit("/", 1)[-1]
            if name.startswith("gcc-") and ".tar." in name:
                _unpack_inner(outer.extractfile(member), folder, target)
                return
    raise SystemExit(f"run.py: {archive} has no gcc-*.tar.* in it")


def _unpack_inner(stream, folder, target):
    with tarfile.open(fileobj=stream, mode="r|*") as inner:
        for member in inner:
            below = place_of(member.name, folder)
            if below and member.isfile():
                path = target / below
                path.parent.mkdir(parents=True, exist_ok=True)
                with inner.extractfile(member) as data, open(path, "wb") as out:
                    shutil.copyfileobj(data, out)


def folder(scratch, package, name):
    """The unpacked folder, of the archive that was downloaded last."""
    root = root_of(scratch)
    archive = fetch.archive(scratch, package)
    stamp = root / ".archive"
    if not stamp.exists() or stamp.read_text() != archive.name:
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        stamp.write_text(archive.name)
    if not is_there(scratch, name):
        unfinished = root.with_name(f".gcc-testsuite-{name.replace('/', '-')}")
        shutil.rmtree(unfinished, ignore_errors=True)
        _unpack(archive, name, unfinished)
        if not (unfinished / name).is_dir():
            raise SystemExit(f"run.py: {archive} has no gcc/testsuite/{name}")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (unfinished / name).rename(root / name)
        shutil.rmtree(unfinished)
    return root / name
