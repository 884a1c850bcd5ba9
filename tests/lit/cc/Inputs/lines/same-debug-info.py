#!/usr/bin/env python3
"""same-debug-info.py DWARFDUMP PLAIN CHECKED: compares the debug information
of two objects, as far as it is about the program's own files.

The same lines have code (a brace alone may gain or lose it), and each function
with a linkage name is declared at the same file and line.
"""
import os
import re
import subprocess
import sys


def dump(dwarfdump, option, name):
    return subprocess.run([dwarfdump, option, name], capture_output=True, text=True, check=True).stdout


def lines(text):
    """{(file, line)} of the line tables."""
    names, found = {}, set()
    for line in text.splitlines():
        if match := re.match(r"file_names\[\s*(\d+)\]:", line):
            index = int(match[1])
        elif match := re.match(r'\s+name: "(.*)"', line):
            names[index] = match[1]
        elif match := re.match(r"0x[0-9a-f]+\s+(\d+)\s+\d+\s+(\d+)\s", line):
            name = os.path.basename(names[int(match[2])])
            if os.path.exists(name) and int(match[1]):
                found.add((name, int(match[1])))
    return found


def functions(text):
    """{linkage name: (file, line)}"""
    found = {}
    for entry in re.split(r"\n\n", text):
        if "DW_TAG_subprogram" not in entry.split("\n")[0]:
            continue
        values = dict(re.findall(r"DW_AT_(\w+)\s+\(\"?(.*?)\"?\)", entry))
        file = os.path.basename(values.get("decl_file", ""))
        if "linkage_name" in values and os.path.exists(file):
            found[values["linkage_name"]] = (file, int(values["decl_line"]))
    return found


dwarfdump, plain, checked = sys.argv[1:]
failed = False
want, got = (lines(dump(dwarfdump, "--debug-line", name)) for name in (plain, checked))
for file, line in sorted(want ^ got):
    text = open(file).read().split("\n")[line - 1]
    if text.strip() not in ("{", "}", "};"):
        print(f"{file}:{line}: {'lost' if (file, line) in want else 'new'}: {text}")
        failed = True
both = want & got
want, got = (functions(dump(dwarfdump, "--debug-info", name)) for name in (plain, checked))
for name, place in want.items():
    if got.get(name) != place:
        print(f"{name}: {place} became {got.get(name)}")
        failed = True
print(f"{len(both)} lines and {len(want)} functions are where they were")
sys.exit(failed or len(both) < 30 or len(want) < 10)
