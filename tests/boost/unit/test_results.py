# test_results.py - what is read out of reports and linkers' words
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Each test shows one thing that must not pass for success."""

import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "corpora"), str(HERE.parent)]

from harness import process  # noqa: E402
import build  # noqa: E402
import libraries  # noqa: E402
import results  # noqa: E402
import variants  # noqa: E402

REPORT = """
Test module "Boost.Context" has passed with:
  2 test cases out of 2 passed
  7 assertions out of 7 passed

  Test case "test_move" has passed with:
    6 assertions out of 6 passed

  Test case "test_bind" has {} with:
    1 assertion out of 1 passed
"""
STATISTICS = "segstack: statistics of process 1\n  crossings         {}\n"


def outcome(stdout="", stderr="", code=0):
    return process.Outcome(code, stdout, stderr, 0, 0)


def record(library, **outcomes):
    one = results.Record(libraries.Test(library, Path("test.cpp")), "g++")
    for name, what in outcomes.items():
        one.add(next(v for v in variants.ALL if v.name == name), what)
    one.judge()
    return one


class Cases(unittest.TestCase):
    def test_are_read_with_their_assertions(self):
        self.assertEqual(
            results.cases_of(outcome(REPORT.format("passed"))),
            {"test_move": "passed 6 assertions out of 6 passed",
             "test_bind": "passed 1 assertion out of 1 passed"})

    def test_that_differ_fail(self):
        good, bad = (outcome(REPORT.format(word)) for word in
                     ("passed", "failed"))
        self.assertTrue(record("context", plain=good, segstack=good).passed)
        self.assertFalse(record("context", plain=good, segstack=bad).passed)

    def test_none_is_a_failure(self):
        self.assertFalse(record("context", plain=outcome()).passed)

    def test_a_crash_is_a_failure(self):
        crash = outcome(REPORT.format("passed"), code=-11)
        self.assertFalse(record("context", plain=crash).passed)

    def test_stress_has_to_cross(self):
        for crossings, passed in ((0, False), (1, True)):
            run = outcome(REPORT.format("passed"),
                          STATISTICS.format(crossings))
            self.assertEqual(record("context", stress=run).passed, passed)


class Programs(unittest.TestCase):
    def test_have_to_overflow_without_checks(self):
        self.assertFalse(record("programs", plain=outcome()).passed)
        self.assertTrue(record("programs", plain=outcome(code=-11)).passed)

    def test_have_to_cross_with_checks(self):
        self.assertFalse(record("programs", rewritten=outcome()).passed)
        crossed = outcome(stderr=STATISTICS.format(3))
        self.assertTrue(record("programs", rewritten=crossed).passed)


class Link(unittest.TestCase):
    OURS = "/b/lib/libsegstack.a(splitstack.cpp.o)"
    LIBGCC = "/usr/lib/gcc/x86_64-linux-gnu/12/libgcc.a(generic-morestack.o)"

    def trace(self, where):
        return (f"/usr/bin/ld: a.o: reference to __splitstack_makecontext\n"
                f"/usr/bin/ld: {where}: definition of "
                f"__splitstack_makecontext\n")

    def test_with_segstack(self):
        build.require_ours(self.trace(self.OURS))

    def test_with_libgcc_is_an_error(self):
        with self.assertRaises(build.NotOurs):
            build.require_ours(self.trace(self.LIBGCC))

    def test_with_none_is_an_error(self):
        with self.assertRaises(build.NotOurs):
            build.require_ours("")


if __name__ == "__main__":
    unittest.main()
