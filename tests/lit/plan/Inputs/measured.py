"""measured.py PROOF STATS: the longest chain of a run, against the proof."""
import json
import re
import sys

proof = json.load(open(sys.argv[1]))
tightest = proof["builds"][0]["tightest"]
found = re.search(r"longest chain: (\d+) bytes without a check below (\w+)",
                  open(sys.argv[2]).read())
measured = int(found[1])
# On top of the frames: the way from the crossing to the function, whose own
# check crosses or passes.
proved = tightest["bytes"]
print(f"measured {measured} below {found[2]}, proved {proved}")
if found[2] != "descend" or measured < 2000 or measured > proved + 512:
    sys.exit("not what was proved")
