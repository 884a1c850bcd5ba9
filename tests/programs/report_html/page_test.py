#!/usr/bin/env python3
"""Opens the page of `segstack report --format=html` in a headless Chromium and uses it:

  page_test.py SEGSTACK [--shots FOLDER]

The page loads nothing and reports no error, in light and in dark; names are text; search, filters and sorting show what the
plan says; a function shows its callers and calls; graphs show each cycle; 20,000 functions are a page of few rows.
Needs Debian's chromium, chromium-driver and python3-selenium (scripts/setup-debian.sh nightly): without them it fails.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    sys.exit("no selenium: install python3-selenium (scripts/setup-debian.sh nightly)")

import make_plan

HERE = pathlib.Path(__file__).resolve().parent
SMALL = HERE.parents[1] / "lit/report/Inputs/plan.json"
LARGE = 20000


def browser():
    program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    driver = shutil.which("chromedriver")
    if not program or not driver:
        sys.exit("no browser: install chromium and chromium-driver (scripts/setup-debian.sh nightly)")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1500,1000", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service(driver), options=options)


class Page:
    """The page in the browser, with what the tests ask of it."""

    def __init__(self, driver, file):
        self.driver = driver
        self.file = file

    def open(self, address=""):
        self.driver.get("about:blank")
        self.driver.get(self.file.as_uri() + address)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def settle(self):
        self.driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.run("document.querySelector(arguments[0]).click()", selector)

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map(node => node.textContent)", selector)

    def search(self, text):
        field = self.one("#search")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE, text)

    def scheme(self, name):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def open_all_cycles(self):
        while self.all("#cycle-list > .more"):
            self.click("#cycle-list > .more")
        self.run("document.querySelectorAll('#cycle-list details').forEach(part => { part.open = true; })")
        self.settle()


def overlaps(boxes):
    """Pairs of boxes (left, top, right, bottom) that have a point in common."""
    return [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


class PageTest(unittest.TestCase):
    arguments = []

    @classmethod
    def setUpClass(cls):
        folder = WORK / cls.__name__
        (folder / "build").mkdir(parents=True)
        cls.plan = cls.make_plan()
        (folder / "build/plan.json").write_text(json.dumps(cls.plan), encoding="utf-8")
        subprocess.run([SEGSTACK, "report", "--quiet", "--format=html", "build/plan.json", "-o", "page.html", *cls.arguments], cwd=folder, check=True)
        cls.functions = cls.plan["functions"]
        cls.page = Page(DRIVER, folder / "page.html")

    def setUp(self):
        self.page.scheme("light")
        self.page.open()

    def tearDown(self):
        """No error on the console, and no address but the page's own."""
        self.assertEqual([entry["message"] for entry in DRIVER.get_log("browser")], [])
        for entry in DRIVER.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                self.assertTrue(url.startswith((self.page.file.as_uri(), "about:")), url)

    def shoot(self, name):
        if SHOTS:
            DRIVER.save_screenshot(str(SHOTS / (type(self).__name__ + "-" + name + ".png")))

    def rows(self):
        return self.page.texts("#rows .name")


