# The lit suites: one folder per topic, one behaviour per file.
#
#   %segstack          the command
#   %exits N COMMAND   runs it and expects the exit code N
#   %gxx, %clangxx     the two compilers
#   %gcc, %cclang      the same for C
#   %include           -I with <segstack/check.h>
#   %library           the runtime
#   %runtime           what to link
#   %fixed             runs a command with addresses that are not random
#   %same PLAIN REWRITTEN [deep=N] FLAGS...   compiles and runs both, with both
#                      compilers, and expects the same (see support/same)
#
# A rewrite test has three kinds of RUN lines: rewrite and FileCheck; compile
# with each compiler; execute.
import os
import subprocess

import lit.formats

config.name = "segstack"
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "support", "lit.cfg.py"]
config.test_format = lit.formats.ShTest(execute_external=True)
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.segstack_exec_root

# The caller's own options must not change what a test sees.
for name in ("SEGSTACK_OPTIONS", "CXXFLAGS", "CPATH", "CPLUS_INCLUDE_PATH"):
    config.environment.pop(name, None)
config.environment["LC_ALL"] = "C"


def c_compiler(cxx):
    folder, name = os.path.split(cxx)
    return os.path.join(folder, name.replace("clang++", "clang").replace("g++", "gcc"))


support = os.path.join(config.test_source_root, "support")
same = {
    "SEGSTACK": config.segstack,
    "GXX": config.gxx,
    "CLANGXX": config.clangxx,
    "GCC": c_compiler(config.gxx),
    "CLANG": c_compiler(config.clangxx),
    "SEGSTACK_INCLUDE": config.runtime_include,
    "SEGSTACK_RUNTIME": config.runtime_library,
}
config.environment.update(same)
# lit --param mechanism=guard: every %same with checks that fault.
config.environment["SEGSTACK_FIRST"] = (
    "-include segstack/guard.h"
    if lit_config.params.get("mechanism") == "guard" else "")
config.substitutions += [
    ("%same", os.path.join(support, "same")),
    ("%exits", os.path.join(support, "exits")),
    ("%segstack", config.segstack),
    ("%FileCheck", config.filecheck),
    ("%gcc", c_compiler(config.gxx)),
    ("%cclang", c_compiler(config.clangxx)),
    ("%gxx", config.gxx),
    ("%clangxx", config.clangxx),
    ("%include", "-I" + config.runtime_include),
    ("%library", config.runtime_library),
    ("%runtime", config.runtime_library + " -pthread"),
    ("%python", config.python),
]


def works(command):
    return subprocess.run(command, shell=True, capture_output=True).returncode == 0


# Where addresses have 32 random bits, what g++ 12 calls its shadow may be taken.
fixed = "setarch -R"
config.substitutions.append(("%fixed", fixed if works(fixed + " true") else ""))

# A disk of a few pages needs the right to mount one.
if works("unshare -m true"):
    config.available_features.add("mount")
if works("echo 'int main() {}' | %s -fopenmp -x c++ - -o /dev/null" % config.clangxx):
    config.available_features.add("clang-openmp")
if works("ccache --version"):
    config.available_features.add("ccache")
if works("git --version"):
    config.available_features.add("git")
if works("clang-apply-replacements-19 --version"):
    config.available_features.add("clang-apply-replacements")
