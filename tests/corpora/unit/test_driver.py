# test_driver.py - the one driver: its lines, its tasks and its table
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here downloads or compiles."""

import io
import sys
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import run
from harness import arguments, plan, progress, summary, told
from harness.toolchain import Config

GXX = Config("g++", "-O2")


def given(*argv):
    return arguments.parse(list(argv), "")


class ArgumentsTest(unittest.TestCase):
    def test_a_filter_matches_anywhere_in_a_line(self):
        line = "run g++.dg g++ -O2 all g++.dg/eh/new1.C"
        for glob, answer in (("g++.dg/eh/", True), ("eh/*.C", True),
                             ("run*-O2", True), ("eh/*.c", False),
                             ("suite", False)):
            self.assertEqual(arguments.matches(given("run", "--filter", glob),
                                               line), answer, glob)

    def test_one_of_several_filters_is_enough(self):
        both = given("run", "--filter", "no", "--filter", "yes")
        self.assertTrue(arguments.matches(both, "yes"))
        self.assertTrue(arguments.matches(given("run"), "anything"))

    def test_a_sample_is_spread_and_the_same_every_time(self):
        self.assertEqual(arguments.sample(list(range(100)), 4), [0, 25, 50, 75])
        self.assertEqual(arguments.sample([1, 2], 5), [1, 2])
        self.assertEqual(arguments.sample([1, 2], 0), [1, 2])

    def test_every_combination_of_repeated_options(self):
        found = arguments.configs(given("run", "--compiler", "g++", "--opt=-O0",
                                        "--opt=-O3", "--place", "auto"), "run")
        self.assertEqual(found, [Config("g++", "-O0", "auto"),
                                 Config("g++", "-O3", "auto")])

    def test_single_programs_run_in_one_configuration_but_for_all(self):
        self.assertEqual(len(arguments.configs(given("run"), "run")), 1)
        self.assertEqual(len(arguments.configs(given("all"), "run")), 3)

    def test_a_table_is_narrowed(self):
        found = arguments.configs(given("table", "--opt=-O3", "--place", "all",
                                        "--compiler", "g++"), "run")
        self.assertEqual(found, [Config("g++", "-O3")])


class Program:
    def __init__(self, name, reason=None):
        self.name, self.reason = name, reason

    def why_not(self, opt):
        return self.reason


class PlanTest(unittest.TestCase):
    def planner(self, *argv, programs):
        corpus = mock.Mock()
        corpus.name = "c"
        corpus.programs.return_value = programs
        planner = plan.Planner(given(*argv), None, None, mock.Mock())
        return planner, [task.line for task in planner.of("run", corpus, GXX)]

    def test_a_task_per_program_and_reasons_for_the_others(self):
        planner, lines = self.planner("run", programs=[
            Program("a"), Program("b", "needs x"), Program("d", "needs x")])
        self.assertEqual(lines, ["run c g++ -O2 all a"])
        self.assertEqual(planner.left_out, {"c": {"needs x": 2}})

    def test_a_sample_is_of_those_that_are_wanted(self):
        programs = [Program(f"{folder}/{number}") for folder in "xy"
                    for number in range(4)]
        _, lines = self.planner("run", "--filter", "y/", "--sample", "2",
                                programs=programs)
        self.assertEqual(lines, ["run c g++ -O2 all y/0", "run c g++ -O2 all y/2"])

    def test_a_corpus_that_cannot_be_had_fails_and_the_others_go_on(self):
        corpus = mock.Mock()
        corpus.name = "c"
        corpus.programs.side_effect = plan.packages.Missing("needs packages: x")
        planner = plan.Planner(given("run"), None, None, None)
        (task,) = planner.of("run", corpus, GXX)
        self.assertEqual(task.make()["errors"], ["needs packages: x"])


class ProgressTest(unittest.TestCase):
    def lines(self, records):
        stream = io.StringIO()
        told = progress.Progress(len(records), stream)
        tasks = [plan.Task(f"task {number}", lambda one=one: one, False)
                 for number, one in enumerate(records)]
        self.assertEqual(progress.run_all(tasks, 1, told), records)
        return stream.getvalue().splitlines()

    def test_what_fails_is_told_at_once_and_the_end_is(self):
        same = {"passed": True, "seconds": 1}
        other = {"passed": False, "seconds": 1, "differences": {"run": "SIGSEGV"}}
        first, why, last = self.lines([same, other, same])
        self.assertEqual((first, why), ("[2/3] task 1: FAILED (1.0 s)",
                                        "    run: SIGSEGV"))
        self.assertRegex(last, r"^\[3/3\] 1 failed, 0:00:00")


class SummaryTest(unittest.TestCase):
    SAME = {"what": "run", "corpus": "c", "config": "g++ -O2 all", "counts": True,
            "passed": True, "parsed": True, "checked": 5, "left": 2,
            "differences": {}, "program": "a", "seconds": 1.5,
            "plain_seconds": 0.5}
    STRESS = {**SAME, "program": "b", "passed": False,
              "differences": {"stress": "x"}}
    FAILS = {**SAME, "program": "d", "counts": False, "plain_only": True}
    FUNCTIONS = {"what": "functions", "corpus": "c", "config": "g++ -O2 all",
                 "program": "a", "shapes": {"retry": 4, "outline": 1, "none": 2},
                 "reasons": {"main": 1, "leaf": 1}}

    def row(self, *records):
        (row,) = summary.as_dicts(list(records))
        return row

    def test_programs(self):
        row = self.row(self.SAME, self.STRESS, self.FAILS)
        self.assertEqual(
            [row[name] for name in summary.HEADER[3:]],
            [3, 2, 2, 1, 1, 15, 6, None, 6])

    def test_what_an_old_record_lacks_is_not_known(self):
        old = {**self.SAME, "seconds": None, "plain_seconds": None}
        self.assertIsNone(self.row(old)["seconds"])
        self.assertIn("-", summary.render([old]).splitlines()[-1].split())

    def test_reasons_come_from_the_records_of_functions(self):
        row = self.row(self.SAME, self.FUNCTIONS)
        self.assertEqual((dict(row["because"]), str(row["because"])),
                         ({"leaf": 1, "main": 1}, "leaf 1, main 1"))
        row = self.row(self.SAME, self.STRESS, self.FUNCTIONS)
        self.assertEqual(str(row["because"]), "of 1 programs: leaf 1, main 1")

    def test_reasons_come_from_the_launcher(self):
        text = ("segstack: a.cpp: 12 functions checked, 3 left alone\n"
                "segstack: a.cpp:   2 left alone: empty-body\n"
                "segstack: a.cpp:   1 left alone: main\n"
                "a.cpp:3:1: warning: 7 left alone: nothing of ours\n"
                "segstack: b.cpp: 1 functions checked, 1 left alone\n"
                "segstack: b.cpp:   1 left alone: empty-body\n")
        found = told.functions(text)
        self.assertEqual(found, {"checked": 13, "left": 4,
                                 "because": {"empty-body": 3, "main": 1},
                                 "uncovered": 0})
        self.assertTrue(told.program(text)["parsed"])
        row = self.row({**self.SAME, **found})
        self.assertEqual([row["checked"], row["not instrumented"],
                          str(row["because"])],
                         [13, 4, "empty-body 3, main 1"])

    def test_a_suite_counts_its_test_programs(self):
        row = self.row({
            "what": "suite", "corpus": "c", "config": "g++ -O2 all",
            "passed": False, "plain_seconds": 3, "seconds": 4,
            "ends": {"a": "exit code 0", "b": "exit code 9"},
            "differences": {"instrumented": [], "stress": ["a: x: 1 -> 2"]}})
        self.assertEqual([row[name] for name in summary.HEADER[3:8]],
                         [2, 2, 2, 1, 1])

    def test_a_depth(self):
        row = self.row({"what": "deep", "corpus": "c", "config": "g++ -O2 all",
                        "passed": True, "crash": 100, "seconds": 1})
        self.assertEqual([row[name] for name in summary.HEADER[3:8]],
                         [1, 1, 1, None, 0])


class BisectTest(unittest.TestCase):
    def test_what_of_a_record_can_be_bisected(self):
        self.assertEqual(run.differing(
            {"what": "run", "program": "a", "differences": {"run": "x"}}), ["a"])
        self.assertEqual(run.differing(
            {"what": "suite", "differences": {
                "stress": ["b: 1 -> 2", "... and 3 more"], "instrumented": [
                    "a: x: 1 -> 2", "b: 2 -> 3"]}}), ["a", "b"])


if __name__ == "__main__":
    unittest.main()
