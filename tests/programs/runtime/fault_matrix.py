"""Runs the runtime's programs and writes docs/fault-matrix.md: what happens,
row by row, under each compiler and level, plain and in stress mode.

usage: fault_matrix.py BUILD_DIR OUTPUT [-jN] [--log=FILE]...

A cell counts the tests behind it: all passed, or how many failed. A row
without a test, a test that did not run, or one that failed ends in status 1.
With --log, what earlier runs of ctest printed is read instead of a run, the
last word on each test counts.
"""
import re
import subprocess
import sys

# behaviour: program/case, as a regular expression on the test's name
ROWS = [
    ("recursion 1,000,000 deep by retry, outline, large frames",
     r"recursion/(deep|stress\d+|default_stack|small_segments)"),
    ("main thread's stack of 64 KiB", r"recursion/stack_64"),
    ("main thread's stack unlimited", r"recursion/stack_unlimited"),
    ("results of every kind cross", r"returns/.*"),
    ("exceptions from every depth, rethrown",
     r"exceptions/(every_depth|rethrow).*"),
    ("max_stack: exception, destructors, callback, work goes on",
     r"exceptions/(exhausted|again|callback|depth|destructors|beyond|"
     r"set_limit).*"),
    ("max_stack where nothing may be thrown: the report",
     r"exceptions/report"),
    ("alloca and arrays of variable size where a segment ends, and the ways out",
     r"dynamic/.*"),
    ("longjmp, _longjmp", r"jumps/_?longjmp.*"),
    ("siglongjmp", r"jumps/siglongjmp.*"),
    ("longjmp under _FORTIFY_SOURCE", r"jumps/fortified.*"),
    ("getcontext, setcontext", r"jumps/setcontext.*"),
    ("__builtin_longjmp, position saved and restored", r"jumps/builtin.*"),
    ("10,000 jumps from 100,000 deep: no segment more", r"jumps/10000.*"),
    ("fibers left in the midst of a recursion: swapcontext, longjmp, told",
     r"fibers/(turns|local|ended|abandoned|first_check)-(swap|jump|told).*"),
    ("fibers that go on in another thread", r"fibers/migrate-(swap|told).*"),
    ("exceptions and exhaustion in fibers",
     r"fibers/(exceptions|exhausted)-(swap|jump|told).*"),
    ("libgcc's contexts: swapcontext, assembly, copies, exceptions, reset",
     r"splitstack/.*"),
    ("small stacks side by side, no memory, signals; no segment kept",
     r"slabs/(?!overrun).*"),
    ("a small stack overrun by what has no checks: the message",
     r"slabs/overrun.*"),
    ("1,000,000 live fibers in less than 3 GB", r"million/all"),
    ("stacks that nobody told of",
     r"fibers/[a-z_]+-(untold|guarded).*"),
    ("the thread's own stack, called from a fiber", r"fibers/system_stack.*"),
    ("the thread's own stack in expressions: results, exceptions, from there "
     "again, no room", r"system_stack/.*"),
    ("signal on the thread's stack, at any moment; nested",
     r"signals/(plain|nested|thread)-own.*"),
    ("signal on an alternate stack (data, mapped, on the stack itself)",
     r"signals/(plain|nested|thread)-(data|mapped|local).*"),
    ("siglongjmp out of nested handlers",
     r"signals/(jumps|nested-jumps|thread-nested-jumps)-.*"),
    ("a signal every 100 us to each of four threads, any stack, nested, jumps; "
     "60 s", r"storm/.*"),
    ("a signal after every instruction of a recursion, crossings included; "
     "jumps out", r"steps/.*"),
    ("a thread's first check in a handler", r"signals/first_check"),
    ("policies: hybrid, chained, one reservation without another crossing",
     r"policies/.*"),
    ("SIGSEGV: handlers before and after, alternate stack, masks, deadly ones",
     r"segv/.*"),
    ("mmap or mprotect fails at the n-th call, every n: exception",
     r"faults/(once|from)-exception.*"),
    ("the same with a callback", r"faults/(once|from)-callback.*"),
    ("the same where nothing may be thrown: the report",
     r"faults/(once|from)-noexcept.*"),
    ("RLIMIT_AS", r"faults/address_space"),
    ("RLIMIT_DATA, 60 limits: exception, work goes on", r"budget/data.*"),
    ("memory that ends as without overcommitment, 60 budgets: exception, "
     "callback, report", r"budget/(exception|callback|noexcept).*"),
    ("longjmp out of a call on the reserve", r"budget/jump"),
    ("the same in threads, in turn and at once: all is given back",
     r"budget/threads.*"),
    ("threads, std::thread, of 16 KiB, detached",
     r"threads/(std_threads|tiny_threads|detached).*"),
    ("10,000 threads of 16 KiB, 64 at a time: nothing left",
     r"threads/many"),
    ("pthread_exit from deep", r"threads/exit_from_deep.*"),
    ("pthread_cancel from deep", r"threads/cancel_deep.*"),
    ("exit() from deep, atexit handlers recurse",
     r"threads/process_exit_from_deep.*"),
    ("fork from deep, both go on", r"threads/fork_from_deep.*"),
    ("thread_local and key destructors recurse",
     r"threads/(thread_locals|late_destructors).*"),
    ("recursion and exceptions back and forth between three modules",
     r"modules/(back_and_forth|exceptions).*"),
    ("dlopen and dlclose 200 times, recursion in the library in four threads",
     r"modules/(come_and_go|exhausted_and_gone).*"),
    ("the runtime comes with a library that is closed", r"host/unload.*"),
    ("a second copy of the runtime comes with a library: the error",
     r"host/second.*"),
    ("posix_spawn, posix_spawnp, popen, system from deep; in threads; a signal "
     "every 100 us", r"processes/spawn.*"),
    ("vfork from deep: the child ends or execs in the midst of a crossing",
     r"processes/vfork.*"),
    ("fork from deep while other threads cross, the child makes threads",
     r"processes/fork_among_threads.*"),
    ("clone on a stack that is told of, in the parent's memory",
     r"processes/clone.*"),
    ("quick_exit, _exit, exit in a thread while others recurse",
     r"exits/(quick_exit|_exit|exit_in_thread).*"),
    ("main ends by pthread_exit, detached threads at the end",
     r"exits/(main_ends|detached).*"),
    ("asynchronous cancellation from deep; in the system calls of a crossing",
     r"exits/cancel_.*"),
    ("stacks of PTHREAD_STACK_MIN, and given by the program",
     r"exits/given_stacks.*"),
    ("threads that end in every way: no segment, mapping or memory left",
     r"exits/nothing_left.*"),
    ("backtrace() and gdb over segments above and below",
     r"unwind/(backtrace|gdb).*"),
    ("perf's walk by frame pointers over segments above and below",
     r"unwind/perf.*"),
    ("69 calls into the C library at every distance from the limit",
     r"foreign/(own|segment|thread|stress\d)"),
    ("the same from fibers of 8 KiB", r"foreign/(fiber|system)"),
    ("the C library uses no more stack than docs/foreign-code.md says",
     r"foreign_measure/check"),
    ("deep callbacks from qsort, tsearch, nftw, scandir, pthread_once, "
     "dl_iterate_phdr, dlopen...; exit() in them",
     r"callbacks/(returns|ends).*"),
    ("exceptions and exhaustion through qsort, nftw, scandir...",
     r"callbacks/(throws|exhausts).*"),
    ("longjmp through qsort, bsearch, tsearch", r"callbacks/jumps"),
    ("arrays of 4 KiB to 1 MiB at every distance from the limit stay on their "
     "segment", r"security/(arrays|unchecked).*"),
    ("segments are never executable, and have a guard", r"security/maps.*"),
    ("hostile depth: an exception, in memory of max_stack",
     r"security/hostile.*"),
]
COLUMNS = [(compiler, level, mechanism, stress)
           for compiler in ("g++", "clang++-19") for level in ("O0", "O2")
           for mechanism in ("limit", "guard") for stress in (False, True)]


