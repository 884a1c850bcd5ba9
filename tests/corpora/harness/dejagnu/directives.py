# directives.py - reads the DejaGnu directives of one test
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From the text of a test to how it is compiled and run, without DejaGnu.

    { dg-do run { target c++11 } } --Tcl words--> Directive
        --selectors, by targets.py--> Recipe, or Skip with the reason

What is not understood is a Skip: a test is never run in a way that its authors
did not mean.
"""

import fnmatch
import re
import shlex

from ..recipe import Recipe
from .targets import Unknown, holds, is_cxx

# As dg.exp finds them: a brace, blanks, dg-name, words, a blank and a brace.
_DIRECTIVE = re.compile(r"\{[ \t]+(dg-[-a-z]+)((?:[ \t]+.*?)?)[ \t]*\}[^}]*$",
                        re.MULTILINE)
# They say what the compiler prints or leaves behind, or how long it may take.
IGNORED = {
    "dg-error", "dg-warning", "dg-message", "dg-note", "dg-bogus",
    "dg-excess-errors", "dg-prune-output", "dg-regexp", "dg-final", "dg-output",
    "dg-output-file", "dg-timeout", "dg-timeout-factor", "dg-xfail-if",
    "dg-xfail-run-if", "dg-remove-options", "dg-keep-saved-temps",
    "dg-begin-multiline-output", "dg-end-multiline-output", "dg-line",
    "dg-allow-blank-lines-in-output", "dg-enable-nn-line-numbers",
    "dg-additional-files", "dg-optimized", "dg-missed", "dg-ice"}
# dg-add-options whose options are none on this target.
ADDS_NOTHING = {"tls", "ieee", "stack_size", "c99_runtime", "float16",
                "float32", "float64", "float128", "float32x", "float64x",
                "float128x", "bind_pic_locally"}
REQUIRES = {"alias", "weak", "weak-override", "visibility", "named-sections",
            "cxa-atexit", "ifunc", "fork", "iconv", "gc-sections", "mkfifo",
            "stack-check", "stack-size", "string-conversion"}
# The compiler's own comes first.
STANDARDS = {"c++": ["gnu++17", "gnu++20", "gnu++23", "gnu++14", "gnu++11",
                     "gnu++98"],
             "c": ["gnu17", "gnu2x", "gnu11", "gnu99", "gnu89"]}


class Skip(Exception):
    """The test does not apply, or is not understood."""


def words(text):
    """Tcl's words: bare, "quoted" or {braced}; a braced one is a list of its
    own, as text."""
    found, at = [], 0
    while at < len(text):
        if text[at] in " \t":
            at += 1
        elif text[at] == "{":
            end = _closing(text, at)
            found.append(Braced(text[at + 1:end]))
            at = end + 1
        elif text[at] == '"':
            end = re.compile(r'(?:[^"\\]|\\.)*"').match(text, at + 1)
            if not end:
                raise Skip("directive: a quote is not closed")
            found.append(re.sub(r"\\(.)", r"\1", text[at + 1:end.end() - 1]))
            at = end.end()
        else:
            end = re.compile(r"[^ \t]+").match(text, at).end()
            found.append(text[at:end])
            at = end
    return found


class Braced(str):
    """A word that was in braces."""


def _closing(text, at):
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if not depth:
            return end
    raise Skip("directive: a brace is not closed")


def directives(text):
    """Every directive as (name, its words)."""
    return [(one[1], words(one[2])) for one in _DIRECTIVE.finditer(text)
            if one[1] not in IGNORED]


def is_run(text, default=""):
    """Whether the test is one to execute, if it applies at all; default is what
    the folder does with a test that does not say."""
    if re.search(r"\{[ \t]+dg-do[ \t]+run\b", text):
        return True
    return default == "run" and not re.search(r"\{[ \t]+dg-do[ \t]", text)


def _applies(words_, standard):
    """Whether the selector at the end of a directive, if any, holds."""
    for word in words_:
        if isinstance(word, Braced) and word.split(None, 1)[:1] == ["target"]:
            return selects(words(word)[1:], standard)
    return True


def selects(selector, standard):
    """A selector's words: a list of which one must hold, or an expression."""
    if len(selector) == 2 and selector[0] == "!":
        return not _operand(selector[1], standard)
    operators = set(selector[1::2]) & {"&&", "||"}
    if len(operators) > 1:
        raise Skip("unknown target " + " ".join(selector))
    # All operands: what is unknown in one makes the test unknown.
    sides = [_operand(one, standard)
             for one in (selector[::2] if operators else selector)]
    return all(sides) if operators == {"&&"} else any(sides)


