#!/usr/bin/env python3
# compare.py - frame estimates against the compiler's own numbers
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Joins a table of estimates with what -fstack-usage reports.

  estimates (JSON) ---.
                       >-- joined by mangled name, else by file:line --> report
  .su / .ci files  ---'

The table is a JSON array (or an object with a "functions" array) of objects
with "bytes", "file", "line" and, if known, "linkage": a mangled name or a list.
g++ names functions in .su files as people do; its -fcallgraph-info=su files
(.ci) have mangled names, and are preferred where they exist.

clang's numbers leave out the return address, g++'s do not: 8 bytes are added
to clang's. Neither counts the red zone.
"""

import argparse
import json
import os
import re
import statistics
import sys
from collections import defaultdict

RETURN_ADDRESS = 8
CI_NODE = re.compile(
    r'^node: { title: "(?P<name>[^"]*)" label: "(?P<label>.*)" }$')
CI_SIZE = re.compile(r'(\d+) bytes \((\w+)')
CI_PLACE = re.compile(r'(.*):(\d+):(\d+)$')
CLONE = re.compile(r'\.(constprop|isra|part|cold|lto_priv|llvm)\b.*$')


class Real:
    """One function as a compiler laid it out."""

    def __init__(self, name, file, line, size, kind):
        self.name, self.file, self.line = name, file, line
        self.size, self.dynamic = size, kind.startswith('dynamic')


def read_su(path):
    """A .su file of g++ (file:line:column:text) or clang (file:line:name)."""
    for text in open(path, encoding='utf-8', errors='replace'):
        fields = text.rstrip('\n').split('\t')
        if len(fields) < 3:
            continue
        gcc = re.match(r'(.*?):(\d+):(\d+):(.*)$', fields[0])
        clang = re.match(r'(.*?):(\d+):(\S+)$', fields[0])
        if gcc:
            yield Real('', gcc[1], int(gcc[2]), int(fields[1]), fields[2])
        elif clang:
            yield Real(clang[3], clang[1], int(clang[2]),
                       int(fields[1]) + RETURN_ADDRESS, fields[2])


def read_ci(path):
    """A .ci file of g++: the same numbers, with mangled names."""
    for text in open(path, encoding='utf-8', errors='replace'):
        node = CI_NODE.match(text.rstrip('\n'))
        size = node and CI_SIZE.search(node['label'])
        if not size:
            continue
        place = None
        for part in node['label'].split('\\n'):
            place = CI_PLACE.match(part) or place
        name = CLONE.sub('', node['name'].rsplit(':', 1)[-1])
        yield Real(name, place[1] if place else '', int(place[2]) if place
                   else 0, int(size[1]), size[2])


def read_real(paths):
    for path in paths:
        if path.endswith('.ci'):
            yield from read_ci(path)
        elif not os.path.exists(path[:-3] + '.ci'):
            yield from read_su(path)


def read_estimates(paths):
    """By mangled name, and by (file name, line) for what has none."""
    by_name, by_place = {}, defaultdict(list)
    for path in paths:
        table = json.load(open(path, encoding='utf-8'))
        for row in table['functions'] if isinstance(table, dict) else table:
            names = row.get('linkage') or []
            for name in [names] if isinstance(names, str) else names:
                old = by_name.get(name)
                if not old or row['bytes'] > old['bytes']:
                    by_name[name] = row
            if row.get('file'):
                key = os.path.basename(row['file']), row['line']
                by_place[key].append(row)
    return by_name, by_place


def join(estimates, real):
    """Pairs (row, Real). By place only where that is no guess: one row."""
    by_name, by_place = estimates
    largest, missing = {}, 0
    for one in real:
        row = by_name.get(one.name)
        if not row:
            rows = by_place.get((os.path.basename(one.file), one.line), [])
            row = rows[0] if len(rows) == 1 else None
        if not row:
            missing += 1
            continue
        # One function may be emitted by several translation units and as
        # several clones: the estimate has to cover the largest.
        old = largest.get(id(row))
        if not old or one.size > old[1].size:
            largest[id(row)] = row, one
    return list(largest.values()), missing


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def report(title, pairs, missing, worst, out):
    static = [(row, one) for row, one in pairs if not one.dynamic]
    if not static:
        print(f'{title}: nothing joined, {missing} without estimate', file=out)
        return None
    ratios = [row['bytes'] / max(one.size, 1) for row, one in static]
    enough = sum(row['bytes'] >= one.size for row, one in static)
    share = 100.0 * enough / len(static)
    print(f'{title}: {len(static)} functions joined, {missing} without '
          f'estimate, {len(pairs) - len(static)} dynamic; estimate >= real '
          f'{share:.2f} %; ratio median {statistics.median(ratios):.2f}, '
          f'p90 {percentile(ratios, .9):.2f}', file=out)
    static.sort(key=lambda pair: pair[0]['bytes'] - pair[1].size)
    for row, one in static[:worst]:
        if row['bytes'] < one.size:
            print(f'  {row["bytes"]:6} < {one.size:6}  '
                  f'{os.path.basename(one.file)}:{one.line} '
                  f'{row.get("function", one.name)}', file=out)
    return share


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--title', default='all')
    parser.add_argument('--estimates', nargs='+', required=True,
                        metavar='JSON')
    parser.add_argument('--usage', nargs='+', required=True, metavar='SU|CI')
    parser.add_argument('--worst', type=int, default=20,
                        help='how many of the worst to list')
    parser.add_argument('--at-least', type=float, metavar='PERCENT',
                        help='fail when fewer functions are covered')
    options = parser.parse_args()
    pairs, missing = join(read_estimates(options.estimates),
                          read_real(options.usage))
    share = report(options.title, pairs, missing, options.worst, sys.stdout)
    if share is None:
        return 1
    return options.at_least is not None and share < options.at_least


if __name__ == '__main__':
    sys.exit(main())
