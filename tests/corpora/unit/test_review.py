# test_review.py - what review compares
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here is compiled."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

CORPORA = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CORPORA))

from harness import (behaviour, commands, compiled, documented, given, lines,
                     review, trees)


class Own:
    """Everything in /t is the program's own."""

    def has(self, file):
        return file.startswith("/t/")

    def line(self, file, number):
        return {8: "  return f(x);", 9: "{"}.get(number, f"line {number}")


class WarningsTest(unittest.TestCase):
    PLAIN = ("a.h:3:5: warning: unused variable 'x' [-Wunused-variable]\n"
             "/t/b.C:7:1: error: no\nb.C: In function 'f':\n")

    def test_a_column_may_move_and_nothing_else(self):
        moved = self.PLAIN.replace("3:5", "3:77")
        self.assertEqual(lines.warnings(moved, "/t"),
                         lines.warnings(self.PLAIN, "/t"))
        self.assertEqual(len(lines.warnings(self.PLAIN, "/t")), 2)
        other = self.PLAIN.replace("3:5", "4:5")
        self.assertEqual(
            [(place[1], how) for *place, how in lines.differing_warnings(
                lines.warnings(self.PLAIN, "/t"), lines.warnings(other, "/t"))],
            [(3, "lost"), (4, "new")])

    def test_they_are_of_a_kind_by_their_option(self):
        self.assertEqual(compiled.kind_of(
            ("warning lost", "/t/a.h", 3, "warning: x [-Wunused-variable]")),
            "warning lost [-Wunused-variable]")
        self.assertEqual(compiled.kind_of(("line table", "/t/a.C", 3, "new: a[i]")),
                         "line table")


