# test_projects_in_c.py - what a description of a project in C says
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values in, values out: nothing here downloads or compiles."""

import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import build, commands, coverage, fetch, lines, project, suite
from harness.toolchain import Config

TEXT = """
about = "x"
package = "x"
language = "c"
also = ["y", "z"]

[driver]
sources = ["a.c"]
prepare = [["./configure", "-q"], ["make", "a.c"]]

[[driver.lift]]
file = "limit.h"
from = "100"
to = "9"

[suite]
commands = [
  ["./configure", "CC={cc}", "CFLAGS={cflags}", "LIBS={ldflags}"],
  ["make", "-j{jobs}"],
]

[[suite.test]]
name = "t"
run = ["./t"]
"""


def described(folder, text=TEXT):
    path = Path(folder, "x.toml")
    path.write_text(text)
    return project.load(path)


class DescriptionTest(unittest.TestCase):
    def test_its_keys(self):
        with tempfile.TemporaryDirectory() as folder:
            one = described(folder)
            other = described(folder, 'about = "x"\n')
        self.assertEqual((one.language, one.also, one.driver.prepare),
                         ("c", ["y", "z"], [["./configure", "-q"], ["make", "a.c"]]))
        self.assertEqual((other.language, other.also, other.driver.prepare),
                         ("c++", [], []))

    def test_drivers_are_in_the_language_of_their_project(self):
        for one in project.load_all().values():
            if one.cases:
                suffix, header = {"c": (".c", "CDriver.h")}.get(
                    one.language, (".cpp", "Driver.h"))
                self.assertEqual((one.driver_source.suffix, one.driver_header.name),
                                 (suffix, header), one.name)


class SourcesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.scratch = fetch.Scratch(folder.name)
        self.project = described(folder.name)

    def test_other_packages_are_in_folders_of_their_names(self):
        unpacked = []

        def unpack(scratch, package, release, target):
            unpacked.append((package, target.name))
            target.mkdir()

        with mock.patch.object(fetch, "_unpack_package", unpack):
            fetch.source(self.scratch, self.project)
            fetch.source(self.scratch, self.project)  # is kept
            self.assertEqual(unpacked, [("x", ".x"), ("y", "y"), ("z", "z")])
            self.project.also.append("w")  # is another tree
            fetch.source(self.scratch, self.project)
        self.assertEqual(unpacked[6:], [("w", "w")])

    def test_what_makes_sources_runs_once_and_sees_no_limit(self):
        seen = []

        def copy(scratch, one, target):
            target.mkdir(parents=True)
            (target / "limit.h").write_text("100")

        def must(command, cwd):
            seen.append((command[0], (cwd / "limit.h").read_text()))

        builder = build.Builder(self.scratch, mock.Mock(), 1)
        with mock.patch.object(fetch, "copy", copy), \
                mock.patch.object(build.process, "must", must):
            made = builder.lifted_source(self.project)
            self.assertEqual(builder.lifted_source(self.project), made)
            self.assertEqual(seen, [("./configure", "9"), ("make", "9")])
            self.project.driver.prepare.append(["true"])
            self.assertNotEqual(builder.lifted_source(self.project), made)


class BuildTest(unittest.TestCase):
    CLANG = Config("clang++-19", "-O1")

    def test_each_source_has_the_compiler_of_its_language(self):
        self.assertEqual([build._compiler(name, config)
                          for name in ("a.c", "a.cpp", "a.C")
                          for config in (Config("g++", "-O1"), self.CLANG)],
                         ["gcc", "clang-19", "g++", "clang++-19", "g++", "clang++-19"])

    def suite(self, project_, words):
        names = {"source": "/s", "build": "/b", "jobs": "2", "cxx": "CXX",
                 "cxxflags": "X", "cc": " ".join([*words.launcher, "clang-19"]),
                 "cflags": " ".join(words.flags), "ldflags": " ".join(words.link)}
        return suite._commands(mock.Mock(jobs=2), project_, self.CLANG, words, names)

    def test_a_suite_is_told_what_compiles_and_links(self):
        words = suite.Words(["segstack", "cc"], ["-O1", "-w"], ["l.a", "-pthread"])
        with tempfile.TemporaryDirectory() as folder:
            one = described(folder)
        self.assertEqual(self.suite(one, words), [
            ["./configure", "CC=segstack cc clang-19", "CFLAGS=-O1 -w",
             "LIBS=l.a -pthread"], ["make", "-j2"]])

    def test_cmake_has_the_launcher_for_the_language(self):
        words = suite.Words(["segstack", "cc"], ["-O1"], ["l.a"])
        for language, name in (("c", "C"), ("c++", "CXX")):
            one = mock.Mock(language=language, suite=project.Suite([], cmake="."))
            configure = self.suite(one, words)[0]
            for word in (f"-DCMAKE_{name}_COMPILER_LAUNCHER=segstack;cc",
                         f"-DCMAKE_{name}_FLAGS=-O1",
                         f"-DCMAKE_{name}_STANDARD_LIBRARIES=l.a",
                         "-DCMAKE_C_COMPILER=clang-19",
                         "-DCMAKE_CXX_COMPILER=clang++-19"):
                self.assertIn(word, configure)


class ReviewTest(unittest.TestCase):
    def test_gcov_is_of_the_compiler(self):
        self.assertEqual([coverage.gcov(one) for one in (
            "g++", "gcc", "g++-12", "gcc-12", "clang++-19", "clang-19")],
            [["gcov"], ["gcov"], ["gcov-12"], ["gcov-12"],
             ["llvm-cov-19", "gcov"], ["llvm-cov-19", "gcov"]])

    def test_where_make_ran_is_where_the_sources_are(self):
        text = ("        -:    0:Source:a.c\n        -:    0:Graph:a.gcno\n"
                "        -:    0:Source:../a.h\n        -:    0:Source:/no/b.h\n")
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder, "source")
            inner = folder / "src"
            inner.mkdir(parents=True)
            one = coverage.Suite.__new__(coverage.Suite)
            one.names = {"build": f"{folder}/build", "source": str(folder)}
            folders = one._folders(inner / "a.gcda")
            self.assertEqual(folders, [inner, folder])
            text = text.replace("/no", str(folder))
            for name in (folder / "b.h", folder / "a.h"):
                name.touch()
            self.assertEqual(coverage.compiled_in(text, folders), folder)
            (inner / "a.c").touch()
            self.assertEqual(coverage.compiled_in(text, folders), inner)
        self.assertEqual(one._folders(folder / "build" / "x" / "a.gcda"),
                         [f"{folder}/build"])

    def test_sources_are_of_the_language_and_there(self):
        with tempfile.TemporaryDirectory() as folder:
            units = []
            for name in ("a.c", "b.cpp"):
                Path(folder, name).touch()
                units.append({"file": f"{folder}/{name}", "arguments": []})
            units.append({"file": f"{folder}/conftest.c", "arguments": []})
            self.assertEqual([[commands.is_in(language, one) for one in units]
                              for language in ("c", "c++")],
                             [[True, False, False], [False, True, False]])

    def test_several_sources_may_become_a_library_at_once(self):
        log = [["/b", "gcc", "-fPIC", "-shared", "a.c", "b.c", "-o", "l.so"]]
        self.assertEqual([one["arguments"][-1] for one in commands.recorded(log)],
                         ["a.c", "b.c"])

    def test_a_function_has_its_name_in_place_of_a_linkage_name(self):
        text = ('0x1: DW_TAG_compile_unit\n  DW_AT_language\t(DW_LANG_{})\n\n'
                '0x2:   DW_TAG_subprogram\n  DW_AT_name\t("f")\n'
                '  DW_AT_decl_file\t("/t/a.c")\n  DW_AT_decl_line\t(7)\n\n')
        for language in ("C11", "C89", "C"):
            self.assertEqual(lines.functions(text.format(language), "/t"),
                             {"f": ("/t/a.c", 7)}, language)
        self.assertEqual(lines.functions(text.format("C_plus_plus_14"), "/t"), {})


if __name__ == "__main__":
    unittest.main()
