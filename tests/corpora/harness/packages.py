# packages.py - Debian packages that have to be installed
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A corpus that lacks a package would leave out tests, or not build."""

from . import process


class Missing(Exception):
    """A package that a corpus needs is not installed."""


def missing(names):
    return [one for one in names if "installed" not in process.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", one]).stdout.split()]


def require(names):
    if found := missing(names):
        raise Missing(f"needs packages: apt-get install {' '.join(found)}")