def run_tests(build, options):
    """What ctest prints, from a run or from a file."""
    logs = [option.split("=", 1)[1] for option in options
            if option.startswith("--log=")]
    if logs:
        return "\n".join(open(log).read() for log in logs)
    done = subprocess.run(["ctest", "--test-dir", build, "-R", "^runtime/",
                           *options], check=False, capture_output=True,
                          text=True)
    return done.stdout


def results(printed):
    """{name: passed} of every test that ran."""
    return {name: end == "Passed" for name, end in re.findall(
        r"Test +#\d+: (\S+) \.*(?: +|\*\*\*)(\w+)", printed)}


def cell(found, pattern, column):
    compiler, level, mechanism, stress = column
    variant = f"{compiler}.{level}" + (".guard" if mechanism == "guard" else "")
    name = re.compile(rf"runtime/({pattern})/{re.escape(variant)}")
    ran = [passed for test, passed in found.items()
           if name.fullmatch(test) and bool(re.search(r"stress=?\d", test))
           == stress]
    if not ran:
        return "", 0
    failed = ran.count(False)
    return (f"**{failed} of {len(ran)} fail**" if failed
            else f"ok {len(ran)}"), failed


def table(found):
    lines = ["| behaviour | " + " | ".join(
        f"{compiler.replace('-19', '')} -{level} {mechanism}"
        f"{' stress' if stress else ''}"
        for compiler, level, mechanism, stress in COLUMNS) + " |",
        "|---|" + "---|" * len(COLUMNS)]
    bad = 0
    for behaviour, pattern in ROWS:
        cells = [cell(found, pattern, column) for column in COLUMNS]
        bad += sum(failed for _, failed in cells)
        if not any(text for text, _ in cells):
            print(f"no test of: {behaviour}", file=sys.stderr)
            cells, bad = [("not run", 1)] * len(COLUMNS), bad + 1
        lines.append(f"| {behaviour} | " +
                     " | ".join(text for text, _ in cells) + " |")
    return "\n".join(lines), bad