def _operand(word, standard):
    if isinstance(word, Braced) or " " in word:
        return selects(words(word), standard)
    try:
        return holds(word, standard)
    except Unknown as error:
        raise Skip(f"unknown target {error}") from error


def _split(text):
    if "$" in text or "[" in text:
        raise Skip("options made by Tcl")
    return shlex.split(text)


def _flags_match(patterns, flags):
    """Whether each word of one of the patterns matches one of the flags."""
    return any(all(any(fnmatch.fnmatchcase(flag, one) for flag in flags)
                   for one in pattern.split())
               for pattern in patterns)


def _skip_if(args, standard, flags):
    """dg-skip-if comment { selector } [ { include } [ { exclude } ] ]"""
    selector = words(args[1]) if isinstance(args[1], Braced) else [args[1]]
    if not selects(selector, standard):
        return
    include, exclude = ([words(one) if isinstance(one, Braced) else [one]
                         for one in args[2:4]] + [["*"], []][len(args[2:4]):])
    if _flags_match([one for one in include if one], flags) and \
            not _flags_match([one for one in exclude if one], flags):
        raise Skip("dg-skip-if")


def _require(name, args, standard):
    what = name.removeprefix("dg-require-")
    if what == "effective-target":
        if _applies(args[1:], standard) and not _operand(args[0], standard):
            raise Skip(f"needs {args[0]}")
    elif what not in REQUIRES:
        raise Skip(f"unknown {name}")


def _recipe(found, standard, opt):
    """The recipe under one -std, or Skip."""
    options, more = [], []
    recipe = Recipe()
    for name, args in found:
        if name == "dg-do":
            _do(args, standard)
        elif name == "dg-options" and _applies(args[1:], standard):
            options = _split(args[0]) if args else []
        elif name == "dg-additional-options" and _applies(args[1:], standard):
            more += _split(args[0])
        elif name == "dg-additional-sources" and _applies(args[1:], standard):
            recipe.sources += args[0].split()
        elif name == "dg-set-target-env-var":
            recipe.environment[args[0]] = args[1]
    recipe.options = options + more
    chosen = [one for one in recipe.options if one.startswith(("-std=", "-ansi"))]
    recipe.standard = "" if chosen else f"-std={standard}"
    flags = [opt, recipe.standard, *recipe.options]
    actual = _named(chosen[-1], standard) if chosen else standard
    for name, args in found:
        _check(name, args, actual, flags)
    return recipe


def _named(option, standard):
    """The standard that an option names, in the language of standard."""
    if option == "-ansi":
        return "c++98" if is_cxx(standard) else "c89"
    return option.removeprefix("-std=")


def _do(args, standard):
    if args[0] != "run":
        return
    if not _applies(args[1:], standard):
        raise Skip("dg-do: another target")


def _check(name, args, standard, flags):
    """The directives that can only say no."""
    if name == "dg-skip-if":
        _skip_if(args, standard, flags)
    elif name.startswith("dg-require-"):
        _require(name, args, standard)
    elif name == "dg-shouldfail" and _applies(args[1:], standard):
        raise Skip("dg-shouldfail")
    elif name == "dg-add-options":
        for one in args:
            if one not in ADDS_NOTHING and not isinstance(one, Braced):
                raise Skip(f"dg-add-options {one}")
    elif name not in KNOWN:
        raise Skip(f"unknown {name}")


KNOWN = {"dg-do", "dg-options", "dg-additional-options", "dg-additional-sources",
         "dg-set-target-env-var"}


def read(text, opt="-O2", prefer="", language="c++"):
    """The recipe of a test: with prefer or the compiler's own standard, or the
    first other standard to which the test's targets apply."""
    found = directives(text)
    reason = None
    for standard in [prefer] if prefer else STANDARDS[language]:
        try:
            return _recipe(found, standard, opt)
        except Skip as error:
            reason = reason or error
    raise reason
