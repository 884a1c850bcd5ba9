"""The program gives the same answer in every way of building it.

usage: build_modes.py CXX CC RUNTIME_SOURCES INCLUDE STATIC SHARED MODE

One row of the table is a mode: flags for the compiler, flags for the linker,
and what to link. Each is built at the levels it names, run on a stack of 256
KiB, and must print the sums and have crossed. A trap instruction where the
runtime calls through a pointer is an error of its own: a compiler that finds
the types wrong puts it there in silence.
"""
import os
import subprocess
import sys
import tempfile

EXPECTED = "500000500000 100001 18 1000001\n"
ALL = ("-O0", "-O1", "-O2", "-O3")
TWO = ("-O0", "-O2")

# The checks of programs with libsegstack.a; in a shared library the usual ones.
LOCAL = "-DSEGSTACK_STATIC_RUNTIME"

# mode: (levels, compiler flags, linker flags, kind)
MODES = {
    "plain": (ALL, [], [], "program"),
    "c++11": (TWO, ["-std=c++11"], [], "program"),
    "c++20": (TWO, ["-std=c++20"], [], "program"),
    "no-pie": (TWO, ["-fno-pie"], ["-no-pie"], "program"),
    "shared-runtime": (TWO, [], [], "shared"),
    "library": (TWO, ["-fPIC"], [], "library"),
    "library-hidden": (TWO, ["-fPIC", "-fvisibility-inlines-hidden"], [],
                       "library"),
    "lto": (ALL, ["-flto"], ["-flto"], "program"),
    "lto-run": (ALL, ["-flto"], ["-flto"], "lto-run"),
    "lto-library": (TWO, ["-flto", "-fPIC"], ["-flto"], "library"),
    "gold": (TWO, [], ["-fuse-ld=gold"], "program"),
    "cet": (TWO, ["-fcf-protection=full"], [], "program"),
    "stack-protector": (TWO, ["-fstack-protector-strong"], [], "program"),
    "stack-protector-all": (TWO, ["-fstack-protector-all"], [], "program"),
    "stack-clash": (TWO, ["-fstack-clash-protection"], [], "program"),
    "frame-pointer": (TWO, ["-fno-omit-frame-pointer"], [], "program"),
    "no-frame-pointer": (TWO, ["-fomit-frame-pointer"], [], "program"),
    "hardened": (("-O1", "-O2"),
                 ["-fcf-protection=full", "-fstack-protector-strong",
                  "-fstack-clash-protection", "-D_FORTIFY_SOURCE=2",
                  "-fPIE"],
                 ["-pie", "-Wl,-z,relro,-z,now"], "program"),
    "gc-sections": (TWO, ["-ffunction-sections", "-fdata-sections"],
                    ["-Wl,--gc-sections"], "program"),
    "pgo": (("-O2", "-O3"), [], [], "pgo"),
    "coverage": (TWO, ["--coverage"], ["--coverage"], "coverage"),
    "static": (TWO, [], ["-static"], "program"),
    "static-pie": (TWO, ["-fPIE"], ["-static-pie"], "program"),
    "static-lto": (TWO, ["-flto"], ["-flto", "-static"], "program"),
    "local": (ALL, [LOCAL], [], "program"),
    "local-no-pie": (TWO, [LOCAL, "-fno-pie"], ["-no-pie"], "program"),
    "local-library": (TWO, [LOCAL, "-fPIC"], [], "library"),
    "local-lto": (ALL, [LOCAL, "-flto"], ["-flto"], "program"),
    "local-gold": (TWO, [LOCAL], ["-fuse-ld=gold"], "program"),
    "local-cet": (TWO, [LOCAL, "-fcf-protection=full"], [], "program"),
    "local-static": (TWO, [LOCAL], ["-static"], "program"),
    "local-static-pie": (TWO, [LOCAL, "-fPIE"], ["-static-pie"], "program"),
}
CLANG_LTO = ["-fuse-ld=lld"]
CLANG_MODES = {
    "lto-thin": (TWO, ["-flto=thin"], ["-flto=thin"], "program"),
    "lld": (TWO, [], ["-fuse-ld=lld"], "program"),
    "local-lld": (TWO, [LOCAL], ["-fuse-ld=lld"], "program"),
}


