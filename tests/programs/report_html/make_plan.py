#!/usr/bin/env python3
"""Writes the plan of a program that does not exist, the same for the same arguments:

  make_plan.py FUNCTIONS FILE

Cycles of one to some hundred functions, covered and not; names with what HTML, JSON and DOT take for their own; real
frames for most; foreign functions.
"""
import json
import random
import sys

WORDS = ["parse", "value", "list", "node", "visit", "emit", "scan", "fold", "lower", "match", "walk", "bind", "type", "expr", "stmt"]
ODD = ["operator<", "operator&&", "</script><img src=x>", "say<\"it's\">", "größe", "a\\b", "<!--", "operator()"]
REASONS = ["variadic", "noreturn", "constant-initialization", "from-macro", "static-local"]
WHY = ["budget", "called-back", "large-frame", "dynamic-frame"]


def function(random, number):
    place = number // 25
    name = "app::" + random.choice(WORDS) + "::" + (random.choice(ODD) if number % 97 == 5 else random.choice(WORDS)) + str(number)
    estimate = 16 * int(2 ** random.uniform(1, 9.5)) + 8
    made = {
        "key": "_Z%df%s" % (number, "%05d" % number), "name": "%s(%s)" % (name, random.choice(["", "int", "const std::vector<int> &, bool"])),
        "file": "../src/%s/%s%d.cpp" % (WORDS[place % 7], WORDS[place % 15], place), "line": 1 + 20 * (number % 25), "column": 5,
        "estimate": estimate, "shape": "retry", "reason": "fine", "check": False, "why": "not-needed",
        "heat": round(10 ** random.uniform(-1, 4), 2), "calls": set(),
    }
    if random.random() < .9:
        made["real"] = max(16, int(estimate / random.choice([.8, 1, 1, 1.2, 1.5, 1.5, 2, 3, 5])) // 8 * 8)
    if random.random() < .05:
        made["foreign"] = sorted(random.sample(["printf", "qsort", "regexec", "vendor_call"], 2))
    kind = random.random()
    if kind < .08:
        made.update(shape="none", reason=random.choice(REASONS), why="uncheckable")
    elif kind < .16:
        made.update(check=True, why=random.choice(WHY), shape=random.choice(["retry", "outline"]))
    elif kind < .18:
        made.update(dynamic=True)
    elif kind < .19:
        made.update(guess=True)
        made.pop("real", None)
    return made


def make_cycle(random, functions, members):
    """A ring with chords; every third stays uncovered, by its first functions."""
    for at, member in enumerate(members):
        functions[member]["calls"].add(members[(at + 1) % len(members)])
        if at % 3 == 2 and len(members) > 4:
            functions[member]["calls"].add(random.choice(members))
    cycle = {"functions": sorted(functions[m]["key"] for m in members)}
    checked = [m for m in members if functions[m]["check"]]
    if random.random() < .3:
        way = members[:random.randint(1, min(4, len(members)))]
        functions[way[-1]]["calls"].add(way[0])
        for member in way:
            functions[member].update(check=False, shape="none", reason=random.choice(REASONS), why="uncheckable")
        cycle.update({"uncovered": [functions[m]["key"] for m in way], "way-out": "let one of them have a check"})
    for member in members[4::3] or members[:1]:
        if member not in checked and not cycle.get("uncovered"):
            functions[member].update(check=True, shape="retry", reason="fine", why="cycle")
    return cycle


def make(count):
    source = random.Random(count)
    functions = [function(source, number) for number in range(count)]
    for number in range(count - 1):
        for _ in range(source.randint(0, 6)):
            functions[number]["calls"].add(min(count - 1, number + 1 + int(source.expovariate(1 / 40))))
    cycles, at = [], 3
    sizes = [1, 2, 3, 6, 1, 12, 24, 45, 60, 130, 400]
    while at + sizes[len(cycles) % len(sizes)] < count:
        size = sizes[len(cycles) % len(sizes)]
        cycles.append(make_cycle(source, functions, list(range(at, at + size))))
        at += size + source.randint(1, 40)
    for made in functions:
        calls = []
        for to in sorted(made["calls"]):
            key, kind = functions[to]["key"], source.random()
            calls.append(key if kind < .8 else {"to": key, "kind": "virtual" if kind < .92 else "indirect", "often": 2.5})
        made["calls"] = calls
    return {
        "segstack-plan": 2, "place": "plan", "budget": 2048, "functions": sorted(functions, key=lambda f: f["key"]),
        "cycles": sorted(cycles, key=lambda c: c["functions"][0]),
        "foreign": [
            {"name": "printf", "bytes": 49152, "source": "table", "calls-back": False},
            {"name": "qsort", "bytes": 2048, "source": "table"}, {"name": "regexec", "bytes": 24576, "source": "table"},
            {"name": "vendor_call", "bytes": 2048, "source": "assumed"},
        ],
    }


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        json.dump(make(int(sys.argv[1])), out, ensure_ascii=False)
