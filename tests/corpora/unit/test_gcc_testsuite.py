# test_gcc_testsuite.py - the driver of GCC's own run tests
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here downloads or compiles."""

import sys
import tempfile
import unittest
from pathlib import Path

CORPORA = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CORPORA), str(CORPORA / "gcc-testsuite")]

import directives
import programs
import report
import targets
import unpack
from harness.process import Outcome


def skip_reason(text, **how):
    try:
        directives.read(text, **how)
    except directives.Skip as reason:
        return str(reason)
    return None


class WordsTest(unittest.TestCase):
    def test_bare_quoted_and_braced(self):
        self.assertEqual(
            directives.words(r'run "-O2 -DX=\"a\"" { target { ! c } }'),
            ["run", '-O2 -DX="a"', " target { ! c } "])

    def test_only_braces_make_a_list(self):
        one, other = directives.words('{ a } " a "')
        self.assertIsInstance(one, directives.Braced)
        self.assertNotIsInstance(other, directives.Braced)

    def test_what_is_not_closed_is_skipped(self):
        for text in ("{ target", '"-O2'):
            with self.assertRaises(directives.Skip):
                directives.words(text)


class DirectivesTest(unittest.TestCase):
    def test_found_in_both_kinds_of_comment(self):
        text = ("// { dg-do run { target c++11 } }\n"
                '/* { dg-options "-O2 -g" } */\nint main() {}\n')
        self.assertEqual(directives.directives(text),
                         [("dg-do", ["run", " target c++11 "]),
                          ("dg-options", ["-O2 -g"])])

    def test_what_the_compiler_prints_does_not_matter(self):
        self.assertEqual(directives.directives(
            '// { dg-do run }\nint i; // { dg-warning "unused" }\n'),
            [("dg-do", ["run"])])

    def test_only_run_tests_are_run(self):
        self.assertTrue(directives.is_run("// { dg-do run  }\n"))
        for text in ("// { dg-do compile }", "// { dg-do runtime }",
                     "// { dg-do link }", "int main() {}"):
            self.assertFalse(directives.is_run(text), text)


class RecipeTest(unittest.TestCase):
    def read(self, text, **how):
        return directives.read("// { dg-do run }\n" + text, **how)

    def test_the_compilers_own_standard_unless_one_is_named(self):
        self.assertEqual(self.read("").standard, "-std=gnu++17")
        named = self.read('// { dg-options "-std=c++11 -fno-rtti" }\n')
        self.assertEqual((named.standard, named.options),
                         ("", ["-std=c++11", "-fno-rtti"]))

    def test_another_standard_where_the_targets_demand_it(self):
        for target, standard in (("c++20", "-std=gnu++20"),
                                 ("c++14_down", "-std=gnu++14"),
                                 ("c++98_only", "-std=gnu++98"),
                                 ("{ c++11 && { ! c++17 } }", "-std=gnu++14")):
            text = f"// {{ dg-do run {{ target {target} }} }}\n"
            self.assertEqual(directives.read(text).standard, standard, target)

    def test_a_preferred_standard_is_the_only_one_tried(self):
        text = "// { dg-do run { target c++20 } }\n"
        self.assertEqual(skip_reason(text, prefer="gnu++14"),
                         "dg-do: another target")

    def test_the_last_options_that_apply_win(self):
        self.assertEqual(self.read(
            '// { dg-options "-O1" }\n'
            '// { dg-options "-O3" { target x86_64-*-* } }\n'
            '// { dg-options "-mthumb" { target arm*-*-* } }\n').options,
            ["-O3"])

    def test_additional_options_are_added(self):
        self.assertEqual(self.read(
            '// { dg-additional-options "-DA=\'x y\'" }\n'
            '// { dg-options "-O1" }\n'
            '// { dg-additional-options "-m32" { target ia32 } }\n').options,
            ["-O1", "-DA=x y"])

    def test_sources_and_environment(self):
        recipe = self.read(
            '// { dg-additional-sources "a.cc b.cc" }\n'
            '// { dg-set-target-env-var OMP_NUM_THREADS "8" }\n')
        self.assertEqual(recipe.sources, ["a.cc", "b.cc"])
        self.assertEqual(recipe.environment, {"OMP_NUM_THREADS": "8"})

    def test_an_expected_failure_elsewhere_is_run_here(self):
        self.assertIsNone(skip_reason(
            "// { dg-do run { xfail sparc64-*-elf arm-*-pe } }\n"))


class SkipTest(unittest.TestCase):
    def reason(self, text, **how):
        return skip_reason("// { dg-do run }\n" + text, **how)

    def test_another_target(self):
        self.assertEqual(
            skip_reason("// { dg-do run { target arm*-*-* } }\n"),
            "dg-do: another target")

    def test_a_need_that_is_not_met(self):
        self.assertEqual(
            self.reason("// { dg-require-effective-target ilp32 }\n"),
            "needs ilp32")
        self.assertIsNone(
            self.reason("// { dg-require-effective-target lp64 }\n"))

    def test_what_is_unknown(self):
        for line, reason in (
                ("dg-require-effective-target frobs", "unknown target frobs"),
                ("dg-require-frobs", "unknown dg-require-frobs"),
                ("dg-frob 1", "unknown dg-frob"),
                ("dg-add-options frobs", "dg-add-options frobs"),
                ('dg-options "-I${srcdir}"', "options made by Tcl"),
                ('dg-shouldfail "it aborts"', "dg-shouldfail")):
            self.assertEqual(self.reason(f"// {{ {line} }}\n"), reason, line)

    def test_unknown_on_either_side_of_an_operator(self):
        for target in ("{ lp64 || frobs }", "{ frobs && ilp32 }"):
            self.assertEqual(
                skip_reason(f"// {{ dg-do run {{ target {target} }} }}\n"),
                "unknown target frobs", target)

    def test_skip_if_looks_at_target_and_options(self):
        line = '// { dg-skip-if "" { %s } { "%s" } { "%s" } }\n'
        for values, reason in (
                (("*-*-*", "*", ""), "dg-skip-if"),
                (("arm*-*-*", "*", ""), None),
                (("*-*-*", "-O0", ""), None),
                (("*-*-*", "-O0 -g", ""), None),
                (("*-*-*", "-O*", ""), "dg-skip-if"),
                (("*-*-*", "*", "-O2"), None)):
            self.assertEqual(self.reason(line % values, opt="-O2"), reason,
                             values)
        self.assertEqual(self.reason('// { dg-skip-if "" { ! arm32 } }\n'),
                         "dg-skip-if")


class TargetsTest(unittest.TestCase):
    def test_triplets(self):
        for word, answer in (("*-*-*", True), ("x86_64-*-*", True),
                             ("*-*-linux*", True), ("i?86-*-*", False),
                             ("*-*-darwin[912]*", False)):
            self.assertEqual(targets.holds(word, "gnu++17"), answer, word)

    def test_standards(self):
        for word, standard, answer in (
                ("c++11", "gnu++98", False), ("c++11", "gnu++11", True),
                ("c++2a", "c++20", True), ("c++23", "gnu++20", False),
                ("c++14_down", "gnu++17", False),
                ("c++14_down", "c++98", True), ("c++17_only", "c++1z", True),
                ("c++98_only", "-ansi", True)):
            self.assertEqual(targets.holds(word, standard), answer,
                             (word, standard))

    def test_no_word_is_both(self):
        self.assertFalse(targets.YES & targets.NO)


class UnpackTest(unittest.TestCase):
    def test_only_the_cxx_tests_are_unpacked(self):
        root = "gcc-12.2.0/gcc/testsuite"
        self.assertEqual(unpack.place_of(f"{root}/g++.dg/eh/a.C"),
                         "g++.dg/eh/a.C")
        for name in (f"{root}/gcc.dg/a.c", "gcc-12.2.0/gcc/tree.cc"):
            self.assertIsNone(unpack.place_of(name))


class ProgramsTest(unittest.TestCase):
    def test_found_by_their_directive_and_sorted(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in (("g++.dg/b.C", "// { dg-do run }\n"),
                               ("c-c++-common/a.c", "/* { dg-do run } */\n"),
                               ("g++.dg/a.C", "// { dg-do compile }\n"),
                               ("g++.dg/c.h", "// { dg-do run }\n")):
                path = root / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(text)
            self.assertEqual([one.name for one in programs.find(root)],
                             ["c-c++-common/a.c", "g++.dg/b.C"])

    def test_a_sample_is_spread_and_the_same_every_time(self):
        self.assertEqual(programs.sample(list(range(100)), 4), [0, 25, 50, 75])
        self.assertEqual(programs.sample([1, 2], 5), [1, 2])
        self.assertEqual(programs.sample([1, 2], 0), [1, 2])

    def test_the_launchers_words(self):
        self.assertEqual(
            programs.told("segstack: /t/a.C: 3 functions checked, 1 left alone\n"
                          "segstack: /t/b.C: 2 functions checked, 0 left alone\n"),
            {"parsed": True, "checked": 5, "left": 1})
        self.assertEqual(
            programs.told("segstack: warning: a.C: compiled without checks: "
                          "clang cannot parse the source\n"
                          "a.C:1:1: error: no\n"),
            {"parsed": False, "checked": 0, "left": 0, "clang": "no"})

    def test_addresses_do_not_differ(self):
        ended = [Outcome(0, f"at {address} 12\n", "", 0, 0)
                 for address in ("0x7ffe12", "0x55ab")]
        self.assertEqual(*map(programs.output, ended))
        other = Outcome(0, "at 0x55ab 13\n", "", 0, 0)
        self.assertEqual(programs.without_varying("at <address>"),
                         "at <address>")
        self.assertNotEqual(programs.output(ended[0]), programs.output(other))


    def test_columns_and_bytes_of_a_report_do_not_differ(self):
        def report(line, column, byte):
            return (f"a.C:{line}:{column}: runtime error: misaligned\n"
                    f"0x5555: note: pointer points here\n"
                    f" {byte} 00 00  ff 60 2b\n              ^ \nend\n")

        one = programs.without_varying(report(34, 9, "00"))
        self.assertEqual(one, programs.without_varying(report(34, 61, "7f")))
        self.assertNotEqual(one, programs.without_varying(report(35, 9, "00")))
        self.assertIn("\nend\n", one)


class ReportTest(unittest.TestCase):
    def record(self, **values):
        return {"program": "g++.dg/a.C", "corpus": "g++.dg", "counts": True,
                "parsed": True, "checked": 1, "differences": {}, **values}

    def test_what_differs_is_the_same_in_no_column_after_it(self):
        names = report.HEADER[1:]
        for differences, same in (({}, (1, 1, 0, 0)),
                                  ({"stress": "x"}, (1, 0, 1, 0)),
                                  ({"run": "x"}, (0, 0, 1, 0)),
                                  ({"compile": "x"}, (0, 0, 1, 0)),
                                  ({"run": "output: x"}, (1, 1, 0, 1)),
                                  ({"run": "output: x", "stress": "x"},
                                   (1, 0, 1, 0))):
            row = report.row("all", [self.record(differences=differences)])
            figures = dict(zip(names, row[1:]))
            self.assertEqual(
                (figures["instrumented same"], figures["stress same"],
                 figures["differences"], figures["other output"]), same,
                differences)

    def test_what_clang_cannot_parse_counts_apart(self):
        row = report.row("all", [
            self.record(parsed=False), self.record(checked=0, crossings=0),
            {"corpus": "g++.dg", "counts": False, "plain": "SIGABRT"}])
        self.assertEqual(row, ["all", 3, 2, 1, 1, 1, 1, 0, 0, 0])


if __name__ == "__main__":
    unittest.main()
