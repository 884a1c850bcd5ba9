#!/usr/bin/env python3
"""Validates `segstack report --format=sarif` against the whole schema of SARIF 2.1.0:

  sarif_test.py SEGSTACK

The schema is not part of segstack. It comes with a package of npm that is fetched for the test, so that this needs the network,
npm and python3-jsonschema (scripts/setup-debian.sh nightly): without them it fails.
"""
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

try:
    import jsonschema
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    sys.exit("no jsonschema: install python3-jsonschema (scripts/setup-debian.sh nightly)")

import make_plan

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SMALL = pathlib.Path(__file__).resolve().parents[2] / "lit/report/Inputs/plan.json"


def fetch_schema(folder):
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as package:
        return json.load(package.extractfile(MEMBER))


def report(segstack, plan, folder):
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    # With a proof that refutes some chains.
    out = subprocess.run([segstack, "report", "--quiet", "--format=sarif", "--reserve=20k", "--main-stack=8k", "plan.json"], cwd=folder, check=True, stdout=subprocess.PIPE)
    return json.loads(out.stdout)


def main(segstack):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        validator = jsonschema.Draft4Validator(fetch_schema(folder))
        plans = {"small": json.loads(SMALL.read_text(encoding="utf-8")), "generated": make_plan.make(2000)}
        for title, plan in plans.items():
            log = report(segstack, plan, folder)
            errors = list(validator.iter_errors(log))
            for error in errors[:20]:
                print("%s: %s: %s" % (title, "/".join(map(str, error.path)), error.message[:300]))
            if errors:
                return 1
            if not any(result["ruleId"] == "unproved" for result in log["runs"][0]["results"]):
                print("%s: nothing is refuted" % title)
                return 1
            print("%s: %d results are valid" % (title, len(log["runs"][0]["results"])))
        log["runs"][0]["results"][0]["level"] = "worst"
        if validator.is_valid(log):
            print("the schema does not say no to a wrong level")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
