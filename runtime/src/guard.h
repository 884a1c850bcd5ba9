//===- guard.h - checks that fault instead of branching ---------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   check: touches sp - frame + segstack_probe
//     above the wall --> readable, the body
//     below          --> SIGSEGV --> faults.cpp: pc in a table? --> cold path
//
// The wall is one place of the process where readable memory ends; the probe
// is its distance from the thread's limit. So a guard fails where a limit
// does, to the byte, on every stack, whether that has a guard page or not.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_GUARD_H
#define SEGSTACK_GUARD_H

#include "os/os.h"

#include <signal.h>

namespace segstack::rt {

struct Chain;

/// Some module of the process has such checks. Never false again.
extern bool guarded;

/// Sets the probe to where segstack_limit is, for code that goes on at \p sp.
/// Async-signal-safe.
void aim(uintptr_t sp);

/// Where the code goes on whose check is at \p pc; 0: there is no check.
/// Async-signal-safe.
uintptr_t resume_of(uintptr_t pc);

/// The crossing's fast path knows nothing of probes: no segment of \p chain
/// takes it any more.
void follow_guard(Chain &chain);

// faults.cpp: SIGSEGV belongs to the checks first, then to the program.
/// Installs the handler; from now on the process is guarded.
void take_faults();
/// As sigaction(), for SIGSEGV, once that is taken.
int install_for_faults(const struct sigaction *wanted, struct sigaction *old);
/// A jump is about to be made that restores the signal mask: the program's
/// SIGSEGV is not blocked any more.
void jump_from_faults();

/// The C library's sigaction, or a sanitizer's.
int system_sigaction(int signal, const struct sigaction *wanted,
                     struct sigaction *old);
/// Whether it is none of SIG_DFL, SIG_IGN and their kin.
bool is_function(void (*handler)(int, siginfo_t *, void *));
/// Calls the program's handler as one that may run checks.
void call_handler(void (*handler)(int, siginfo_t *, void *), int signal,
                  siginfo_t *info, void *context);

} // namespace segstack::rt

#endif // SEGSTACK_GUARD_H