class DebugInfoTest(unittest.TestCase):
    def test_a_file_that_a_line_marker_names_has_no_text(self):
        self.assertEqual(lines.Sources("/no").line("/no/such.h", 3), "")

    TABLE = ('debug_line[0x00000000]\n'
             'include_directories[  0] = "/t"\ninclude_directories[  1] = "sub"\n'
             'file_names[  0]:\n           name: "a.C"\n      dir_index: 0\n'
             'file_names[  1]:\n           name: "h.h"\n      dir_index: 1\n'
             "0x0000000000000000      3     11      0   0\n"
             "0x0000000000000004      9      2      1   0\n"
             "0x0000000000000008      0      2      1   0\n")

    def test_lines_with_the_full_names_of_their_files(self):
        self.assertEqual(lines.line_table(self.TABLE),
                         {("/t/a.C", 3), ("/t/sub/h.h", 9)})

    def test_what_is_lost_and_new_but_for_braces(self):
        plain = {("/t/a.C", 3), ("/t/a.C", 9), ("/usr/x.h", 1)}
        self.assertEqual(lines.differing_tables(plain, {("/t/a.C", 4)}, Own(),
                                                given.Given()),
                         [("/t/a.C", 3, "lost: line 3"),
                          ("/t/a.C", 4, "new: line 4")])

    def test_a_line_with_a_check_may_gain_code_and_not_lose_it(self):
        kept = given.Given(['# 3 "a.C"\nline 3 CHECK\nline 4 CHECK\nline 5\n'], "/t")
        self.assertEqual(
            lines.differing_tables({("/t/a.C", 3)}, {("/t/a.C", 4), ("/t/a.C", 5)},
                                   Own(), kept),
            [("/t/a.C", 3, "lost: line 3"), ("/t/a.C", 5, "new: line 5")])

    def test_a_parameter_that_is_passed_on_may_gain_code(self):
        kept = given.Given(['# 1 "a.C"\nint f(int n, int m) { SEGSTACK_CHECK(16, (n, &m), f(n, m));\n'
                            'use(m,\nother,\nn);\n}\nint g() { SEGSTACK_CHECK(16, (), g());\nuse(n);'],
                           "/t")
        gained = [kept.may_gain_code("/t/a.C", line, text) for line, text in (
            (2, "use(m,"), (3, "other,"), (4, "n);"), (7, "use(n);"))]
        self.assertEqual(gained, [True, False, True, False])

    def test_a_specification_is_enforced_where_it_stands(self):
        kept = given.Given(['# 1 "a.C"\nint f() throw()\n{ SEGSTACK_CHECK(16, (), f());\n}\n'
                            'int g()\n{ SEGSTACK_CHECK(16, (), g());\n}'], "/t")
        self.assertTrue(kept.may_gain_code("/t/a.C", 1, "int f() throw()"))
        self.assertFalse(kept.may_gain_code("/t/a.C", 4, "int g()"))

    def test_a_return_may_gain_code_and_not_lose_it(self):
        self.assertEqual(
            lines.differing_tables(set(), {("/t/a.C", 8)}, Own(), given.Given()), [])
        self.assertEqual(len(lines.differing_tables(
            {("/t/a.C", 8)}, set(), Own(), given.Given())), 1)

    def test_a_return_may_have_several_lines(self):
        class Text:
            def has(self, file):
                return True

            def line(self, file, line):
                return ["", "int f() {", "return a", "? b // one", ": c;", "d", ": e;"][line]
        self.assertEqual([lines.in_return("/t/a.C", line, Text())
                          for line in range(1, 7)], [None, 0, 1, 2, None, None])

    def test_a_jump_to_the_end_may_move_to_the_last_brace(self):
        class Text:
            def has(self, file):
                return True

            def line(self, file, line):
                return ["", "return res; // it is there", "return f(res);",
                        "default: lua_assert(0);", "}", "default: f();", "g();",
                        "case A::b: h();", "} // end", "a ? b : c;", "}"][line]
        jumps = [True, False, True, False, False, False, True, False, False]
        self.assertEqual([lines.is_jump_to_end("/t/a.c", line, Text())
                          for line in range(1, 10)], jumps)
        self.assertEqual(lines.differing_tables(
            {("/t/a.c", 1), ("/t/a.c", 2)}, set(), Text(), given.Given()),
            [("/t/a.c", 2, "lost: return f(res);")])
        plain = {"/t/a.c": {1: ("3", "return res;"), 2: ("3", "return f(res);"),
                            3: ("3", "default: lua_assert(0);")}}
        for other, differ in (("-", [2]), ("#####", [1, 2, 3])):
            checked = {"/t/a.c": {line: (other, "x") for line in (1, 2, 3)}}
            self.assertEqual([one[1] for one in lines.differing_coverage(
                plain, checked, Text(), given.Given())], differ)

    def test_a_brace_may_have_a_comment(self):
        for text, alone in (("  { /* block 1 */", True), ("}; // end", True),
                            ("{ f();", False), ("x }", False)):
            self.assertEqual(lines.is_brace(text), alone, text)

    def test_a_function_is_where_it_was(self):
        text = ('0x1:   DW_TAG_subprogram\n  DW_AT_decl_file\t("/t/a.C")\n'
                '  DW_AT_decl_line\t(7)\n  DW_AT_linkage_name\t("_Z1fi")\n\n')
        plain = lines.functions(text, "/t")
        self.assertEqual(plain, {"_Z1fi": ("/t/a.C", 7)})
        self.assertEqual(lines.differing_functions(plain, dict(plain), Own()), [])
        for other, told in (({"_Z1fi": ("/t/a.C", 8)}, "_Z1fi became /t/a.C:8"),
                            ({}, "_Z1fi became ?")):
            self.assertEqual(lines.differing_functions(plain, other, Own()),
                             [("/t/a.C", 7, told)])

    def test_static_functions_have_entries_without_a_linkage_name(self):
        text = ('0x1:   DW_TAG_subprogram\n  DW_AT_name\t("f")\n'
                '  DW_AT_decl_file\t("/t/a.C")\n  DW_AT_decl_line\t(7)\n\n'
                '0x2:   DW_TAG_variable\n  DW_AT_decl_file\t("/t/a.C")\n'
                '  DW_AT_decl_line\t(8)\n\n'
                '0x3:   DW_TAG_subprogram\n  DW_AT_specification\t(0x1 "f")\n'
                '  DW_AT_decl_line\t(9)\n\n')
        self.assertEqual(lines.entries(text, "/t"),
                         {("/t/a.C", 7), ("/t/a.C", 9)})

    def test_what_plain_leaves_out(self):
        emitted = lines.Emitted(
            {"_ZN1TC4Ei": ("/t/a.C", 2), "_Z1fi": ("/t/a.C", 5),
             "_ZZ1fiENUlN8segstack6detail4oursEE_D4Ev": ("/t/a.C", 6)},
            {"_ZN1TC2Ei"})
        self.assertEqual([emitted.lacks("/t/a.C", line) for line in (1, 3, 7)],
                         [False, False, True])


