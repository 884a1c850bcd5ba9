# targets.py - what holds on x86_64-linux-gnu, for tests in C and C++
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The words of a DejaGnu selector: triplets, standards, effective targets."""

import fnmatch
import re

TRIPLETS = ("x86_64-pc-linux-gnu", "x86_64-unknown-linux-gnu")
YES = {
    "native", "lp64", "int128", "int32", "int32plus", "size20plus",
    "size24plus", "size32plus", "ptr32plus", "ptr_eq_long", "alloca", "pthread",
    "pthread_h", "tls", "tls_native", "tls_runtime", "tls_emulated_or_native",
    "init_priority", "fpic", "pie_enabled", "pie", "setrlimit", "swapcontext",
    "unwrapped", "non_bionic", "wchar", "cxa_atexit", "sse", "sse2", "sse_runtime",
    "sse2_runtime", "indirect_jumps", "label_values", "fopenmp", "clone",
    "fstack_protector", "c99_runtime", "gld", "exceptions", "rtti",
    "sync_int_long", "sync_long_long_runtime", "sync_char_short", "stdint_types",
    "untyped_assembly", "trampolines", "double64", "large_double",
    "float64", "weak_undefined", "string_merging", "keeps_null_pointer_checks",
    "pcc_bitfield_type_matters", "fsanitize_undefined", "named_sections",
    "correct_iso_cpp_string_wchar_protos", "mmap", "signal", "sigsetjmp",
    "short_enums_off", "natural_alignment_32", "natural_alignment_64",
    "freorder", "noinit", "global_constructor", "exceptions_enabled",
    "large_long_double", "ucn", "run_expensive_tests", "return_address", "fileio",
    "double64plus", "longlong64", "nonlocal_goto", "fenv", "fenv_exceptions",
    "inf", "inff", "trapping", "store_merge", "static", "scheduling", "mempcpy",
    "4byte_wchar_t", "__float128", "supports_stack_clash_protection",
    "branch_cost", "float16_runtime", "float32_runtime", "float64_runtime",
    "float128_runtime", "float32x_runtime", "float64x_runtime", "float16",
    "float32", "float128", "float32x", "float64x"}
NO = {
    "ilp32", "ia32", "x32", "llp64", "nonpic", "default_packed", "int16",
    "short_enums", "tls_emulated", "hard_float", "powerpc64", "vxworks",
    "vxworks_kernel", "vxworks_rtp", "freestanding", "simulator", "avr", "arm32",
    "arm_neon", "arm_fp16_alternative_ok", "arm_v8_neon_ok", "powerpc_altivec_ok",
    "lto", "dfp", "hwaddress_exec", "hw", "vect_simd_clones", "cet", "persistent",
    "profile_update_atomic", "unsigned_char", "llvm_binutils", "arm_eabi",
    "offload_device", "aarch64_sve", "tune_cortex_m4", "mips64", "vmx_hw", "arm_thumb1_ok",
    "powerpc_spe_nocache", "newlib_nano_io", "section_anchors",
    "float128x", "float128x_runtime"}


class Unknown(Exception):
    """A word about which nothing is known."""


def is_cxx(standard):
    return "++" in standard


def year_of(standard):
    """98, 11, 14... of gnu++17 and its like."""
    number = standard.rsplit("+", 1)[-1]
    named = {"03": 98, "0x": 11, "1y": 14, "1z": 17, "2a": 20, "2b": 23,
             "c": 98}
    return named.get(number) or int(number)


def _standard(word, standard):
    """c++11, c++14_down, c++17_only; None if it is none of these."""
    match = re.fullmatch(r"(c\+\+(?:\d\d|0x|1y|1z|2a|2b))(_only|_down)?", word)
    if not match:
        return None
    if not is_cxx(standard):
        return False
    year, now = year_of(match[1]), year_of(standard)
    # 98 is the oldest, though it is the largest number.
    year, now = year % 98, now % 98
    if match[2] == "_only":
        return now == year
    return now <= year if match[2] else now >= year


def holds(word, standard):
    """Whether a triplet, a language, a standard or an effective target applies."""
    if word in ("c", "c++"):
        return is_cxx(standard) == (word == "c++")
    answer = _standard(word, standard)
    if answer is not None:
        return answer
    if word in YES or word in NO:
        return word in YES
    if "-" in word and re.fullmatch(r"[\w*?.\[\]-]+", word):
        return any(fnmatch.fnmatchcase(one, word) for one in TRIPLETS)
    raise Unknown(word)