def modes(found):
    """The build modes in one line per compiler."""
    lines, bad = [], 0
    for compiler in ("g++", "clang++-19"):
        ran = {name.split("/")[2]: passed for name, passed in found.items()
               if name.startswith("runtime/build_modes/")
               and name.endswith("/" + compiler)}
        failed = [mode for mode, passed in ran.items() if not passed]
        bad += len(failed)
        lines.append(f"- {compiler.replace('-19', '')}: "
                     + ", ".join(sorted(set(ran) - set(failed)))
                     + (f"; **fail: {', '.join(failed)}**" if failed else ""))
        if not ran:
            lines[-1] = f"- {compiler.replace('-19', '')}: not in this run"
    return "\n".join(lines), bad


def main():
    build, output, *options = sys.argv[1:]
    found = results(run_tests(build, options))
    rows, bad_rows = table(found)
    lines, bad_modes = modes(found)
    logs = sum(option.startswith("--log=") for option in options)
    source = (f"{logs} partial runs (a test counts as it ended last)" if logs
              else "one run")
    with open(output, "w") as file:
        file.write(f"""# The fault matrix

Written by

    python3 tests/programs/runtime/fault_matrix.py BUILD_DIR docs/fault-matrix.md

from {source} of the programs in `tests/programs/runtime`, x86-64, g++ and clang++ 19; do not edit. A cell says how many tests stand behind
it; an empty one has none. Stress mode crosses at every check, or at every 5th or 7th. Jumps in stress mode need the saved position, see
[decision 6](decisions/0006-longjmp.md).

{rows}

One program, 1,000,000 deep by retry and by `segstack_run` and thrown through every crossing, gives the same sums in all of these ways of building
(`build_modes.py`):

{lines}

The same programs plain and under `-fsplit-stack`: [side by side](fault-matrix-split-stack.md). Not in the matrix: the sanitizers (`tests/lit/sanitizers`).
""")
    return 1 if bad_rows or bad_modes else 0


if __name__ == "__main__":
    sys.exit(main())
