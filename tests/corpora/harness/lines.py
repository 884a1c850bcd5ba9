# lines.py - what compilers and tools say of lines, plain and instrumented
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An insertion never moves a line, so the warnings, the line tables, the places
of functions and the data of gcov are the same. Three comparisons, each of two
texts; what they give are the differences, as (file, line, what).

The tests of `segstack cc` (../../lit/cc) use them for one example by ../same.py,
the driver for every corpus.
"""

import os
import re

# Alone on its line it may gain or lose code: the check or its end is on it.
BRACES = ("{", "}", "};")


def is_brace(text):
    """Whether a line has a brace, perhaps with a comment, and nothing else."""
    return re.sub(r"/\*.*?\*/|//.*", "", text).strip() in BRACES


def full(folder, name):
    return os.path.normpath(os.path.join(folder, name))


# Warnings


def warnings(text, folder):
    """{(file, line, what)} of a compiler's diagnostics. Columns are left out:
    they move on the line of a check. So are the quotes, which are another
    compiler's business."""
    found = re.findall(r"^([^\s:][^:\n]*):(\d+):(?:\d+:)? "
                       r"((?:warning|error|fatal error): .*)$",
                       text, flags=re.MULTILINE)
    return {(full(folder, file), int(line), what) for file, line, what in found}


def differing_warnings(plain, checked):
    return sorted([*((*one, "lost") for one in plain - checked),
                   *((*one, "new") for one in checked - plain)])


# Debug information


def line_table(text):
    """{(file, line)} of the line tables that llvm-dwarfdump printed."""
    folders, names, found, index = {}, {}, set(), 0
    for line in text.splitlines():
        if match := re.match(r'include_directories\[\s*(\d+)\] = "(.*)"', line):
            folders[int(match[1])] = match[2]
        elif line.startswith("debug_line["):
            folders, names = {}, {}
        elif match := re.match(r"file_names\[\s*(\d+)\]:", line):
            index = int(match[1])
        elif match := re.match(r'\s+name: "(.*)"', line):
            names[index] = match[1]
        elif match := re.match(r"\s+dir_index: (\d+)", line):
            below = full(folders.get(0, ""), folders.get(int(match[1]), ""))
            names[index] = full(below, names[index])
        elif match := re.match(r"0x[0-9a-f]+\s+(\d+)\s+\d+\s+(\d+)\s", line):
            if int(match[1]):
                found.add((names[int(match[2])], int(match[1])))
    return found


def functions(text, folder):
    """{linkage name: (file, line)} of what llvm-dwarfdump printed. In C it is the
    name."""
    found = {}
    of_name = "name" if re.search(r"\(DW_LANG_C\d*\)", text) else "linkage_name"
    for entry in re.split(r"\n\n", text):
        if "DW_TAG_subprogram" not in entry.split("\n")[0]:
            continue
        values = dict(re.findall(r"DW_AT_(\w+)\s+\(\"?(.*?)\"?\)", entry))
        if of_name in values and "decl_line" in values:
            file = full(folder, values.get("decl_file", ""))
            found[values[of_name]] = (file, int(values["decl_line"]))
    return found


def in_return(file, line, sources):
    """Whether a line is part of a `return`: how many lines below it."""
    for above in range(min(4, line)):
        text = sources.line(file, line - above).strip()
        if re.match(r"return\b", text):
            return above
        if above and re.search(r"[;{}]\s*(//.*)?$", text):
            break
    return None


def is_jump_to_end(file, line, sources):
    """Whether a line has nothing but the jump to the end of its body: the `return`
    of a variable that is the result, and a label behind which there are braces
    alone. Where there is another way out, as of a check, the last brace has it."""
    text = re.sub(r"/\*.*?\*/|//.*", "", sources.line(file, line)).strip()
    if re.fullmatch(r"return\s+\w+;", text):
        return True
    return bool(re.match(r"(default|case\b.*?|\w+)\s*(?<!:):(?!:)", text)) and \
        is_brace(sources.line(file, line + 1))


def differing_tables(plain, checked, sources, given):
    """Lines that have code in one of the two only, but for that of a check, of a
    `return`, which is a jump when it is not the only one (to where its last line
    was), and of what is a jump to the end in a body that is not outlined; sources
    knows the program's own files, given the text that was compiled."""
    found = []
    for file, line in sorted(plain ^ checked):
        lost, text = (file, line) in plain, sources.line(file, line)
        below = in_return(file, line, sources)
        of_check = is_brace(text) or (below or 0) > 0 or (not lost and (
            given.may_gain_code(file, line, text) or below == 0)) or (
            lost and is_jump_to_end(file, line, sources))
        if sources.has(file) and not of_check:
            found.append((file, line, ("lost: " if lost else "new: ") + text.strip()))
    return found


