# fetch.py - Debian source packages, into a scratch folder
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Downloads and unpacks source packages without touching the system's lists.

    /etc/apt sources --deb to deb-src--> SCRATCH/apt/sources
        --apt-get update, source--> SCRATCH/apt/download
        --dpkg-source, or tar for the upstream archive alone-->
        SCRATCH/source/NAME
"""

import json
import re
import shutil
from pathlib import Path

from . import process


class Scratch:
    """The folder where everything downloaded, built and remembered lives."""

    def __init__(self, root):
        self.root = Path(root)
        self.root.mkdir(parents=True, exist_ok=True)

    def folder(self, *names):
        path = self.root.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path


def to_source_entries(text):
    """A sources file of either format that names source packages only."""
    text = re.sub(r"^Types:.*$", "Types: deb-src", text, flags=re.MULTILINE)
    return re.sub(r"^deb(?=\s)", "deb-src", text, flags=re.MULTILINE)


def _write_sources(target, etc=Path("/etc/apt")):
    """Copies the system's sources, turned to source packages."""
    inputs = sorted(etc.glob("sources.list.d/*.sources"))
    inputs += sorted(etc.glob("sources.list.d/*.list"))
    if (etc / "sources.list").exists():
        inputs.append(etc / "sources.list")
    if not inputs:
        raise SystemExit(f"run.py: no apt sources in {etc}")
    for path in inputs:
        (target / path.name).write_text(to_source_entries(path.read_text()))


def _apt_get(scratch):
    apt = scratch.folder("apt")
    sources = scratch.folder("apt", "sources")
    scratch.folder("apt", "lists", "partial")
    scratch.folder("apt", "cache", "archives", "partial")
    _write_sources(sources)
    return [process.need("apt-get"), "-q",
            "-o", f"Dir::Etc::sourceparts={sources}",
            "-o", "Dir::Etc::sourcelist=/dev/null",
            "-o", f"Dir::State::lists={apt / 'lists'}",
            "-o", f"Dir::Cache={apt / 'cache'}",
            "-o", "APT::Sandbox::User="]


def _download(scratch, package, part="*.dsc", only=()):
    folder = scratch.folder("apt", "download", package)
    apt_get = _apt_get(scratch)
    log = scratch.root / "apt" / "log"
    if not list((scratch.root / "apt" / "lists").glob("*Sources*")):
        # Not must(): one archive without sources does not stop the others.
        process.run([*apt_get, "update"])
    process.must([*apt_get, "source", "--download-only", *only, package],
                 cwd=folder, log=log)
    (found,) = folder.glob(part)
    return found


def archive(scratch, package):
    """The upstream archive of package as it was downloaded, still packed."""
    folder = scratch.folder("apt", "download", package)
    if not list(folder.glob("*.dsc")):
        _download(scratch, package)
    (found,) = folder.glob("*.orig.tar.*")
    return found


def _unpack_package(scratch, package, target):
    # --no-check: apt-get has verified the checksums down to the archive's key.
    process.must([process.need("dpkg-source"), "--no-check", "--no-copy", "-x",
                  _download(scratch, package), target],
                 log=scratch.root / "apt" / "log")


def _unpack_upstream(scratch, package, target):
    packed = _download(scratch, package, "*.orig.tar.*", ["--tar-only"])
    target.mkdir(parents=True)
    process.must([process.need("tar"), "-xf", packed, "-C", target,
                  "--strip-components=1"], log=scratch.root / "apt" / "log")


def source(scratch, project):
    """The unpacked package of project, with Debian's patches (unless the project
    says `upstream`) and the project's own port. It is read only."""
    target = scratch.root / "source" / project.name
    ported = target / ".ported"
    if ported.exists() and ported.read_text() == json.dumps(project.port):
        return target
    scratch.folder("source")
    unpacked = target.with_name(f".{project.name}")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpack = _unpack_upstream if project.upstream else _unpack_package
    unpack(scratch, project.package, unpacked)
    replace(unpacked, project.port)
    (unpacked / ".ported").write_text(json.dumps(project.port))
    shutil.rmtree(target, ignore_errors=True)
    unpacked.rename(target)
    return target


def copy(scratch, project, target):
    """A copy that may be built and changed in place, made anew."""
    shutil.rmtree(target, ignore_errors=True)
    if project.package:
        shutil.copytree(source(scratch, project), target, symlinks=True)
    else:
        target.mkdir(parents=True)
    return target


def replace(folder, changes):
    """Makes changes of {file, from, to}; each `from` must be found once."""
    for change in changes:
        path = folder / change["file"]
        text = path.read_text()
        if text.count(change["from"]) != 1:
            raise SystemExit(f"{path}: {change['from']!r} is not there once")
        path.write_text(text.replace(change["from"], change["to"]))