class SmallPage(PageTest):
    @staticmethod
    def make_plan():
        return json.loads(SMALL.read_text(encoding="utf-8"))

    def test_names_are_text(self):
        odd = 'end<Tag<"</script><b>&\\"x">>()'
        self.assertIn(odd, self.rows())
        self.assertIn("(anonymous namespace)::helper()", self.rows())
        self.assertEqual(self.page.run("return document.querySelectorAll('b b, img, #rows b, body > b').length"), 0)
        self.assertEqual(self.page.run("return document.scripts.length"), 2)

    def test_counts(self):
        self.assertEqual(self.page.texts(".tile b"), ["8", "2", "4", "3", "2", "2", "10"])

    def test_findings_by_rule(self):
        self.assertEqual(self.page.run("return [...document.querySelectorAll('[data-rule]')].map(part => part.dataset.rule)"),
                         ["uncovered", "uncheckable", "large-frame", "underestimated", "guessed", "assumed"])
        self.assertEqual(len(self.page.all("[data-rule=uncovered] .item")), 2)

    def test_a_function_tells_its_calls(self):
        self.page.search("parse::value")
        self.page.click("#rows tr.row")
        links = self.page.texts("#detail .link")
        self.assertEqual(links, ["cycle 2", "main()", "parse::list(int)", "parse::object(int)", "parse::list(int)", "parse::object(int)"])
        text = self.page.one("#detail").text
        for part in ["src/parse.cpp:12:7", "It has a check (retry): it is in a cycle of calls.", "144 bytes", "ratio 1.13",
                     "16,384 bytes for getaddrinfo", "virtual, × 8"]:
            self.assertIn(part, text)
        self.page.run("[...document.querySelectorAll('#detail .link')].find(link => link.textContent === 'main()').click()")
        self.assertIn("It cannot have a check: main.", self.page.one("#detail").text)
        self.assertIn("regexec", self.page.texts("#detail li"))

    def test_without_a_proof_there_is_no_section(self):
        self.assertFalse(self.page.one("#proof").is_displayed())
        self.assertFalse(self.page.one("nav a[href='#proof']").is_displayed())

    def test_keys_choose(self):
        self.page.one("#scroll").send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
        self.assertEqual(self.page.texts("#rows .chosen .name"), ["parse::object(int)"])

    def test_an_address_of_a_function(self):
        self.page.open("#f=_ZN4walkEv")
        self.assertEqual(self.page.texts("#detail h3")[0], "walk()")
        self.page.open("#f=%E0%A4%A")
        self.assertEqual(len(self.rows()), 8)

    def test_dark_is_readable(self):
        for scheme in ["light", "dark"]:
            self.page.scheme(scheme)
            self.page.open_all_cycles()
            self.page.click("#rows tr.row")
            self.shoot(scheme)
            for selector in ["body", "#rows .name", "#rows .place", ".badge.good", ".badge.bad", ".badge.warn", ".badge", ".link", "#detail dt"]:
                self.assertGreaterEqual(self.page.run(CONTRAST, selector), 4.5, (scheme, selector))
        self.assertEqual(self.page.run("return getComputedStyle(document.body).backgroundColor"), "rgb(18, 22, 29)")

    def test_narrow(self):
        DRIVER.set_window_size(500, 900)
        self.addCleanup(DRIVER.set_window_size, 1500, 1000)
        self.page.open()
        self.shoot("narrow")
        self.assertLessEqual(self.page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"), 0)


class ProofPage(PageTest):
    """The small plan, proved by its own numbers for a reserve that is too small."""
    arguments = ["--reserve=20k", "--main-stack=8k"]

    @staticmethod
    def make_plan():
        return json.loads(SMALL.read_text(encoding="utf-8"))

    def setUp(self):
        super().setUp()
        run = subprocess.run([SEGSTACK, "verify", "--format=json", "--fail-on=none", *self.arguments, "build/plan.json"],
                             cwd=self.page.file.parent, check=True, stdout=subprocess.PIPE)
        self.build = json.loads(run.stdout)["builds"][0]
        self.assertTrue(self.build["chains"] and self.build["cycles"])

    def test_chains_and_cycles(self):
        self.assertIn("Proof", self.page.texts("nav a"))
        self.assertIn("6,144 bytes of a reserve of 20,480", self.page.one("#proof-limits").text)
        part = "[data-build=estimates] "
        self.assertEqual(self.page.texts(part + "summary .badge"), ["refuted"])
        self.assertEqual(len(self.page.all(part + ".item")), len(self.build["chains"]) + len(self.build["cycles"]))
        sums = self.page.texts(part + ".item .sum td:first-child")
        self.assertEqual(sums, ["{:,}".format(chain["bytes"]) for chain in self.build["chains"]])
        links = sum((each.get("cycle", []) for each in self.build["cycles"]), [])
        links += sum((each["chain"] for each in self.build["chains"]), [])
        cells = self.page.texts(part + ".item tbody tr:not(.sum) td:first-child")
        self.assertEqual(cells, ["{:,}".format(link["bytes"]) for link in links])

    def test_a_link_chooses_its_function(self):
        self.page.run("document.querySelector('#proof .chain .link').click()")
        self.assertEqual(self.page.texts("#detail h3")[0], self.page.run("return document.querySelector('#proof .chain .link').textContent"))

    def test_dark_is_readable(self):
        for scheme in ["light", "dark"]:
            self.page.scheme(scheme)
            self.page.run("document.documentElement.style.scrollBehavior = 'auto'; document.getElementById('proof').scrollIntoView()")
            self.shoot(scheme)
            for selector in ["#proof .badge.bad", "#proof .chain th", "#proof .chain .link", "#proof .chain .faint", "#proof .sum td"]:
                self.assertGreaterEqual(self.page.run(CONTRAST, selector), 4.5, (scheme, selector))


class LargePage(PageTest):
    @staticmethod
    def make_plan():
        return make_plan.make(LARGE)

    def expected(self, test):
        return sum(1 for f in self.functions if test(f))

    def test_few_rows_of_many(self):
        self.assertEqual(self.page.texts("#shown"), ["20,000 functions"])
        self.assertLess(len(self.rows()), 100)
        self.page.run("document.getElementById('scroll').scrollTop = 1e9")
        self.page.settle()
        smallest = min(f["estimate"] for f in self.functions)
        last = self.page.texts("#rows tr.row:nth-last-child(2) td")
        self.assertEqual(last[2].rstrip("+?"), str(smallest))
        self.assertLess(len(self.rows()), 100)

    def test_search_and_filters(self):
        self.page.search("PARSE::fold")
        count = self.expected(lambda f: "parse::fold" in f["name"].lower() or "parse::fold" in f["file"])
        self.assertGreater(count, 10)
        self.assertEqual(self.page.texts("#shown"), ["%d functions" % count])
        self.assertTrue(all("parse::fold" in name for name in self.rows()))
        self.page.search("")
        uncovered = {key for cycle in self.plan["cycles"] for key in cycle.get("uncovered", [])}
        inside = {key for cycle in self.plan["cycles"] for key in cycle["functions"]}
        for name, test in {
                "checked": lambda f: f["check"], "unchecked": lambda f: not f["check"], "uncovered": lambda f: f["key"] in uncovered,
                "cannot": lambda f: f["why"] == "uncheckable", "cycle": lambda f: f["key"] in inside,
                "short": lambda f: f.get("real", 0) > f["estimate"]}.items():
            self.page.click("[data-filter=%s]" % name)
            self.assertEqual(self.page.texts("#shown"), ["{:,} functions".format(self.expected(test))], name)

    def test_each_column_sorts(self):
        ratio = lambda f: f["estimate"] / f["real"]
        callers = {}
        for f in self.functions:
            for to in {call if isinstance(call, str) else call["to"] for call in f["calls"]}:
                callers[to] = callers.get(to, 0) + 1
        columns = {
            "name": lambda f: f["name"], "place": lambda f: f["file"], "estimate": lambda f: f["estimate"], "real": lambda f: f["real"],
            "ratio": ratio, "heat": lambda f: f["heat"], "callers": lambda f: callers.get(f["key"], 0), "calls": lambda f: len(f["calls"])}
        for column, value in columns.items():
            known = [f for f in self.functions if column not in ("real", "ratio") or "real" in f]
            for round_ in range(2):
                self.page.click("[data-column=%s] button" % column)
                up = self.page.run("return document.querySelector(arguments[0]).ariaSort", "[data-column=%s]" % column) == "ascending"
                order = sorted(known, key=value, reverse=not up)
                first = self.page.run("return document.querySelector('#rows tr.row').dataset.index")
                self.assertEqual(value(self.functions[int(first)]), value(order[0]), (column, up))
                tenth = self.page.run("return document.querySelectorAll('#rows tr.row')[9].dataset.index")
                self.assertEqual(value(self.functions[int(tenth)]), value(order[9]), (column, up))

    def test_cycles_are_drawn(self):
        self.page.open_all_cycles()
        for number, cycle in enumerate(self.plan["cycles"]):
            part = "#cycle-%d" % number
            size, way = len(cycle["functions"]), len(cycle.get("uncovered", []))
            if size <= 60:
                self.assertEqual(len(self.page.all(part + " .graph .node")), size, part)
                self.assertEqual(len(self.page.all(part + " .graph path.edge.uncovered")), way, part)
            else:
                self.assertTrue(self.page.all(part + " .parts tbody tr"), part)
            self.assertEqual(bool(self.page.all(part + " .badge.bad")), bool(way), part)

    def test_nodes_do_not_overlap(self):
        self.page.open_all_cycles()
        pictures = self.page.run(
            "return [...document.querySelectorAll('.graph')].map(graph => [...graph.querySelectorAll('.node rect')].map(rect => {"
            "const box = rect.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }))")
        self.assertGreater(max(map(len, pictures)), 50)
        for boxes in pictures:
            self.assertEqual(overlaps(boxes), [])

    def test_a_node_chooses_its_function(self):
        self.page.run("document.querySelector('.graph .node').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
        name = self.page.run("return document.querySelector('.graph .node title').textContent.split('\\n')[0]")
        self.assertEqual(self.page.texts("#detail h3")[0], name)
        self.assertEqual(self.page.texts("#rows .chosen .name"), [name])

    def test_the_chart_has_both_colours(self):
        self.page.run("document.getElementById('chart').scrollIntoView()")
        self.page.settle()
        self.shoot("chart")
        colours = self.page.run(COLOURS)
        self.assertGreater(colours["red"], 100)
        self.assertGreater(colours["blue"], 100)
        short = self.expected(lambda f: f.get("real", 0) > f["estimate"])
        self.assertIn("{:,} estimates too small".format(short), self.page.one("#chart").text)

    def test_pictures(self):
        """For a person to look at: --shots."""
        for scheme in ["light", "dark"]:
            self.page.scheme(scheme)
            self.page.open()
            self.shoot(scheme + "-top")
            for section in ["functions", "cycles", "estimates"]:
                if section == "functions":
                    self.page.run("document.querySelectorAll('#rows tr.row')[4].click()")
                self.page.run("document.documentElement.style.scrollBehavior = 'auto'; document.getElementById(arguments[0]).scrollIntoView()", section)
                self.page.settle()
                self.shoot(scheme + "-" + section)


# The contrast of an element's text with what is behind it, as WCAG has it.
CONTRAST = """
const light = text => {
  const part = text.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * part[0] + .7152 * part[1] + .0722 * part[2];
};
let node = document.querySelector(arguments[0]), back = node;
while (getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentNode;
const pair = [light(getComputedStyle(node).color), light(getComputedStyle(back).backgroundColor)].sort((a, b) => b - a);
return (pair[0] + .05) / (pair[1] + .05);
"""

COLOURS = """
const canvas = document.querySelector('#chart canvas');
const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data, found = { red: 0, blue: 0 };
for (let i = 0; i < data.length; i += 4) {
  if (data[i + 3] && data[i] > data[i + 2] + 60) ++found.red;
  if (data[i + 3] && data[i + 2] > data[i] + 60) ++found.blue;
}
return found;
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("segstack")
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the page")
    parser.add_argument("--only", help="a test, as SmallPage.test_counts")
    arguments = parser.parse_args()
    SEGSTACK, SHOTS = os.path.abspath(arguments.segstack), arguments.shots
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
    DRIVER = browser()
    try:
        with tempfile.TemporaryDirectory() as folder:
            WORK = pathlib.Path(folder)
            unittest.main(argv=[sys.argv[0]] + ([arguments.only] if arguments.only else []), verbosity=2)
    finally:
        DRIVER.quit()
