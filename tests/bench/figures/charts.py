# charts.py - the numbers as pictures
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""SVG: a line per project, a dot per variant. What is beyond the axis is at its
end, with its number. Readable in light and dark, and without colour:
each variant has a shape of its own.
"""

import dataclasses
from html import escape

from . import builds, tables

LEFT, RIGHT, TOP, LINE, WIDTH = 110, 40, 78, 22, 720
STYLE = """
svg { background: #fff; } text { font: 12px sans-serif; fill: #1b1f24; }
.title { font-weight: bold; font-size: 14px; } .grid { stroke: #d8dee4; }
.goal { stroke: #6e7781; stroke-dasharray: 4 3; } .one { stroke: #57606a; }
.all { fill: #0072b2; } .auto { fill: #b35900; } .plan { fill: #00795c; }
.split { fill: #b0307a; } .small { font-size: 10px; }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; } text { fill: #e6edf3; } .grid { stroke: #30363d; }
  .goal { stroke: #8b949e; } .one { stroke: #9da7b3; }
  .all { fill: #56b4e9; } .auto { fill: #f0a04b; } .plan { fill: #3fc79a; }
  .split { fill: #e68ac4; }
}
"""
# Around the origin, 10 wide.
SHAPES = {
    "all": '<circle r="4.5" {}/>',
    "auto": '<path d="M-4 -4H4V4H-4Z" {}/>',
    "plan": '<path d="M0 -6L5.5 4.5H-5.5Z" {}/>',
    "split": '<path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" {}/>',
}


@dataclasses.dataclass
class Chart:
    """One picture: values within low..high, a grid line at each step."""

    title: str
    low: float
    high: float
    step: float
    form: str = ".2f"
    goals: tuple = ()
    variants: tuple = builds.VARIANTS[1:]

    def x(self, value):
        share = (min(max(value, self.low), self.high) - self.low) / \
            (self.high - self.low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def svg(self, rows):
        """rows: [(label, {variant: value})]"""
        bottom = TOP + LINE * len(rows)
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
                 f'height="{bottom + 12}" viewBox="0 0 {WIDTH} {bottom + 12}" '
                 f'role="img"><title>{escape(self.title)}</title>'
                 f"<style>{STYLE}</style>",
                 _text(12, 22, self.title, "title"), *self._legend(),
                 *self._grid(bottom)]
        for number, (label, values) in enumerate(rows):
            parts += self._row(TOP + LINE * (number + 0.5), label, values)
        return "\n".join([*parts, "</svg>"]) + "\n"

    def _legend(self):
        for number, variant in enumerate(self.variants):
            x = LEFT + 110 * number
            yield _mark(variant, x, 41)
            yield _text(x + 12, 45, builds_name(variant))

    def _grid(self, bottom):
        count = round((self.high - self.low) / self.step)
        for number in range(count + 1):
            value = self.low + number * self.step
            kind = "one" if abs(value - 1) < 1e-9 else "grid"
            yield _line(self.x(value), TOP - 8, bottom, kind)
            yield _text(self.x(value), TOP - 13, format(value, self.form),
                        "small", "middle")
        for value in self.goals:
            yield _line(self.x(value), TOP - 8, bottom, "goal")

    def _row(self, y, label, values):
        yield _text(LEFT - 10, y + 4, label, anchor="end")
        for variant in self.variants:
            value = values.get(variant)
            if value is None:
                continue
            beyond = not self.low <= value <= self.high
            yield _mark(variant, self.x(value), y, f"{label}, "
                        f"{builds_name(variant)}: {value:{self.form}}")
            if beyond:
                yield _text(self.x(value) + 8, y + 4, format(value, self.form),
                            "small")


def builds_name(variant):
    return tables.name(variant).strip("`")


def _mark(variant, x, y, title=""):
    shape = SHAPES[variant].format(
        f'class="{variant}" transform="translate({x:.1f} {y:.1f})"')
    return f"<g><title>{escape(title)}</title>{shape}</g>" if title else shape


def _text(x, y, text, kind="", anchor="start"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" '
            f'text-anchor="{anchor}">{escape(str(text))}</text>')


def _line(x, top, bottom, kind):
    return (f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom:.1f}" '
            f'class="{kind}"/>')


def write_all(rows, folder):
    """A chart of each kind for each compiler and level."""
    folder.mkdir(parents=True, exist_ok=True)
    for (compiler, opt), group in tables.by_config(rows).items():
        where = f"{compiler} {opt}"
        for kind, (chart, values) in kinds(where).items():
            found = [(one["project"], values(one)) for one in group]
            found = [one for one in found if one[1]]
            if found:
                path = folder / f"{kind}-{compiler}{opt}.svg"
                path.write_text(chart.svg(found))


def kinds(where):
    """{name: (chart, function of a row)}"""
    return {
        "instructions": (
            Chart(f"Instructions against plain, {where}", 0.95, 1.30, 0.05,
                  goals=(1.01, 1.03)),
            lambda row: {one: tables.ratio(row, one) for one in tables.SHOWN}),
        "time": (
            Chart(f"CPU time against plain, median of rounds, {where}", 0.8, 1.5,
                  0.1, ".1f"),
            lambda row: {one: spread[0] for one, spread in
                         (row["times"] or {"ratios": {}})["ratios"].items()}),
        "code": (
            Chart(f"Machine code against plain, {where}", 0.9, 1.6, 0.1, ".1f"),
            lambda row: relative(row["code"])),
        "build": (
            Chart(f"CPU time of the build against plain, {where}", 1, 3, 0.25,
                  variants=builds.PLACES),
            lambda row: relative(row["build"])),
        "checked": (
            Chart(f"Functions with a check, {where}", 0, 1, 0.1, ".0%",
                  variants=builds.PLACES),
            lambda row: {one: count / whole for one, (count, whole)
                         in row["checked"].items()}),
    }


def relative(values):
    return {variant: value / values["plain"] for variant, value in values.items()
            if variant != "plain"}
