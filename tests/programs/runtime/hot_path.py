"""The check adds to a function: the load of the limit's offset, one compare
of the stack pointer with it, one conditional jump. Nothing else. With
SEGSTACK_STATIC_RUNTIME there is no load.

Register moves and epilogues that the compiler duplicates when it lays out the
blocks are allowed, two at most; memory traffic, calls, saves are not.

usage: hot_path.py COMPILER INCLUDE SCRATCH

Compiles recursive functions with and without the check, at -O2 and -O3, and
compares the instructions on the hot path: the blocks that the jump to the
cold path does not lead to.
"""
import itertools
import os
import re
import subprocess
import sys
from collections import Counter

SOURCE = """
#ifdef CHECKED
#include <segstack/check.h>
#else
#define SEGSTACK_CHECK(...) ((void)0)
#endif
struct Tree { Tree *left, *right; long value; long sum() const; };
long Tree::sum() const {
  SEGSTACK_CHECK(48, (this), this->Tree::sum());
  return value + (left ? left->sum() : 0) + (right ? right->sum() : 0);
}
int ackermann(int m, int n);
int ackermann(int m, int n) {
  SEGSTACK_CHECK(48, (m, n), ackermann(m, n));
  if (m == 0) return n + 1;
  if (n == 0) return 1 + ackermann(m - 1, 1);
  return 1 + ackermann(m - 1, ackermann(m, n - 1));
}
void visit(Tree *t);
void walk(Tree *t) {
  SEGSTACK_CHECK(32, (t), walk(t));
  if (!t) return;
  walk(t->left);
  visit(t);
  walk(t->right);
  visit(t);
}
double eval(const char *&p, double scale) {
  SEGSTACK_CHECK(48, (&p, scale), eval(p, scale));
  if (*p != '(') return scale * (*p++ - '0');
  ++p;
  double a = eval(p, scale + 1);
  double b = eval(p, scale - 1);
  ++p;
  return a * b + scale;
}
"""
FUNCTIONS = ["_ZNK4Tree3sumEv", "_Z9ackermannii", "_Z4walkP4Tree",
             "_Z4evalRPKcd"]


# The forms of the check: options, and the instructions in order.
FORMS = (
    (["-DCHECKED"], [r"movq segstack_limit@(?i:gottpoff)\(%rip\), %\w+$",
                     r"cmpq %fs:\(%\w+\), %rsp$"]),
    (["-DCHECKED", "-DSEGSTACK_STATIC_RUNTIME"],
     [r"cmpq %fs:segstack_limit@(?i:tpoff), %rsp$"]),
)


def assembly(compiler, include, scratch, level, defined):
    source = os.path.join(scratch, f"hot_path.{os.getpid()}.cpp")
    with open(source, "w") as file:
        file.write(SOURCE)
    try:
        # No copies of the function in itself: each has a check of its own.
        command = [compiler, "-std=c++14", level, "-S", "-fno-inline",
                   "-fno-optimize-sibling-calls", "-fcf-protection=none",
                   "-fno-asynchronous-unwind-tables", "-o", "-", source,
                   f"-I{include}", *defined]
        # A loop made of the tail call is checked as often as it is called.
        return subprocess.run(command, check=True, capture_output=True,
                              text=True).stdout
    finally:
        os.unlink(source)


def body(text, function):
    """The function's labels and instructions, comments and directives gone."""
    lines, inside = [], False
    for line in text.splitlines():
        line = line.split("#")[0].rstrip()
        if line.startswith(function + ":"):
            inside = True
        elif inside and re.match(r"\s*\.(size|section)\b", line):
            break
        elif inside and line and (line.startswith(".L") or
                                  not re.match(r"\s*\.", line)):
            lines.append(" ".join(line.split()))
    if not lines:
        sys.exit(f"no {function} in the assembly")
    return lines


def hot(lines):
    """The lines that are reached without taking the check's jump."""
    labels = {line[:-1]: i for i, line in enumerate(lines)
              if line.endswith(":")}
    seen, todo = set(), [0]
    while todo:
        at = todo.pop()
        while at < len(lines) and at not in seen:
            seen.add(at)
            line = lines[at]
            jump = re.match(r"(j\w+) (\.L\w+)$", line)
            after_check = at and re.match(
                r"cmpq %fs:\(%\w+\), %rsp|cmpq %fs:.*%rsp", lines[at - 1])
            if jump and jump[1] == "jmp":
                at = labels[jump[2]]
                continue
            if jump and after_check and jump[1] == "jb":
                at += 1
                continue
            if jump and after_check and jump[1] == "jae":
                at = labels[jump[2]]
                continue
            if jump:
                if jump[2] in labels:
                    todo.append(labels[jump[2]])
            if line.split()[0] in ("ret", "retq") or line.startswith("jmp"):
                break
            at += 1
    return [lines[i] for i in sorted(seen) if not lines[i].endswith(":")]


def kind(line):
    """An instruction without its registers, so that allocation is free."""
    line = re.sub(r"\.L\w+", "L", line)
    return re.sub(r"%(?!rsp|rbp|fs)\w+", "%r", line)


def check(case, plain, checked, expected):
    problems = []
    found = [line for line in checked
             if "segstack_limit" in line or re.match(r"cmpq %fs:", line)]
    if len(found) != len(expected) or not all(map(re.match, expected, found)):
        problems.append(f"the check is {found}")

    def count(lines, pattern):
        return sum(bool(re.match(pattern, line)) for line in lines)

    for name, pattern, allowed in (
            ("conditional jumps", r"j(?!mp)\w+ ", 1),
            ("calls", r"call", 0),
            ("stores", r"(mov|add|sub|or|and|xor)\w* [^,]+, \S*\(", 0),
            ("pushes", r"push", 0),
            ("stack adjustments", r"subq \$-?\d+, %rsp", 0),
            ("frame pointers", r"movq %rsp, %rbp|leaq .*, %rbp", 0),
            ("memory operands", r".*\(", 2)):
        more = count(checked, pattern) - count(plain, pattern)
        if more > allowed:
            problems.append(f"{more} more {name}")
    added = Counter(map(kind, checked)) - Counter(map(kind, plain))
    # The compilers lay out blocks anew and may copy a tail or an epilogue: up
    # to two instructions on registers, none of them on memory.
    others = [line for line in added.elements()
              if not re.search(r"segstack_limit|%fs:", line) and
              not re.match(r"j(?!mp)\w+ ", line)]
    for line in others:
        if "(" in line or not re.match(
                r"(mov|add|sub|xor|test)\w* |popq |jmp |addq \$\d+, %rsp|ret", line):
            problems.append(f"one more: {line}")
    if len(others) > 2:
        problems.append(f"{len(others)} more instructions: {others}")
    return [f"{case}: {problem}" for problem in problems]


def main():
    compiler, include, scratch = sys.argv[1:]
    problems = []
    for level, (defined, expected) in itertools.product(("-O2", "-O3"), FORMS):
        plain = assembly(compiler, include, scratch, level, [])
        checked = assembly(compiler, include, scratch, level, defined)
        for function in FUNCTIONS:
            before = hot(body(plain, function))
            after = hot(body(checked, function))
            case = f"{level} {defined[-1]} {function}"
            print(f"{case}: {len(before)} -> {len(after)}")
            found = check(case, before, after, expected)
            problems += found
            if found:
                print("\n".join(["plain:", *before, "checked:", *after]))
    if problems:
        sys.exit("\n".join(problems))


main()
