#!/usr/bin/env python3
# test_figures.py - tests of what projects.py counts and shows
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Numbers, tables, goals and charts, from numbers made up; nothing is built."""

import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "corpora")]

from figures import charts, frames, runs, tables  # noqa: E402
from harness import project  # noqa: E402

PROFILE = """\
events: Ir
ob=(1) /work/program
fl=(1) a.c
fn=(1) main
5 100
cob=(2) /usr/lib/libc.so.6
cfi=(2) ???
cfn=(2) puts
calls=1 0
6 40
7 3
ob=(2)
fn=(2)
0 40
ob=(1)
fn=(3) other
9 7
totals: 150
"""


def row(**changed):
    """The numbers of one project."""
    return {
        "project": "p", "compiler": "g++", "opt": "-O2", "failed": {},
        "differ": {"all": [], "auto": [], "plan": [], "split": []},
        "instructions": {"plain": [2_000_000, 1_000_000],
                         "all": [2_200_000, 1_200_000],
                         "auto": [2_040_000, 1_040_000],
                         "plan": [2_000_000, 1_000_000],
                         "split": [2_100_000, 1_100_000]},
        "times": {"plain_seconds": 1, "runs": 1,
                  "ratios": {"all": [1.1, 1.0, 1.2]}},
        "code": {"plain": 1024, "all": 2048}, "build": {"plain": 10, "all": 15},
        "checked": {"all": [9, 10], "auto": [3, 10], "plan": [1, 10]},
        "proof": {"proved": True, "too_long": 0, "uncovered": 0, "builds": 1,
                  "estimates": {"functions": 9, "covered": 1, "ratio": 1.2}},
        **changed}


class Counting(unittest.TestCase):
    def test_a_profile_is_split_by_object(self):
        self.assertEqual(runs.read_callgrind(PROFILE),
                         {"/work/program": 110, "/usr/lib/libc.so.6": 40})

    def test_what_grows_has_no_estimate_to_compare(self):
        functions = [{"estimate": 48, "real": 32}, {"estimate": 16, "real": 32},
                     {"estimate": 8}, {"estimate": 8, "real": 0},
                     {"estimate": 8, "real": 900, "dynamic": True}]
        self.assertEqual(frames.estimates({"functions": functions}),
                         {"functions": 2, "covered": 0.5, "ratio": 1.0})
        self.assertIsNone(frames.estimates({"functions": functions[2:]}))

    def test_functions_of_the_system_are_not_the_projects(self):
        plan = {"functions": [{"check": True}, {"check": False},
                              {"check": True, "system": True}]}
        self.assertEqual(frames.checked(plan), [1, 2])

    def test_a_benchmark_is_built_as_the_suite_says(self):
        sqlite = project.load(HERE.parent / "corpora/projects/tinyxml2.toml")
        self.assertEqual(sqlite.bench.targets, sqlite.suite.targets)
        leveldb = project.load(HERE.parent / "corpora/projects/leveldb.toml")
        self.assertNotEqual(leveldb.bench.targets, leveldb.suite.targets)


class Tables(unittest.TestCase):
    def test_means_are_geometric(self):
        self.assertAlmostEqual(tables.mean([2, 8]), 4)
        self.assertIsNone(tables.mean([]))

    def test_own_code_is_shown_by_itself(self):
        text = tables.instructions([row()])
        self.assertIn("| p | 2 | 50% | 1.100 | 1.020 | 1.000 | 1.050 |", text)
        self.assertIn("| **of own code** |  |  | 1.200 | 1.040 |", text)

    def test_what_has_no_number_says_why(self):
        counts = row()["instructions"]
        del counts["split"]
        for changed, word in ((dict(failed={"split": "no gold"}), "not built"),
                              (dict(differ={"split": ["x"]}), "other results"),
                              ({}, "-")):
            text = tables.instructions([row(instructions=counts, **changed)])
            self.assertIn(f"| 1.000 | {word} |", text)

    def test_goals(self):
        self.assertEqual(tables.missed([row()]), [])
        slow = {**row()["instructions"], "plan": [2_120_000, 1_000_000]}
        bad = {**row()["proof"], "estimates":
               {"functions": 9, "covered": 0.98, "ratio": 1.5}}
        missed = "\n".join(tables.missed([row(instructions=slow, proof=bad)]))
        for words in ("plan 1.060 of plain, the goal is 1.01",
                      "p: plan 1.060, the goal is 1.05", "98.00% of estimates",
                      "estimate / real 1.50"):
            self.assertIn(words, missed)

    def test_only_our_variants_have_to_give_the_same(self):
        differ = {"split": ["a -> b"], "plan": ["c -> d"]}
        self.assertEqual(tables.differing([row(differ=differ)]),
                         ["p, g++: plan: c -> d"])

    def test_configurations_have_tables_of_their_own(self):
        text = tables.text([row(), row(compiler="clang++-19", times=None)])
        self.assertIn("### g++ -O2", text)
        self.assertIn("### clang++-19 -O2", text)
        self.assertEqual(text.count("| CPU time |"), 1)

    def test_a_second_build_is_told(self):
        proof = row()["proof"]
        self.assertEqual(tables.told({**proof, "builds": 2}), "proved, fed back")
        self.assertEqual(tables.told({**proof, "proved": False, "too_long": 3}),
                         "3 chains, 0 cycles")


class Charts(unittest.TestCase):
    def test_each_is_xml_with_a_mark_for_each_number(self):
        with tempfile.TemporaryDirectory() as folder:
            charts.write_all([row(), row(project="<q>")], Path(folder))
            names = {path.name for path in Path(folder).iterdir()}
            self.assertEqual(names, {f"{kind}-g++-O2.svg" for kind in (
                "instructions", "time", "code", "build", "checked")})
            drawn = xml.parse(Path(folder, "instructions-g++-O2.svg"))
            titles = [one.text for one in drawn.iter(
                "{http://www.w3.org/2000/svg}title")]
        self.assertEqual(len(titles), 1 + 2 * 4)
        self.assertIn("<q>, all: 1.10", titles)

    def test_what_is_beyond_the_axis_is_a_number_at_its_end(self):
        chart = charts.Chart("t", 0.9, 1.1, 0.1)
        drawn = chart.svg([("p", {"all": 1.5, "plan": 1.05})])
        self.assertIn(">1.50</text>", drawn)
        self.assertNotIn(">1.05</text>", drawn)


if __name__ == "__main__":
    unittest.main()