class CoverageTest(unittest.TestCase):
    def report(self, *counts):
        return "        -:    0:Source:a.C\n" + "".join(
            f"{count:>9}:{line:5}:line {line}\n"
            for line, count in enumerate(counts, 1))

    def differing(self, plain, checked, kept, entered=()):
        return lines.differing_coverage(
            *(lines.coverage(self.report(*one), "/t") for one in (plain, checked)),
            Own(), given.Given([f'# 1 "a.C"\n{kept}'], "/t"), entered)

    def test_the_same_count_where_there_is_no_check(self):
        text = "line 1\nline 2\nline 3"
        self.assertEqual(self.differing("-1#", "-1#", text.replace("#", "#####")),
                         [])
        ((_, line, what),) = self.differing(["-", "1", "#####"],
                                            ["-", "2", "#####"], text)
        self.assertEqual((line, what), (2, "1 became 2: line 2"))
        self.assertTrue(lines.ran_the_same(what))

    def test_a_function_may_be_entered_again(self):
        self.assertEqual(len(self.differing("1", "2", "line 1")), 1)
        self.assertEqual(self.differing("1", "2", "line 1", {("/t/a.C", 1)}), [])

    def test_on_a_line_with_a_check_both_run_or_neither(self):
        self.assertEqual(self.differing(["1"], ["3"], "line 1 CHECK"), [])
        ((_, _, what),) = self.differing(["1"], ["#####"], "line 1 CHECK")
        self.assertFalse(lines.ran_the_same(what))

    def test_in_an_outlined_body_both_run_or_neither(self):
        kept = ("line 1 { SEGSTACK_BODY(16, (&), ) {\nline 2\n} SEGSTACK_BODY_END }\n"
                "line 4")
        self.assertEqual(self.differing(["1", "2", "-", "4"], ["3", "4", "-", "4"],
                                        kept), [])
        self.assertEqual([line for _, line, _ in self.differing(
            ["1", "2", "-", "4"], ["1", "-", "-", "5"], kept)], [2, 4])

    def test_a_check_may_be_the_only_code_of_its_line(self):
        self.assertEqual(self.differing("-", "1", "line 1 CHECK"), [])
        self.assertEqual(len(self.differing("-", "1", "line 1")), 1)

    def test_a_header_is_counted_in_all_its_sources(self):
        found = {}
        for counts in (["-", "1", "#####"], ["-", "2", "-", "5"]):
            lines.add(found, lines.coverage(self.report(*counts), "/t"))
        self.assertEqual([lines.times(count)
                          for count, _ in found["/t/a.C"].values()],
                         [None, 3, 0, 5])


class GivenTest(unittest.TestCase):
    def test_a_marker_says_where_the_next_line_is(self):
        kept = given.Given(['#include <c.h>\n# 1 "a.C"\none\n'
                            '# 7 "sub/a.h" 1\nseven CHECK\n# 3 "a.C" 2\nthree'],
                           "/t")
        self.assertEqual(
            [kept.has_check(*place) for place in (
                ("/t/a.C", 1, "one"), ("/t/sub/a.h", 7, "seven"),
                ("/t/a.C", 3, "three"), ("/t/a.C", 9, "nine"))],
            [False, True, False, False])

    def test_a_count_without_a_name_is_of_the_same_file(self):
        kept = given.Given(['# 1 "a.C"\none\n#endif\n#line 3\nthree CHECK\nfour'],
                           "/t")
        self.assertEqual([kept.has_check("/t/a.C", line, text) for line, text in (
            (2, "#endif"), (3, "three"), (4, "four"))], [False, True, False])


