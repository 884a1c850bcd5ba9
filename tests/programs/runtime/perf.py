"""perf's walk by frame pointers reaches main over all segments.

usage: perf.py CXX INCLUDE RUNTIME LAYOUT    (LAYOUT: above or below)

Needs perf (Debian: linux-perf) and the right to record the own processes
(kernel.perf_event_paranoid at 2 or less).
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

LEVELS = 90


def must(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300,
                          **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}\n"
                 f"{done.stdout}{done.stderr}")
    return done.stdout


def record(scratch, cxx, include, runtime, layout):
    """The samples' frames, innermost first, of one run."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                          "perf.cpp")
    program = os.path.join(scratch, "program")
    must([cxx, "-std=c++14", "-g", "-O2", "-fno-omit-frame-pointer",
          f"-I{include}", source, runtime, "-pthread", "-o", program])
    options = f"segment_size=80k:max_segment_size=80k:layout={layout}"
    data = os.path.join(scratch, "perf.data")
    must(["sh", "-c", 'ulimit -s 128 && exec "$@"', "-", "perf", "record", "-q",
          "-e", "cpu-clock", "--call-graph", "fp", "-o", data, program,
          str(LEVELS), "300000000"],
         env={**os.environ, "SEGSTACK_OPTIONS": options})
    samples = must(["perf", "script", "-i", data, "-F", "ip,sym"])
    return [re.findall(r"^\s+[0-9a-f]+ (.+)$", sample, re.M)
            for sample in samples.split("\n\n") if sample.strip()]


def main():
    cxx, include, runtime, layout = sys.argv[1:]
    if not shutil.which("perf"):
        sys.exit("perf is not installed: this test needs it")
    with tempfile.TemporaryDirectory() as scratch:
        samples = record(scratch, cxx, include, runtime, layout)
    deep = [names for names in samples if names and names[0].startswith("spin")]
    if len(deep) < 50:
        sys.exit(f"{len(deep)} of {len(samples)} samples in spin")
    for names in deep:
        walks = sum(name.startswith("walk") for name in names)
        crossings = names.count("__morestack")
        if walks < LEVELS or crossings < 3 or "main" not in names:
            sys.exit(f"{walks} walks, {crossings} crossings: {names}")
    print(f"{len(deep)} samples of {len(samples)} in spin, all to main, "
          f"{deep[0].count('__morestack')} crossings")


main()
