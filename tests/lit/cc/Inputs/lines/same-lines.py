#!/usr/bin/env python3
"""same-lines.py PLAIN CHECKED REWRITTEN...: compares two reports of gcov, both
written by `gcov -t`, line by line.

A line of the program that is no brace alone and that has no check has the same
count in both. A line with a check runs in both or in neither: its count may be
another one, since there is more than one piece of code on it.
"""
import re
import sys


def report(name):
    files, lines = {}, None
    for text in open(name):
        match = re.match(r"\s*([^:]+):\s*(\d+):(.*)", text)
        if not match:
            continue
        count, line, rest = match[1].strip(), int(match[2]), match[3]
        if line == 0:
            if rest.startswith("Source:"):
                lines = files.setdefault(rest[len("Source:"):], {})
        elif line not in lines:  # Behind it come the instances.
            lines[line] = (count.rstrip("*"), rest)
    return files


def number(count):
    return {"-": None, "#####": 0, "=====": 0}.get(count) if count[0] in "-#=" else int(count)


plain, checked = report(sys.argv[1]), report(sys.argv[2])
rewritten = "".join(open(name).read() for name in sys.argv[3:])
failed, same, inserted = False, 0, 0
for name, lines in plain.items():
    if name.startswith("/"):
        continue
    for line, (count, text) in lines.items():
        other = checked[name][line][0]
        if text.strip() in ("", "{", "}", "};"):
            continue
        if "\n" + text + "\n" in rewritten:
            same += number(count) is not None
            fine = number(count) == number(other)
        else:
            inserted += 1
            fine = bool(number(count)) == bool(number(other))
        if not fine:
            print(f"{name}:{line}: {count} became {other}: {text}")
            failed = True
print(f"{same} lines with the same count, {inserted} with a check")
sys.exit(failed or same < 20 or inserted < 10)
