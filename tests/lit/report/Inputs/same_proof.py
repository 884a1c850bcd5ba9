"""The proof in a report is verify's, but for the names of files."""
import json
import sys

report, proof = (json.load(open(name)) for name in sys.argv[1:])
assert proof.pop("segstack-proof") == 1
assert any(build["chains"] for build in proof["builds"])
text = json.dumps(proof, sort_keys=True).replace('"chain.cpp"', '"src/chain.cpp"').replace(" chain.cpp:", " src/chain.cpp:")
assert json.dumps(report["proof"], sort_keys=True) == text, text
