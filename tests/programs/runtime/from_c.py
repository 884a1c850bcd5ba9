"""A C program runs on the shared library with no C++ library loaded, links to
the static one with the C compiler alone, and two copies are found. The runtime
calls no memcpy and the like, which a program may define with checks in them.

usage: from_c.py PROGRAM SHARED STATIC INCLUDE COMPILER
"""
import os
import subprocess
import sys
import tempfile

program, shared, static, include, compiler = sys.argv[1:]


def fail(message):
    sys.exit(message)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=120,
                          **options)


def must(*command, **options):
    done = run(*command, **options)
    if done.returncode:
        fail(f"{command} ended with {done.returncode}\n{done.stdout}"
             f"{done.stderr}")
    return done.stdout


must(program)
if "c++" in must("ldd", program):
    fail("the C program loads a C++ library")

library = ("mem", "str", "bcmp", "bcopy", "bzero")
listed = must("nm", "-u", "--format=just-symbols", static).split()
calls = [name for name in listed
         if name.startswith(library) and not name.endswith(":")]
if calls:
    fail(f"the runtime calls {', '.join(sorted(set(calls)))}: see bytes.h")

source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "from_c.c")
with tempfile.TemporaryDirectory() as scratch:
    linked = os.path.join(scratch, "static")
    must(compiler, "-O1", f"-I{include}", source, static, "-o", linked,
         "-pthread")
    must(linked)

    # A second copy, hidden in a library of its own.
    library = os.path.join(scratch, "libother.so")
    other = os.path.join(scratch, "other.c")
    with open(other, "w") as file:
        file.write("#include <segstack/segstack.h>\n"
                   "size_t other(void) { return segstack_remaining(); }\n")
    must(compiler, "-shared", "-fPIC", f"-I{include}", other, static,
         "-Wl,--exclude-libs,ALL", "-o", library, "-pthread")
    user = os.path.join(scratch, "user.c")
    with open(user, "w") as file:
        file.write("#include <segstack/segstack.h>\n"
                   "size_t other(void);\n"
                   "int main(void) { return !(segstack_remaining() && "
                   "other()); }\n")
    both = os.path.join(scratch, "both")
    must(compiler, f"-I{include}", user, library, shared,
         f"-Wl,-rpath,{scratch}:{os.path.dirname(shared)}", "-o", both)
    done = run(both)
    if done.returncode != 2 or "two copies" not in done.stderr or \
            "libother.so" not in done.stderr:
        fail(f"two copies: status {done.returncode}, {done.stderr}")
