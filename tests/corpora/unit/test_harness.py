# test_harness.py - the steps of the corpora's driver
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here downloads or compiles."""

import json
import signal
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import (bisect, cache, compare, deep, fetch, functions, packages,
                     process, project, suite, table, toolchain)


class FetchTest(unittest.TestCase):
    def test_both_formats_become_source_entries(self):
        self.assertEqual(
            fetch.to_source_entries("Types: deb\nURIs: http://deb/\n"),
            "Types: deb-src\nURIs: http://deb/\n")
        self.assertEqual(fetch.to_source_entries("deb http://deb/ x main\n"),
                         "deb-src http://deb/ x main\n")

    def test_source_entries_stay(self):
        for text in ("Types: deb-src\n", "deb-src http://x y main\n"):
            self.assertEqual(fetch.to_source_entries(text), text)

    def test_another_release_is_debian_main_archive_alone(self):
        stanza = ("Types: deb-src\nURIs: http://deb/debian\nSuites: old older\n"
                  "Signed-By: /key\n")
        security = "Types: deb-src\nURIs: http://deb/debian-security\nSuites: s\n"
        self.assertEqual(
            fetch.of_release(security + "\n" + stanza, "new"),
            stanza.replace("old older", "new") + "\n")
        self.assertEqual(fetch.of_release(security, "new"), "")
        self.assertEqual(
            fetch.of_release("deb-src http://x/debian-security s main\n"
                             "deb-src [a=b] http://x/debian old main\n", "new"),
            "deb-src [a=b] http://x/debian new main\n")

    def test_replaces_what_that_is_there_once(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "limit.h")
            path.write_text("int Max = 100;\n")
            change = {"file": "limit.h", "from": "= 100", "to": "= 9"}
            fetch.replace(Path(folder), [change])
            self.assertEqual(path.read_text(), "int Max = 9;\n")
            with self.assertRaises(SystemExit):
                fetch.replace(Path(folder), [change])


class CompareTest(unittest.TestCase):
    REPORT = {"testsuites": [{"name": "A", "testsuite": [
        {"name": "one", "result": "COMPLETED"},
        {"name": "two", "value_param": "7", "result": "COMPLETED",
         "failures": [{"failure": "x.cpp:1\nbad"}]}]}]}

    def test_gtest_gives_every_test_with_its_failures(self):
        self.assertEqual(
            compare.read_gtest(json.dumps(self.REPORT)),
            {"A.one": "COMPLETED", "A.two 7": "COMPLETED\nx.cpp:1\nbad"})

    def test_same_results_do_not_differ(self):
        self.assertEqual(compare.differences({"a": "1"}, {"a": "1"}), [])

    def test_changed_missing_and_new_results_differ(self):
        self.assertEqual(
            compare.differences({"a": "1", "b": "2"}, {"a": "0", "c": "3"}),
            ["a: 1 -> 0", "b: 2 -> (none)", "c: (none) -> 3"])

    def test_the_rest_is_counted(self):
        many = {str(number): "x" for number in range(30)}
        self.assertEqual(compare.differences(many, {}, limit=2)[-1],
                         "... and 28 more")

    def test_normalize_replaces_folders_and_what_varies(self):
        self.assertEqual(
            compare.normalize("/tmp/b/x took 3 ms\nend", [("/tmp/b", "{build}")],
                              [r"took \d+ ms$"]),
            "{build}/x <varies>\nend")


class CompilerTest(unittest.TestCase):
    def test_c_is_compiled_by_the_same_compiler(self):
        self.assertEqual([suite.c_compiler(cxx) for cxx in
                          ("g++", "clang++-19", "g++-12")],
                         ["gcc", "clang-19", "gcc-12"])


class ProcessTest(unittest.TestCase):
    def test_streams_and_code_come_back(self):
        outcome = process.run(["sh", "-c", "cat; echo no >&2; exit 3"],
                              stdin="yes")
        self.assertEqual((outcome.stdout, outcome.stderr, outcome.returncode),
                         ("yes", "no\n", 3))
        self.assertFalse(outcome.overflowed)

    def test_a_segmentation_fault_is_an_overflow(self):
        outcome = process.run(["sh", "-c", "kill -SEGV $$"])
        self.assertTrue(outcome.overflowed)
        self.assertEqual(outcome.describe(), signal.Signals.SIGSEGV.name)

    def test_the_stack_has_a_fixed_size(self):
        outcome = process.run(["sh", "-c", "ulimit -s"])
        self.assertEqual(int(outcome.stdout) << 10, process.STACK_BYTES)

    def test_the_end_comes_at_the_timeout(self):
        outcome = process.run(["cat", "/dev/zero"], timeout=0.2)
        self.assertTrue(outcome.timed_out)
        self.assertFalse(outcome.overflowed)

    def test_a_failing_command_raises(self):
        with self.assertRaises(process.CommandFailed):
            process.must(["false"])


class DeepTest(unittest.TestCase):
    def crash(self, script, start=1000):
        with tempfile.TemporaryDirectory() as folder:
            driver = Path(folder, "driver")
            driver.write_text("#!/bin/sh\n" + script)
            driver.chmod(0o755)
            return deep.crash_depth(driver, project.Case("c", start=start))

    def test_the_crash_is_found_to_one_percent(self):
        found = self.crash("[ $2 -lt 43210 ] || kill -SEGV $$; echo right")
        self.assertTrue(43210 <= found <= 43210 * 1.01, found)

    def test_a_wrong_result_is_not_a_crash(self):
        with self.assertRaises(deep.DeepError):
            self.crash("[ $2 -lt 4000 ] && echo right || exit 1")

    def test_the_first_depth_has_to_work(self):
        with self.assertRaises(deep.DeepError):
            self.crash("kill -SEGV $$")


class BisectTest(unittest.TestCase):
    NAMES = [f"f{number}" for number in range(100)]

    def test_finds_the_one_name(self):
        for culprit in ("f0", "f1", "f63", "f99"):
            self.assertEqual(
                bisect.last_needed(self.NAMES, lambda out: culprit in out),
                culprit)

    def test_finds_the_last_of_several(self):
        self.assertEqual(
            bisect.last_needed(self.NAMES,
                               lambda out: {"f7", "f40"} <= set(out)), "f40")

    def test_says_when_there_is_nothing_to_find(self):
        for answer in (True, False):
            with self.assertRaises(bisect.BisectError):
                bisect.last_needed(self.NAMES, lambda out: answer)

    def test_a_glob_names_the_function_without_its_parameters(self):
        self.assertEqual(bisect.glob_of("a::b(int, c (*)())"), "a::b")
        self.assertEqual(bisect.glob_of("a::operator()(int)"), "a::operator()")
        self.assertEqual(bisect.glob_of("a::operator[](int)"), "a::operator??")


class FunctionsTest(unittest.TestCase):
    def test_counts_by_shape_and_reason(self):
        listed = [{"shape": "retry", "reason": "fine"},
                  {"shape": "none", "reason": "main"},
                  {"shape": "none", "reason": "main"}]
        for text in (json.dumps(listed), json.dumps({"functions": listed})):
            self.assertEqual(functions.summarize(functions.read(text)),
                             {"shapes": {"retry": 1, "none": 2},
                              "reasons": {"main": 2}})

    def test_an_empty_list_is_an_error(self):
        with self.assertRaises(functions.FunctionsError):
            functions.read("[]")


class SuiteTest(unittest.TestCase):
    def test_a_plain_run_is_as_it_is_described(self):
        test = project.Test("t", ["t"], at_least=2, exit=1)
        good = {"line 1": "a", "line 2": "b", "end": "exit code 1"}
        suite.require(test, good)
        for bad in ({**good, "end": "exit code 0"},
                    {"line 1": "no such test", "end": "exit code 1"}):
            with self.assertRaises(suite.SuiteError):
                suite.require(test, bad)

    def test_crossings_of_all_processes_are_added(self):
        text = "segstack: statistics of process 1\n  crossings         40\n"
        more = "  hot: 6 crossings by f\n"
        self.assertEqual(suite.count_crossings(text + more + text), 80)
        self.assertEqual(suite.count_crossings(more), 0)


    def test_runs_without_crossings_prove_nothing(self):
        same = {"instrumented": [], "stress": []}
        suite.require_crossings({"crossings": 1, "differences": same})
        for crossings in (0, None):
            with self.assertRaises(suite.SuiteError):
                suite.require_crossings({"crossings": crossings,
                                         "differences": same})
        crash = {"instrumented": [], "stress": ["x: end: plain 0, now SIGSEGV"]}
        suite.require_crossings({"crossings": None, "differences": crash})

    def test_a_test_has_the_variables_of_its_description(self):
        test = project.Test("x", ["true"], cwd="/", environment={"A": "1"})
        with mock.patch.object(suite.process, "run") as run:
            run.return_value = mock.Mock(stdout="", stderr="")
            suite.run_test(test, {"build": "/b", "source": "/s"}, "stress=1")
        given = run.call_args[1]["env"]
        self.assertEqual((given["A"], given["SEGSTACK_OPTIONS"]),
                         ("1", "stress=1"))

    def test_a_test_has_the_runtime_options_of_its_description(self):
        test = project.Test("x", ["true"], cwd="/", segstack="reserve=1m")
        for options, expected in (("", "reserve=1m"),
                                  ("stress=1", "stress=1:reserve=1m")):
            with mock.patch.object(suite.process, "run") as run:
                run.return_value = mock.Mock(stdout="", stderr="")
                suite.run_test(test, {"build": "/b", "source": "/s"}, options)
            self.assertEqual(run.call_args[1]["env"]["SEGSTACK_OPTIONS"], expected)

    def test_the_launcher_has_the_options_of_the_project(self):
        one = mock.Mock(launcher=["--skip=f"])
        builder = mock.Mock(segstack=toolchain.Segstack("/b", "/i"))
        for shared, runtime in ((False, ["--static-runtime"]), (True, [])):
            one.suite.shared = shared
            suite._words(builder, one, mock.Mock(opt="-O2"), True, ["--verbose"])
            self.assertEqual(builder.prefix.call_args[0][2],
                             [*runtime, "--skip=f", "--verbose"])


class CacheTest(unittest.TestCase):
    def make(self, passed):
        self.made += 1
        return {"passed": passed}

    def test_runs_again_only_what_failed_and_only_when_told(self):
        self.made = 0
        with tempfile.TemporaryDirectory() as folder:
            scratch = fetch.Scratch(folder)
            for passed, rerun, made in ((False, False, 1), (False, False, 1),
                                        (True, True, 2), (True, True, 2)):
                store = cache.Cache(scratch, rerun_failed=rerun)
                store.record("task", [1], lambda: self.make(passed))
                self.assertEqual(self.made, made)
            store.record("task", [2], lambda: self.make(True))
            self.assertEqual(self.made, 3)

    def test_where_only_what_is_kept_counts_nothing_is_made(self):
        self.made = 0
        with tempfile.TemporaryDirectory() as folder:
            scratch = fetch.Scratch(folder)
            cache.Cache(scratch).record("task", [1], lambda: self.make(True))
            store = cache.Cache(scratch, kept_only=True)
            kept = store.record("task", [1], lambda: self.make(True))
            self.assertTrue(kept["cached"])
            with self.assertRaises(cache.NotKept):
                store.record("task", [2], lambda: self.make(True))
            self.assertEqual(self.made, 1)


class ProjectTest(unittest.TestCase):
    def test_every_description_has_cases_and_a_driver_or_a_suite(self):
        projects = project.load_all()
        self.assertIn("rapidjson", projects)
        for one in projects.values():
            self.assertEqual(one.driver_source.exists(), bool(one.cases),
                             one.name)
            self.assertTrue(one.cases or one.suite, one.name)

    def test_a_test_may_stand_for_several(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "x.toml")
            path.write_text('about = "x"\n[suite]\n[[suite.test]]\n'
                            'each = ["a", "b"]\nrun = ["{build}/{name}"]\n'
                            'at_least = 7\n')
            tests = project.load(path).suite.tests
        self.assertEqual([(one.name, one.run, one.at_least) for one in tests],
                         [("a", ["{build}/a"], 7), ("b", ["{build}/b"], 7)])

    def test_a_missing_package_is_named(self):
        with self.assertRaisesRegex(packages.Missing, "install no-such-package$"):
            packages.require(["dpkg", "no-such-package"])

    def test_an_unknown_key_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "x.toml")
            path.write_text('about = "x"\ndrivr = 1\n')
            with self.assertRaisesRegex(SystemExit, "drivr"):
                project.load(path)


class TableTest(unittest.TestCase):
    def test_columns_line_up_and_numbers_go_right(self):
        self.assertEqual(table.layout(["name", "n"], [["a", 1], ["bcdef", 22]]),
                         "name    n\n-----  --\na       1\nbcdef  22")

    def test_the_same_for_documentation(self):
        self.assertEqual(table.markdown(["name", "n"], [["a", 1234], ["b", None]]),
                         "| name | n |\n| --- | ---: |\n| a | 1,234 |\n"
                         "| b | - |")

    def test_counts_in_words_begin_with_the_most_frequent(self):
        self.assertEqual(table.counts_in_words({"main": 2, "leaf": 7, "a": 2}),
                         "leaf 7, a 2, main 2")


if __name__ == "__main__":
    unittest.main()
