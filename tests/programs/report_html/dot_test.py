#!/usr/bin/env python3
"""Draws what `segstack report --format=dot` writes with Graphviz:

  dot_test.py SEGSTACK [--pictures FOLDER]

dot takes it without a word, and the picture has a node for each function of a small cycle, for each file of a large one, and the
names as they are. Needs Debian's graphviz (scripts/setup-debian.sh nightly): without it the test fails.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

import make_plan

SMALL = pathlib.Path(__file__).resolve().parents[2] / "lit/report/Inputs/plan.json"
SVG = "{http://www.w3.org/2000/svg}"
LARGE = 60  # functions; of a larger cycle the files are drawn


def draw(segstack, title, plan, folder, pictures):
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    text = subprocess.run([segstack, "report", "--quiet", "--format=dot", "plan.json"], cwd=folder, check=True, stdout=subprocess.PIPE)
    drawn = subprocess.run(["dot", "-Tsvg"], input=text.stdout, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    if pictures:
        (pictures / (title + ".svg")).write_bytes(drawn.stdout)
    assert not drawn.stderr, drawn.stderr.decode()
    return tree.fromstring(drawn.stdout)


def nodes(picture):
    return [node for node in picture.iter(SVG + "g") if node.get("class") == "node"]


def expected_nodes(plan):
    files = {f["key"]: f["file"] for f in plan["functions"]}
    count = 0
    for cycle in plan["cycles"]:
        large = len(cycle["functions"]) > LARGE
        count += len(cycle.get("uncovered", [])) + len({files[key] for key in cycle["functions"]}) if large else len(cycle["functions"])
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("segstack")
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for what was drawn")
    arguments = parser.parse_args()
    segstack = os.path.abspath(arguments.segstack)
    if not shutil.which("dot"):
        sys.exit("no dot: install graphviz (scripts/setup-debian.sh nightly)")
    plans = {"small": json.loads(SMALL.read_text(encoding="utf-8")), "generated": make_plan.make(900)}
    assert any(len(cycle["functions"]) > LARGE for cycle in plans["generated"]["cycles"])
    for title, plan in plans.items():
        with tempfile.TemporaryDirectory() as folder:
            picture = draw(segstack, title, plan, pathlib.Path(folder), arguments.pictures)
        assert len(nodes(picture)) == expected_nodes(plan), (title, len(nodes(picture)), expected_nodes(plan))
        print("%s: %d nodes" % (title, len(nodes(picture))))
        if title == "small":
            texts = [text.text for node in nodes(picture) for text in node.iter(SVG + "text")]
            assert 'end<Tag<"</script><b>&\\"x">>()' in texts, texts


if __name__ == "__main__":
    main()