def must(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300,
                          **options)
    if done.returncode or done.stderr:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}\n"
                 f"{done.stdout}{done.stderr}")
    return done.stdout


def no_traps(built):
    """Neither segstack_run nor what it is inlined into has an ud2."""
    functions = must(["objdump", "-d", "--no-show-raw-insn", built])
    for function in functions.split("\n\n"):
        name = function.split("\n", 1)[0]
        if ("segstack_run" in name or "switch_and_call" in name
                or "cross" in name) and "ud2" in function:
            sys.exit(f"{built}: a trap in {name}")


def build(mode, level, tools, scratch):
    cxx, cc, sources, include, static, shared = tools
    _, compile_flags, link_flags, kind = mode
    here = os.path.dirname(os.path.abspath(__file__))
    source = os.path.join(here, "build_modes.cpp")
    flags = ["-g", level, "-Wall", "-Wextra", "-Werror", f"-I{include}"]
    if not any(flag.startswith("-std") for flag in compile_flags):
        flags.append("-std=c++14")
    output = os.path.join(scratch, "program")
    objects = [os.path.join(scratch, "build_modes.o")]
    library = ["-DSEGSTACK_TEST_LIBRARY"] if kind == "library" else []
    must([cxx, *flags, *compile_flags, *library, "-c", source, "-o",
          objects[0]])
    if kind == "lto-run":
        # The runtime's own C file, seen by the optimizer with its callers.
        objects.append(os.path.join(scratch, "run.o"))
        must([cc, "-std=gnu11", "-g", level, "-Wall", "-Wextra", "-Werror",
              "-fexceptions", *compile_flags, f"-I{include}", f"-I{sources}",
              "-c", os.path.join(sources, "run.c"), "-o", objects[1]])
    runtime = [static, "-pthread"]
    if kind in ("shared", "library"):
        runtime = [shared, f"-Wl,-rpath,{os.path.dirname(shared)}:{scratch}"]
    if kind == "library":
        made = os.path.join(scratch, "libmodes.so")
        must([cxx, level, "-shared", *link_flags, *objects, *runtime, "-o",
              made])
        no_traps(made)
        user = os.path.join(scratch, "user.cpp")
        with open(user, "w") as file:
            file.write('extern "C" int build_modes();\n'
                       "int main() { return build_modes(); }\n")
        objects, runtime = [user, made], runtime
    must([cxx, level, *link_flags, *objects, *runtime, "-o", output])
    no_traps(output)
    return output


def run(program):
    printed = must(["sh", "-c", 'ulimit -s 256 && exec "$0"', program])
    if printed != EXPECTED:
        sys.exit(f"printed {printed!r}, expected {EXPECTED!r}")


def build_with_profile(mode, level, tools, scratch):
    """Built, run for its profile, and built again with that."""
    profile = os.path.join(scratch, "profile")
    generate, use = f"-fprofile-generate={profile}", f"-fprofile-use={profile}"
    run(build((mode[0], [generate], [generate], "program"), level, tools,
              scratch))
    if not os.listdir(profile):
        sys.exit("the run has written no profile")
    if "clang" in os.path.basename(tools[0]):
        raw = [os.path.join(profile, name) for name in os.listdir(profile)]
        must(["llvm-profdata-19", "merge", *raw, "-o",
              os.path.join(profile, "default.profdata")])
    return build((mode[0], [use], [use], "program"), level, tools, scratch)


def main():
    tools, name = sys.argv[1:-1], sys.argv[-1]
    clang = "clang" in os.path.basename(tools[0])
    modes = {**MODES, **(CLANG_MODES if clang else {})}
    mode = modes[name]
    if clang and any("-flto" in flag for flag in mode[2]):
        mode = (mode[0], mode[1], mode[2] + CLANG_LTO, mode[3])
    for level in mode[0]:
        with tempfile.TemporaryDirectory() as scratch:
            if mode[3] == "pgo":
                program = build_with_profile(mode, level, tools, scratch)
            else:
                program = build(mode, level, tools, scratch)
            run(program)
            if mode[3] == "coverage" and not any(
                    file.endswith(".gcda") for file in os.listdir(scratch)):
                sys.exit(f"{level}: the run has written no counts")
    print(f"{name}: {' '.join(mode[0])}")


if __name__ == "__main__":
    main()
