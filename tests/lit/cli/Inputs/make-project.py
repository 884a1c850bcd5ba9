"""make-project.py N BROKEN: N sources in the current folder with a database;
source number BROKEN does not parse (0: all do)."""
import json
import os
import sys

count, broken = int(sys.argv[1]), int(sys.argv[2])
entries = []
with open("common.h", "w") as header:
    header.write("inline int shared(int n) { return n ? shared(n - 1) : 0; }\n")
for i in range(1, count + 1):
    name = f"s{i}.cpp"
    call = "undeclared" if i == broken else f"f{i}"
    with open(name, "w") as source:
        source.write(f'#include "common.h"\n'
                     f"int f{i}(int n) {{ return n ? {call}(n - 1) : shared(n); }}\n")
    entries.append({"directory": os.getcwd(), "file": name,
                    "command": f"g++ -c {name}"})
with open("compile_commands.json", "w") as database:
    json.dump(entries, database, indent=1)