class Emitted:
    """Which functions a plain object has. What a program does not use a compiler
    may leave out, and then has no code on its lines."""

    def __init__(self, places, plain):
        """places: {linkage name: (file, line)}; plain: the plain object's symbols."""
        self.starts = {}  # {file: {line: linkage names}}
        for name, (file, line) in places.items():
            if CLOSURE not in name:
                names = self.starts.setdefault(file, {}).setdefault(line, set())
                names.add(any_variant(name))
        self.plain = set(map(any_variant, plain))

    def lacks(self, file, line):
        """Whether the plain object lacks the function that begins last before a
        line: then its code is new, or that of its check is."""
        before = [one for one in self.starts.get(file, {}) if one <= line]
        names = self.starts[file][max(before)] if before else set()
        return bool(names) and not names & self.plain


# In the name of what a check puts into a function.
CLOSURE = "8segstack6detail"


def any_variant(name):
    """A linkage name without the number of a constructor's or destructor's
    variant: only a declaration has the general one."""
    return re.sub(r"([CD])[0-5](?=E|I)", r"\1", name)


def entries(text, folder):
    """{(file, line)} of all functions, of those that have no linkage name too. A
    definition outside of its class has the file of its declaration, if it has
    none."""
    found, files = set(), {}
    for entry in re.split(r"\n\n", text):
        if "DW_TAG_subprogram" not in entry.split("\n")[0]:
            continue
        file = re.search(r'DW_AT_decl_file\s+\("(.*?)"\)', entry)
        line = re.search(r"DW_AT_decl_line\s+\((\d+)\)", entry)
        declared = re.search(r"DW_AT_specification\s+\((0x[0-9a-f]+)", entry)
        name = file[1] if file else files.get(declared[1]) if declared else None
        files[entry.split(":")[0].strip()] = name
        if name and line:
            found.add((full(folder, name), int(line[1])))
    return found


def differing_functions(plain, checked, sources):
    """Functions that are not declared where they were."""
    return [(*place, f"{name} became {':'.join(map(str, checked.get(name, '?')))}")
            for name, place in plain.items() if sources.has(place[0])
            and checked.get(name) != place]


# Coverage


def coverage(text, folder):
    """{file: {line: (count, text)}} of what `gcov -t` printed."""
    files, lines = {}, {}
    for one in text.splitlines():
        match = re.match(r"\s*([^:]+):\s*(\d+):(.*)", one)
        if not match:
            continue
        count, line, rest = match[1].strip(), int(match[2]), match[3]
        if line == 0:
            if rest.startswith("Source:"):
                lines = files.setdefault(full(folder, rest[len("Source:"):]), {})
        elif line not in lines:  # Behind it come the instances.
            lines[line] = (count.rstrip("*"), rest)
    return files


def add(found, more):
    """Puts the counts of another report into found, as of one program."""
    for file, lines in more.items():
        known = found.setdefault(file, {})
        for line, (count, text) in lines.items():
            before = times(known[line][0]) if line in known else None
            now = times(count)
            total = None if before is None and now is None else \
                (before or 0) + (now or 0)
            known[line] = ("-" if total is None else str(total), text)


def times(count):
    """How often a line ran; None where it has no code."""
    if count[0] in "-#=":
        return {"-": None}.get(count, 0)
    return int(count)


def differing_coverage(plain, checked, sources, given, entered=()):
    """Lines that ran in one of the two only, and lines with another count. The
    count may be another one on a line with a check, since there is more than one
    piece of code on it, where there may have been none; in an outlined body, whose
    closure is a function of its own; and on a line with the name of a function
    (entered, as (file, line)): a check that does not find room, as the first one of
    each thread, has the function called again, so it is entered twice."""
    found = []
    for file, lines in plain.items():
        if not sources.has(file):
            continue
        for line, (count, text) in lines.items():
            other = checked.get(file, {}).get(line, ("-", ""))[0]
            if not text.strip() or is_brace(text):
                continue
            has_check = given.has_check(file, line, text)
            if has_check and times(count) is None:
                continue
            if times(other) is None and is_jump_to_end(file, line, sources):
                continue
            exact = not has_check and (file, line) not in entered and \
                not given.is_outlined(file, line)
            if not _same(times(count), times(other), exact):
                found.append((file, line, f"{count} became {other}: {text}"))
    return found


def _counts(what):
    return map(times, re.match(r"(\S+) became (\S+):", what).groups())


def ran_the_same(what):
    """Whether only the count of a difference is another one."""
    count, other = _counts(what)
    return bool(count) == bool(other) and (count is None) == (other is None)


def ran_twice(what):
    """Whether one count of a line that runs is double the other."""
    count, other = _counts(what)
    return count == 2 * other or other == 2 * count


def _same(count, other, exact):
    return count == other if exact else bool(count) == bool(other)


class Sources:
    """The program's own files: those below one of some folders."""

    def __init__(self, *folders):
        self.folders = [os.path.normpath(one) + os.sep for one in folders]
        self._lines = {}

    def has(self, file):
        return any(file.startswith(one) for one in self.folders) \
            and os.path.exists(file)

    def line(self, file, number):
        """Its text; empty for a file that only a line marker names."""
        if file not in self._lines:
            try:
                with open(file, encoding="utf-8", errors="replace") as stream:
                    self._lines[file] = stream.read().split("\n")
            except FileNotFoundError:
                self._lines[file] = []
        lines = self._lines[file]
        return lines[number - 1] if number <= len(lines) else ""
