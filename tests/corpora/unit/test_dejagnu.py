# test_dejagnu.py - GCC's own run tests, without DejaGnu
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here downloads or compiles."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import description, details, told, verdict, workshop
from harness.dejagnu import directives, targets, tests, unpack
from harness.fetch import Scratch
from harness.process import Outcome
from harness.recipe import Recipe
from harness.toolchain import Config


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

    def test_a_folder_may_run_what_does_not_say(self):
        self.assertTrue(directives.is_run("int main() {}", "run"))
        self.assertFalse(directives.is_run("// { dg-do compile }", "run"))


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

    def test_c_has_standards_of_its_own(self):
        recipe = self.read("", language="c")
        self.assertEqual(recipe.standard, "-std=gnu17")
        text = "// { dg-do run { target c++11 } }\n"
        self.assertEqual(skip_reason(text, language="c"), "dg-do: another target")
        self.assertIsNone(skip_reason('// { dg-options "-ansi" }\n', language="c"))

    def test_the_last_options_that_apply_win(self):
        self.assertEqual(self.read(
            '// { dg-options "-O1" }\n'
            '// { dg-options "-O3" { target x86_64-*-* } }\n'
            '// { dg-options "-mthumb" { target arm*-*-* } }\n').options,
            ["-O3"])
        self.assertEqual(self.read('// { dg-options "-O1" }\n'
                                   '// { dg-options }\n').options, [])

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
                ("c++98_only", "c++98", True), ("c++11", "gnu17", False),
                ("c", "gnu17", True), ("c", "gnu++17", False),
                ("c++", "gnu++17", True)):
            self.assertEqual(targets.holds(word, standard), answer,
                             (word, standard))

    def test_no_word_is_both(self):
        self.assertFalse(targets.YES & targets.NO)


class UnpackTest(unittest.TestCase):
    def test_only_the_folder_is_unpacked(self):
        root = "gcc-12.2.0/gcc/testsuite"
        self.assertEqual(unpack.place_of(f"{root}/g++.dg/eh/a.C", "g++.dg"),
                         "g++.dg/eh/a.C")
        for name in (f"{root}/gcc.dg/a.c", f"{root}/g++.dg-more/a.C",
                     "gcc-12.2.0/gcc/tree.cc"):
            self.assertIsNone(unpack.place_of(name, "g++.dg"))


class ProgramsTest(unittest.TestCase):
    TEXTS = {"g++.dg/b.C": "// { dg-do run }\n",
             "g++.dg/gomp/a.C": "// { dg-do run }\n",
             "g++.dg/asan/a.C": "// { dg-do run }\n",
             "g++.dg/a.C": "// { dg-do compile }\n",
             "g++.dg/c.h": "// { dg-do run }\n"}

    def programs(self, folder):
        """What a description finds in a folder that has been unpacked."""
        root = Path(folder, "source", "gcc-testsuite")
        for name, text in self.TEXTS.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        (root / ".archive").write_text("gcc.tar.gz")
        corpus = tests.Corpus("x", "", "gcc", "g++.dg", excluded=["asan"],
                              added={"gomp": ["-fopenmp"]})
        return corpus.programs(Scratch(folder), kept_only=True)

    def test_found_by_their_directive_and_sorted(self):
        with tempfile.TemporaryDirectory() as folder:
            names = [one.name for one in self.programs(folder)]
            self.assertEqual(names, ["g++.dg/asan/a.C", "g++.dg/b.C",
                                     "g++.dg/gomp/a.C"])

    def test_a_folder_is_left_out_or_has_its_options(self):
        with tempfile.TemporaryDirectory() as folder:
            left_out, plain, added = self.programs(folder)
            self.assertEqual(left_out.why_not("-O2"), "folder g++.dg/asan")
            self.assertEqual(plain.recipe("-O2").options, [])
            self.assertEqual(added.recipe("-O2").options, ["-fopenmp"])
            self.assertEqual(plain.inputs(), ["gcc.tar.gz"])
            self.assertEqual(added.inputs(), ["gcc.tar.gz", "-fopenmp"])

    def test_a_test_of_several_files(self):
        corpus = tests.Corpus(
            "x", "", "gcc", "c/run", "c", "run", parts=["lib/*", "*-lib.c"],
            added={"run": ["-w"]}, sources={"run": ["*-lib.c", "lib/main.c"]})
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "c/run/lib").mkdir(parents=True)
            for name in ("abs.c", "abs-lib.c", "lib/main.c"):
                (root / "c/run" / name).write_text("int i;\n")
            (root / "c/run/abs.x").write_text(
                'set additional_flags -fno-builtin-abs\n'
                'lappend additional_flags "-a" "-b"\n'
                'if { [istarget "vax"] } {\n'
                '    lappend additional_flags "-c"\n}\n')
            (name,) = corpus.names(root)
            recipe = tests.Program(root, name, corpus, "v").recipe("-O2")
        self.assertEqual(name, "c/run/abs.c")
        self.assertEqual(recipe.sources, ["abs-lib.c", "lib/main.c"])
        self.assertEqual(recipe.options, ["-w", "-fno-builtin-abs", "-a", "-b"])

    def test_each_language_has_an_older_standard(self):
        found = {one: tests.Corpus("x", "", "", "", one).judge.second_standard
                 for one in ("c", "c++")}
        self.assertEqual(found, {"c": "-std=gnu89", "c++": "-std=gnu++14"})

    def test_c_is_compiled_by_the_c_compiler_and_kept_apart(self):
        corpus = tests.Corpus("x", "", "gcc", "gcc.dg", "c")
        shop = workshop.Workshop(Path("/"), Config("g++", "-O2"), None)
        program = tests.Program(Path("/t"), "gcc.dg/a.c", corpus, "v")
        command = shop.command(program, Recipe("-std=gnu17"), Path("/p"))
        self.assertEqual(command[0], "gcc")
        linked = shop.command(program, Recipe(options=["-lm", "-w"]), Path("/p"))
        self.assertEqual(linked[2:], ["-w", "/t/gcc.dg/a.c", "-lm", "-o", "/p/test"])
        self.assertEqual(corpus.label, "gcc-testsuite c")

    def test_the_launchers_words_where_clang_cannot_parse(self):
        self.assertEqual(
            told.program("segstack: warning: a.C: compiled without checks: "
                         "clang cannot parse the source\n"
                         "a.C:1:1: error: no\n"),
            {"parsed": False, "checked": 0, "left": 0, "because": {}, "uncovered": 0,
             "clang": "no"})

    def test_only_what_prints_something_runs_twice(self):
        for texts, kept in ((["", "x"], ""), (["x", "x"], "x"), (["x", "y"], None)):
            runs = [Outcome(0, one, "", 0, 0) for one in texts]
            record = verdict.ByEnd().plain(lambda: runs.pop(0))
            self.assertEqual((record.get("output"), len(runs)),
                             (kept, int(not texts[0])))

    def test_addresses_do_not_differ(self):
        ended = [Outcome(0, f"at {address} 12\n", "", 0, 0)
                 for address in ("0x7ffe12", "0x55ab")]
        self.assertEqual(*map(verdict.output, ended))
        other = Outcome(0, "at 0x55ab 13\n", "", 0, 0)
        self.assertEqual(verdict.without_varying("at <address>"),
                         "at <address>")
        self.assertNotEqual(verdict.output(ended[0]), verdict.output(other))


    def test_columns_and_bytes_of_a_report_do_not_differ(self):
        def report(line, column, byte):
            return (f"a.C:{line}:{column}: runtime error: misaligned\n"
                    f"0x5555: note: pointer points here\n"
                    f" {byte} 00 00  ff 60 2b\n              ^ \nend\n")

        one = verdict.without_varying(report(34, 9, "00"))
        self.assertEqual(one, verdict.without_varying(report(34, 61, "7f")))
        self.assertNotEqual(one, verdict.without_varying(report(35, 9, "00")))
        self.assertIn("\nend\n", one)