class DocumentedTest(unittest.TestCase):
    def split(self, kind, what):
        wrong, known = documented.split([(kind, "/t/a.C", 1, what)] * 2)
        return len(wrong), known

    def test_a_lost_warning_of_the_options_that_are_named(self):
        self.assertEqual(
            self.split("warning lost", "warning: x [-Wunused-parameter]"),
            (0, {"warning lost [-Wunused-parameter]": 1}))
        self.assertEqual(
            self.split("warning new", "warning: x [-Wunused-parameter]"), (1, {}))
        self.assertEqual(self.split("warning lost", "warning: x [-Wall]"), (1, {}))

    def test_what_a_description_tells_of(self):
        one = [(compiled.COUNT, "/t/a.C", 1, "1 became 2: x")]
        self.assertEqual(documented.split(one), (one, {}))
        self.assertEqual(documented.split(one, "why"), ([], {compiled.COUNT: 1}))
        bad = [(compiled.NOT_COMPILED, "/t/a.C", 1, "error: x")]
        self.assertEqual(documented.split(bad, "why"), (bad, {}))

    def test_twice_is_no_other_count(self):
        self.assertTrue(lines.ran_twice("2 became 1: return x"))
        self.assertTrue(lines.ran_twice("3 became 6: return x"))
        self.assertFalse(lines.ran_twice("3 became 7: return x"))

    def test_local_names_alone_may_be_others(self):
        self.assertEqual(self.split(compiled.RENAMED, "_ZZ1fvE became ?"),
                         (0, {compiled.RENAMED: 1}))
        self.assertEqual(self.split(compiled.RENAMED, "_Z1gIZ1fvEUlvE_EvT_ became ?"),
                         (0, {compiled.RENAMED: 1}))
        self.assertEqual(self.split(compiled.RENAMED, "_Z1fv became ?"), (1, {}))
        self.assertEqual(self.split(compiled.RENAMED, "_Z1fIiEvT_ became ?"), (1, {}))


class CommandsTest(unittest.TestCase):
    def test_words_with_a_full_path(self):
        unit = commands.normal({"directory": "/b/x", "file": "../a.cpp",
                                "command": "g++ -DA='x y' -c ../a.cpp"})
        self.assertEqual(unit["file"], "/b/a.cpp")
        self.assertEqual(unit["arguments"], ["g++", "-DA=x y", "-c", "/b/a.cpp"])

    def test_without_what_it_makes_and_what_it_keeps_quiet(self):
        self.assertEqual(
            commands.bare(["g++", "-O2", "-w", "-MD", "-MF", "a.d", "-o", "a.o",
                           "-Werror=x", "-c", "a.cpp"]),
            ["g++", "-O2", "a.cpp"])

    def test_what_a_build_ran(self):
        log = [["/b", "g++", "-c", "a.cpp", "-o", "a.o"],
               ["/b", "g++", "-O2", "m.cpp", "-o", "m", "x.o", "-lx"],
               ["/b", "g++", "a.o", "-o", "a"]]
        self.assertEqual([(one["file"], one["arguments"])
                          for one in commands.recorded(log)],
                         [("a.cpp", ["g++", "-c", "a.cpp", "-o", "a.o"]),
                          ("m.cpp", ["g++", "-O2", "-o", "m", "-c", "m.cpp"])])

    def test_the_recorder_runs_the_command_and_notes_it(self):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            made = subprocess.run(
                [sys.executable, CORPORA / "harness" / "record.py", log, "echo",
                 "a b"], cwd=folder, capture_output=True, text=True, check=True)
            self.assertEqual(made.stdout, "a b\n")
            self.assertEqual(json.loads(log.read_text())[1:], ["echo", "a b"])


