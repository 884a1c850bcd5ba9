"""What alloca and arrays of variable size cost where there is room: executed
instructions for each call, counted by callgrind, with segstack and without.

usage: hot_path_dynamic.py COMPILER INCLUDE RUNTIME SCRATCH

A variable size costs mov, sub, jb (it wraps), the load of the limit's offset,
cmp, jb. An array of int has its size in bytes besides, which the compiler does
not share with its own, that is rounded up.
"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "bench"))
from measure import executed  # noqa: E402

SOURCE = """
#ifdef CHECKED
#include <segstack/check.h>
#else
#define SEGSTACK_ROOM(...) (__VA_ARGS__)
#define SEGSTACK_LENGTH(each, ...) (__VA_ARGS__)
#endif
#include <stdlib.h>
static inline void use(void *block) {
  __asm__ volatile("" : : "r"(block) : "memory");
}
#define CASE(name, body)                                                       \\
  __attribute__((noinline)) static void name(unsigned long size, int n) {      \\
    (void)size, (void)n;                                                       \\
    body                                                                       \\
  }
CASE(constant, use((__builtin_alloca)(SEGSTACK_ROOM(20000)));)
CASE(size, use((__builtin_alloca)(SEGSTACK_ROOM(size)));)
CASE(bytes, char a[SEGSTACK_LENGTH(1, n)]; use(a);)
CASE(array, int a[SEGSTACK_LENGTH(4, n)]; use(a);)
CASE(loop, for (int i = 0; i < 8; ++i) { int a[SEGSTACK_LENGTH(4, n)]; use(a); })
int main(int argc, char **argv) {
  (void)argc;
  void (*const cases[])(unsigned long, int) = {constant, size, bytes, array, loop};
  for (long i = 0; i < atol(argv[2]); ++i)
    cases[atoi(argv[1])](1000, 300);
}
"""
# What, how often in a call, and the instructions more, at most, by gcc and by
# clang. A constant is part of the frame to clang, if nothing is asked; and it
# does not keep what it has multiplied.
CASES = (("alloca of a constant", 1, 4, 8), ("alloca", 1, 6, 6),
         ("an array of char", 1, 6, 7), ("an array of int", 1, 7, 8),
         ("an array of int, each turn of a loop", 8, 7.5, 8.5))
CALLS = 1000


def build(compiler, flags, out):
    source = out.with_suffix(".c")
    source.write_text(SOURCE)
    subprocess.run([compiler, "-O2", "-fno-pie", "-no-pie",
                    "-fcf-protection=none", source, *flags, "-o", out], check=True)
    return out


def for_a_call(program, case):
    counts = [executed([program, case, calls]) for calls in (CALLS, 2 * CALLS)]
    if None in counts:
        sys.exit(f"{program}: no instruction count")
    return (counts[1] - counts[0]) / CALLS


def main():
    compiler, include, runtime, scratch = sys.argv[1:]
    compiler = compiler.replace("clang++", "clang").replace("g++", "gcc")
    failed = False
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        plain = build(compiler, [], pathlib.Path(folder) / "plain")
        checked = build(compiler, ["-DCHECKED", f"-I{include}", runtime,
                                   "-pthread"], pathlib.Path(folder) / "checked")
        for case, (name, times, *limits) in enumerate(CASES):
            most = limits["clang" in compiler]
            before = for_a_call(plain, case) / times
            after = for_a_call(checked, case) / times
            failed |= after - before > most
            print(f"{name}: {before:g} -> {after:g}, {after - before:g} more "
                  f"(at most {most})")
    sys.exit(failed)


main()