class DetailsTest(unittest.TestCase):
    def record(self, **values):
        return {"what": "run", "program": "g++.dg/a.C", "corpus": "g++.dg",
                "config": "g++ -O2 all", "counts": True, "parsed": True,
                "checked": 1, "left": 2, "differences": {}, **values}

    def test_what_differs_is_the_same_in_no_column_after_it(self):
        names = details.RUN_HEADER[2:]
        for differences, same in (({}, (1, 1, 0, 0)),
                                  ({"stress": "x"}, (1, 0, 1, 0)),
                                  ({"run": "x"}, (0, 0, 1, 0)),
                                  ({"compile": "x"}, (0, 0, 1, 0)),
                                  ({"run": "output: x"}, (1, 1, 0, 1)),
                                  ({"run": "output: x", "stress": "x"},
                                   (1, 0, 1, 0))):
            row = details.run_row([self.record(differences=differences)])
            figures = dict(zip(names, row))
            self.assertEqual(
                (figures["same"], figures["same in stress"],
                 figures["differences"], figures["other output"]), same,
                differences)

    def test_what_is_expected_in_stress_mode_is_neither_the_same_nor_differs(self):
        record = self.record(differences={"stress": "x"}, expected="its frame")
        figures = dict(zip(details.RUN_HEADER[2:], details.run_row([record])))
        self.assertEqual([figures[one] for one in (
            "same", "same in stress", "differences", "other output")], [1, 0, 0, 0])
        self.assertEqual(details.expected([record]), {"g++.dg/a.C: its frame": 1})

    def test_what_clang_cannot_parse_counts_apart(self):
        row = details.run_row([
            self.record(parsed=False), self.record(checked=0, crossings=0),
            {"what": "run", "corpus": "g++.dg", "counts": False,
             "plain": "SIGABRT"}])
        self.assertEqual(row, [3, 2, 1, 1, 1, 1, 0, 0, 0, 0])


class DescriptionTest(unittest.TestCase):
    def test_every_description_is_read(self):
        known = description.load_programs()
        self.assertEqual(known["g++.dg"].added, {"gomp": ["-fopenmp"]})
        self.assertEqual(known["csmith"].count, 250)

    def test_what_is_unknown_is_named(self):
        for text, named in (('kind = "dejagnu"\nfoldr = "x"\n', "foldr"),
                            ('kind = "x"\n', "kind is none of")):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, "x.toml")
                path.write_text(text)
                with self.assertRaisesRegex(SystemExit, named):
                    description.load(path)


if __name__ == "__main__":
    unittest.main()
