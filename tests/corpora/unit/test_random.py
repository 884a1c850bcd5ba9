# test_random.py - random programs: the generator, and how they are tried
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here downloads or compiles."""

import hashlib
import re
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import generator
from generator import dice, expressions, grammar, program, scope, statements
from generator.statements import STATEMENTS
from generator.units import UNITS
from harness import (arguments, description, fetch, generated, packages, single,
                     verdict, workshop)
from harness.process import Outcome
from harness.toolchain import Config


def ended(returncode=0, stdout="checksum 1\n", stderr="", **how):
    return Outcome(returncode, stdout, stderr, 0.1, 100, **how)


class DiceTest(unittest.TestCase):
    def test_the_same_numbers_on_every_machine(self):
        rolled = dice.Dice(7)
        self.assertEqual([rolled.below(100) for _ in range(6)],
                         [32, 15, 65, 7, 53, 36])

    def test_both_ends_are_included(self):
        rolled = dice.Dice(1)
        self.assertEqual({rolled.between(2, 4) for _ in range(99)}, {2, 3, 4})

    def test_weights(self):
        rolled = dice.Dice(1)
        drawn = [rolled.weighted([(9, "often"), (1, "seldom"), (0, "never")])
                 for _ in range(999)]
        self.assertEqual(drawn.count("never"), 0)
        self.assertTrue(50 < drawn.count("seldom") < 150)


class GrammarTest(unittest.TestCase):
    def test_lines_take_the_place_and_the_indentation_of_a_hole(self):
        self.assertEqual(
            grammar.fill("""
                int @F_one() {
                  @BODY
                }""", F="f", BODY=["a;", "  b;"]),
            ["int f_one() {", "  a;", "    b;", "}"])

    def test_an_empty_hole_leaves_no_line(self):
        self.assertEqual(grammar.fill("{\n  @BODY\n}", BODY=[]), ["{", "}"])

    def test_only_what_may_stand_here_is_chosen(self):
        rules = grammar.Grammar()
        rules.rule(weight=1)(lambda where: "always")
        rules.rule(weight=99, when=lambda where: where == "loop")(
            lambda where: "in a loop")
        rolled = dice.Dice(3)
        self.assertEqual({rules.make(rolled, "body") for _ in range(50)},
                         {"always"})
        self.assertIn("in a loop",
                      {rules.make(rolled, "loop") for _ in range(50)})


class GeneratorTest(unittest.TestCase):
    def test_the_same_seed_gives_the_same_text(self):
        self.assertEqual(generator.make(5), generator.make(5))

    def test_other_seeds_give_other_texts(self):
        texts = {generator.make(seed) for seed in range(10)}
        self.assertEqual(len(texts), 10)

    def test_no_hole_is_left_and_all_braces_close(self):
        for seed in range(10):
            text = generator.make(seed)
            self.assertEqual(re.findall(r"@.*", text), [], seed)
            for one, other in ("{}", "()", "[]"):
                self.assertEqual(text.count(one), text.count(other), seed)

    def test_every_production_is_used(self):
        used = set()

        def note(rule):
            weight, make, when = rule

            def noted(where):
                used.add(make)
                return make(where)
            return weight, noted, when

        made = [make for rules in (UNITS, STATEMENTS)
                for _, make, _ in rules.rules]
        with mock.patch.object(UNITS, "rules", list(map(note, UNITS.rules))), \
                mock.patch.object(STATEMENTS, "rules",
                                  list(map(note, STATEMENTS.rules))):
            for seed in range(60):
                generator.make(seed)
        self.assertEqual([make.__name__ for make in made if make not in used],
                         [])

    def test_every_function_stops_before_it_calls(self):
        made = program.Program(dice.Dice(1), 3)
        for _ in range(50):
            lines = statements.body(made)
            self.assertEqual(lines[0], "if (stop(d))")
            self.assertTrue(lines[-1].startswith("return "))

    def test_nothing_returns_where_nothing_may(self):
        for seed in range(30):
            made = program.Program(dice.Dice(seed), 3)
            text = "\n".join(statements.effects(made))
            outside = re.sub(r"\[[^\]]*\](?:\([^)]*\))?(?: mutable)?(?: -> u64)? "
                             r"\{.*?^ *\}", "", text,
                             flags=re.DOTALL | re.MULTILINE)
            self.assertNotRegex(outside, r"^ *return ")

    def test_arguments_have_no_effects(self):
        made = program.Program(dice.Dice(2), 3)
        where = scope.Scope(made)
        for _ in range(300):
            self.assertNotIn("entry", expressions.value(where, 4))


class SourcesTest(unittest.TestCase):
    def corpus(self):
        return description.load_programs()["csmith"]

    def test_csmith_that_is_missing_is_named_with_its_packages(self):
        with mock.patch.object(packages, "missing", lambda names: names):
            with self.assertRaisesRegex(packages.Missing, "csmith libcsmith-dev"):
                self.corpus().programs(None, arguments.Seeds())
            self.assertEqual(
                self.corpus().programs(None, arguments.Seeds(), True), [])

    def test_csmith_that_does_not_end_gives_no_program(self):
        source = generated.Csmith.__new__(generated.Csmith)
        source.program, source.options = "csmith", ["--x"]
        for how, text in ((ended(-9, "half", timed_out=True), None),
                          (ended(0, ""), None), (ended(0, "int i;"), "int i;")):
            with tempfile.TemporaryDirectory() as folder, \
                    mock.patch.object(generated.process, "run",
                                      return_value=how) as run:
                source.folder = Path(folder)
                self.assertEqual(source.text(4), text)
                self.assertEqual(source.text(4), text)
            self.assertEqual(run.call_count, 1)
            self.assertEqual(run.call_args[0][0],
                             ["csmith", "--x", "--seed", 4])

    def test_seeds(self):
        corpus = self.corpus()
        self.assertEqual(arguments.Seeds().of(corpus), range(1, 251))
        self.assertEqual(list(arguments.Seeds(7, 2).of(corpus)), [7, 8])

    def test_what_a_record_depends_on(self):
        program = generated.Program("classes-3", 3,
                                    description.load_programs()["classes"],
                                    mock.Mock(text=generator.make), Path("/"))
        digest = hashlib.sha256(generator.make(3).encode()).hexdigest()
        self.assertEqual(program.inputs(), [1, digest, "-w"])


    def test_c_is_in_files_of_c(self):
        corpus = description.load_programs()["csmith-c"]
        program = generated.Program("csmith-c-3", 3, corpus, None, Path("/"))
        self.assertEqual(str(program.path), "/csmith-c-3.c")
        shop = workshop.Workshop(Path("/"), Config("clang++-19", "-O2"), None)
        self.assertEqual(shop.compiler(program), "clang-19")

    def test_a_program_has_the_time_that_its_description_gives(self):
        known = description.load_programs()
        self.assertEqual([known[one].judge.plain_seconds
                          for one in ("csmith", "csmith-c")], [10, 2])
        self.assertEqual(known["csmith-c"].judge.seconds, 20)


class DifferenceTest(unittest.TestCase):
    PLAIN = {"output": "entry0: 12345678\nchecksum 1\n"}

    def test_the_same_output_is_no_difference(self):
        self.assertIsNone(
            verdict.ByOutput().difference(self.PLAIN, ended(0, self.PLAIN["output"])))

    def test_one_digit_is(self):
        what = verdict.ByOutput().difference(self.PLAIN,
                                 ended(0, "entry0: 12345679\nchecksum 1\n"))
        self.assertEqual(what, "line 1: entry0: 12345678 -> entry0: 12345679")

    def test_so_are_a_missing_line_and_a_missing_end_of_line(self):
        self.assertIn("(none)", verdict.ByOutput().difference(
            self.PLAIN, ended(0, "entry0: 12345678\n")))
        self.assertIsNotNone(verdict.ByOutput().difference(
            self.PLAIN, ended(0, self.PLAIN["output"].rstrip())))

    def test_and_another_end(self):
        output = self.PLAIN["output"]
        for how in (ended(1, output), ended(-11, output),
                    ended(-9, output, timed_out=True)):
            self.assertIn(how.describe(), verdict.ByOutput().difference(self.PLAIN, how))


class WorkshopTest(unittest.TestCase):
    """The steps around what is compiled and run, which here is made up."""

    def compare(self, run, stress, crossings, told="", segments="16k"):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            shop = workshop.Workshop(place, Config("g++", "-O2"), None)
            outcomes = [run, stress]

            def pretend(_, recipe, seconds, **environment):
                if environment:
                    self.assertIn(f"stress=1:segment_size={segments}:",
                                  environment["SEGSTACK_OPTIONS"])
                    Path(place, "statistics").write_text(
                        f"  crossings   {crossings}\n")
                return outcomes.pop(0)

            shop.run = pretend
            shop.compile = lambda *_: (place, ended(stderr=(
                "segstack: a.cpp: 3 functions checked, 1 left alone\n"
                + told)))
            program = mock.Mock()
            program.corpus.judge = verdict.ByOutput()
            with mock.patch.object(workshop.shutil, "rmtree"):
                record = shop.instrumented(
                    program, {"standard": "", "output": "checksum 1\n"}, [])
            self.assertEqual(outcomes, [])
            return record

    def test_both_runs_are_compared(self):
        record = self.compare(ended(), ended(), 12)
        self.assertEqual((record["differences"], record["crossings"],
                          record["checked"]), ({}, 12, 3))
        other = ended(0, "checksum 2\n")
        self.assertEqual(list(self.compare(other, ended(), 1)["differences"]),
                         ["run"])
        self.assertEqual(list(self.compare(ended(), other, 1)["differences"]),
                         ["stress"])

    def test_recursion_without_a_check_has_the_stack_that_it_had(self):
        record = self.compare(
            ended(), ended(), 1, "segstack: a.cpp: recursion without a check: f -> "
            "f\n", "8m")
        self.assertEqual((record["uncovered"], record["differences"]), (1, {}))

    def test_a_stress_run_that_never_crosses_proves_nothing(self):
        self.assertEqual(self.compare(ended(), ended(), 0)["differences"],
                         {"stress": "no check crossed"})

    def test_what_clang_cannot_parse_proves_nothing(self):
        demands = verdict.ByOutput().demands
        record = {"parsed": False, "clang": "no", "differences": {}}
        self.assertIn("clang cannot parse", demands(record)["compile"])
        self.assertEqual(verdict.ByEnd().demands(record), {})

    def test_a_compile_error_is_no_missing_crossing(self):
        record = {"parsed": True, "differences": {"compile": "error"}}
        self.assertEqual(verdict.ByOutput().demands(record), {})


class ExpectedTest(unittest.TestCase):
    def excused(self, differences, reason="it looks at its frame"):
        program = mock.Mock(**{"in_stress.return_value": reason})
        return single.excused(program, {
            "passed": not differences, "differences": differences})

    def test_only_the_stress_run_may_differ(self):
        for runs in ({"stress": "x"}, {"run": "x"}, {"run": "x", "stress": "x"},
                     {"compile": "x"}):
            record = self.excused(runs)
            self.assertEqual(record["passed"], list(runs) == ["stress"])
            self.assertEqual("expected" in record, record["passed"])

    def test_only_if_the_description_says_so(self):
        self.assertFalse(self.excused({"stress": "x"}, None)["passed"])
        self.assertNotIn("expected", self.excused({}))


class RunnerTest(unittest.TestCase):
    def record(self, folder, differences, plain=None, **how):
        shop, segstack = mock.Mock(), mock.Mock()
        segstack.fingerprint.return_value = "tool"
        shop.plain.return_value = plain or {
            "standard": "", "counts": True, "why": "exit code 0", "output": "x"}
        shop.instrumented.return_value = {
            "differences": differences, "checked": 3, "crossings": 5}
        runner = single.Runner(fetch.Scratch(folder), segstack, how)
        runner.workshop = lambda *_: shop
        corpus = description.load_programs()["classes"]
        (program,) = corpus.programs(fetch.Scratch(folder), arguments.Seeds(3, 1))
        return shop, runner.run(program, Config("g++", "-O2"))

    def test_a_result_is_kept_until_it_failed_and_is_run_again(self):
        with tempfile.TemporaryDirectory() as folder:
            self.record(folder, {"run": "line 1"})
            shop, record = self.record(folder, {})
            self.assertEqual(shop.instrumented.call_count, 0)
            self.assertFalse(record["passed"])
            shop, record = self.record(folder, {}, rerun_failed=True)
            self.assertEqual(shop.instrumented.call_count, 1)
            self.assertTrue(record["passed"])

    def test_the_text_is_on_the_disk(self):
        with tempfile.TemporaryDirectory() as folder:
            self.record(folder, {})
            self.assertEqual(
                Path(folder, "random/programs/classes-3.cpp").read_text(),
                generator.make(3))

    def test_what_fails_plain_is_not_instrumented(self):
        with tempfile.TemporaryDirectory() as folder:
            shop, record = self.record(folder, {}, plain={
                "standard": "", "counts": False, "why": "no end"})
            self.assertEqual(shop.instrumented.call_count, 0)
            self.assertEqual((record["counts"], record["passed"]),
                             (False, True))


if __name__ == "__main__":
    unittest.main()