class TreesTest(unittest.TestCase):
    def trees(self, folder):
        made = trees.Trees(Path(folder, "t"), mock.Mock(tool="segstack"), "all")
        made.set_units([{"file": f"{made.original}/{name}"}
                        for name in ("a.C", "b.C", "b.C")])
        return made

    def test_a_copy_has_a_database_of_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            made = self.trees(folder)
            other = made.copy("other")
            self.assertEqual(made.files(other), ["a.C", "b.C"])
            self.assertEqual(made.units(other)[0]["file"], f"{other}/a.C")

    def test_a_sample_is_of_sources(self):
        with tempfile.TemporaryDirectory() as folder:
            made = self.trees(folder)
            made.take_sample(0)
            self.assertEqual(len(made.units()), 3)
            made.take_sample(1)
            self.assertEqual(made.files(), ["a.C"])

    def test_nothing_outside_of_a_tree_is_rewritten(self):
        with tempfile.TemporaryDirectory() as folder:
            made = self.trees(folder)
            made.options = ["--system-header-filter=regex", "--skip=x"]
            with mock.patch.object(trees.process, "run") as run:
                made.rewrite(made.original, "--in-place")
            words = run.call_args[0][0]
            pattern = words[words.index("--in-place") - 1]
            self.assertTrue(pattern.startswith("--header-filter=^"))
            self.assertRegex(f"{made.original}/a.h",
                             pattern.removeprefix("--header-filter="))
            self.assertIn("--skip=x", words)
            self.assertNotIn(made.options[0], words)

    def test_what_clang_cannot_parse_is_left_out_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            made = self.trees(folder)
            refused = mock.Mock(returncode=3, stderr=(
                "segstack: error: b.C: clang cannot parse the source\n"
                "segstack: error: 1 of 2 translation units failed\n"))
            with mock.patch.object(trees.Trees, "rewrite", lambda *_: refused):
                made.leave_out_unparsed()
            self.assertEqual((made.unparsed, made.files()), (["b.C"], ["a.C"]))

    def test_any_other_failure_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            made = self.trees(folder)
            crashed = mock.Mock(returncode=3, stderr=(
                "segstack: error: b.C: the analysis crashed\n"))
            with mock.patch.object(trees.Trees, "rewrite", lambda *_: crashed):
                with self.assertRaisesRegex(trees.ReviewError, "b.C: the analysis"):
                    made.leave_out_unparsed()


class ReviewTest(unittest.TestCase):
    def test_a_difference_of_trees_names_file_and_line(self):
        with tempfile.TemporaryDirectory() as folder:
            one, other = Path(folder, "one"), Path(folder, "other")
            for tree, text in ((one, "a\nb\n"), (other, "a\nc\n")):
                (tree / "sub").mkdir(parents=True)
                (tree / "sub" / "x.h").write_text(text)
                (tree / "same.h").write_text("a\n")
            self.assertEqual(review.differing(one, other), ["sub/x.h"])
            self.assertEqual(review._told("bytes", one, other),
                             ["bytes: sub/x.h:2 (1 in all)"])

    def test_only_the_include_may_add_a_line(self):
        with tempfile.TemporaryDirectory() as folder:
            one, other = Path(folder, "one"), Path(folder, "other")
            for tree, text in ((one, "a\nb\n"),
                               (other, "#include <segstack/check.h>\na\n\nb\n")):
                tree.mkdir()
                (tree / "x.h").write_text(text)
            self.assertEqual(review.lines(one, other, ["x.h"]),
                             ["x.h:1: 2 lines more"])


class BehaviourTest(unittest.TestCase):
    def errors(self, found, again, through_the_launcher):
        """What is told of one program, and from how many trees it was tried."""
        runner, program, made = mock.Mock(), mock.Mock(), [found, again]
        program.name = "a.C"
        runner.run.return_value = {"differences": through_the_launcher}
        with mock.patch.object(behaviour, "without_include"), \
                mock.patch.object(behaviour, "of_program",
                                  lambda *_: made.pop(0)):
            return behaviour.of_programs(runner, None, [program], None,
                                         None), 2 - len(made)

    def test_what_the_launcher_has_too_is_told_by_run(self):
        self.assertEqual(self.errors({"run": "SIGSEGV"}, {}, {}),
                         (["a.C:1: per-file output: run: SIGSEGV"], 1))
        self.assertEqual(self.errors({"run": "x"}, {}, {"run": "y"}), ([], 1))
        self.assertEqual(self.errors({}, {}, {}), ([], 1))

    def test_other_output_is_tried_again_where_no_line_moves(self):
        moved = {"run": "output: line 9"}
        self.assertEqual(self.errors(moved, {}, {}), ([], 2))
        self.assertEqual(len(self.errors(moved, moved, {})[0]), 1)


if __name__ == "__main__":
    unittest.main()
