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


def of_release(text, release):
    """What a file of source entries says of Debian's main archive, for another
    release than the system's; empty where it says nothing of that archive."""
    for entry in re.split(r"\n\s*\n", text):
        if re.search(r"^URIs:.*/debian/?$", entry, flags=re.MULTILINE):
            return re.sub(r"^Suites:.*$", f"Suites: {release}", entry,
                          flags=re.MULTILINE) + "\n"
    line = re.search(r"^(deb-src\s+(?:\[.*?\]\s+)?\S+/debian/?\s+)\S+(.*)$", text,
                     flags=re.MULTILINE)
    return f"{line[1]}{release}{line[2]}\n" if line else ""


def _write_sources(target, release, etc=Path("/etc/apt")):
    """Copies the system's sources, turned to source packages of release."""
    inputs = sorted(etc.glob("sources.list.d/*.sources"))
    inputs += sorted(etc.glob("sources.list.d/*.list"))
    if (etc / "sources.list").exists():
        inputs.append(etc / "sources.list")
    if not inputs:
        raise SystemExit(f"run.py: no apt sources in {etc}")
    written = 0
    for path in inputs:
        text = to_source_entries(path.read_text())
        text = of_release(text, release) if release else text
        written += bool(text)
        if text:
            (target / path.name).write_text(text)
    if not written:
        raise SystemExit(f"run.py: no source in {etc} is Debian's archive, from "
                         f"which {release} could be taken")


def _apt_get(scratch, release):
    apt = scratch.folder("apt", *[release] * bool(release))
    for names in (["sources"], ["lists", "partial"],
                  ["cache", "archives", "partial"]):
        apt.joinpath(*names).mkdir(parents=True, exist_ok=True)
    sources = apt / "sources"
    _write_sources(sources, release)
    return [process.need("apt-get"), "-q",
            "-o", f"Dir::Etc::sourceparts={sources}",
            "-o", "Dir::Etc::sourcelist=/dev/null",
            "-o", f"Dir::State::lists={apt / 'lists'}",
            "-o", f"Dir::Cache={apt / 'cache'}",
            "-o", "APT::Sandbox::User="], apt / "lists"


def _download(scratch, package, part="*.dsc", only=(), release=""):
    folder = scratch.folder("apt", "download", package)
    apt_get, lists = _apt_get(scratch, release)
    log = scratch.root / "apt" / "log"
    if not list(lists.glob("*Sources*")):
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


def _unpack_package(scratch, package, release, target):
    packed = _download(scratch, package, release=release)
    # --no-check: apt-get has verified the checksums down to the archive's key.
    process.must([process.need("dpkg-source"), "--no-check", "--no-copy", "-x",
                  packed, target], log=scratch.root / "apt" / "log")


def _unpack_upstream(scratch, package, release, target):
    packed = _download(scratch, package, "*.orig.tar.*", ["--tar-only"], release)
    target.mkdir(parents=True)
    process.must([process.need("tar"), "-xf", packed, "-C", target,
                  "--strip-components=1"], log=scratch.root / "apt" / "log")


def source(scratch, project):
    """The unpacked package of project, with Debian's patches (unless the project
    says `upstream`), what it needs besides, and the project's own port. It is
    read only."""
    target = scratch.root / "source" / project.name
    ported = target / ".ported"
    wanted = json.dumps(project.port + project.also)
    if ported.exists() and ported.read_text() == wanted:
        return target
    scratch.folder("source")
    unpacked = target.with_name(f".{project.name}")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpack = _unpack_upstream if project.upstream else _unpack_package
    unpack(scratch, project.package, project.release, unpacked)
    for package in project.also:
        _unpack_package(scratch, package, project.release, unpacked / package)
    replace(unpacked, project.port)
    (unpacked / ".ported").write_text(wanted)
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
