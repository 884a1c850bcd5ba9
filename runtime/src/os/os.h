//===- os.h - what the runtime asks of an operating system ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole contract: one implementation per system in this folder, and no
// conditional compilation anywhere else. Sizes are bytes and whole pages.
// Nothing here allocates with malloc except where it says so.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_OS_OS_H
#define SEGSTACK_OS_OS_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

struct ucontext_t;

namespace segstack::os {

using uptr = uintptr_t;

/// Addresses from low up to, not including, high.
struct Range {
  uptr low, high;
};

uptr page_size();

/// Reserves address space that faults when touched; null when there is none.
void *reserve(uptr size);

/// The same, at \p start if that is free, else anywhere.
void *reserve_at(uptr size, uptr start);

/// Makes a part of a reservation usable, lazily committed.
bool commit(void *start, uptr size);

/// Asks for huge pages in what will be committed; no more than a wish.
void prefer_huge_pages(void *start, uptr size);

/// Makes a part of a reservation readable, and nothing more.
bool make_readable(void *start, uptr size);

/// Gives the memory of a committed part back; it faults again when touched.
/// False when the system refuses; the part then stays as it was.
bool decommit(void *start, uptr size);

/// Gives a whole reservation back.
void release(void *start, uptr size);

/// The calling thread's own stack, as far as it really can grow. May use
/// malloc; {0, 0} when it cannot be found.
Range thread_stack();

/// Added to an address of the program's: one that no program can read.
#if defined(__x86_64__)
constexpr uptr never_readable = uptr(0xffff8) << 44;
#else
constexpr uptr never_readable = UINTPTR_MAX / 2 + 1;
#endif

/// The stack pointer where \p context goes on, and the instruction.
uptr stack_pointer(const ucontext_t &context);
uptr program_counter(const ucontext_t &context);
void go_on_at(ucontext_t &context, uptr pc);

/// How far down from \p from, at most \p most bytes, every page can be read.
/// \p from itself when the system does not tell.
uptr readable_down_to(uptr from, uptr most);

/// The calling thread's alternate signal stack; {0, 0} when there is none.
Range alternate_stack();

/// As sigaltstack, but a handler may leave the stack and others come meanwhile:
/// the thread has none while one runs there, and a jump out of it has to set it
/// again. Kernels before Linux 4.7 cannot do that and set it as it is.
int set_alternate_stack(const stack_t *wanted, stack_t *old);

/// The most bytes that the kernel writes on the stack for a signal.
uptr signal_frame_size();

/// As pthread_sigmask.
int change_mask(int how, const sigset_t *set, sigset_t *old);

/// Where a jump to \p target, a jmp_buf, puts the stack pointer; 0: unknown.
uintptr_t jumps_to(const void *target);

/// Whether a jump to \p target, a jmp_buf, restores the signal mask.
bool restores_mask(const void *target);

/// Sends \p signal to the calling thread.
void send_to_self(int signal);

/// Blocks every signal of the calling thread; the mask before.
uint64_t block_signals();
/// The same but for those that an instruction causes.
uint64_t block_asynchronous_signals();
void restore_signals(uint64_t mask);

/// Nanoseconds of the monotonic clock.
uint64_t now_ns();
int process_id();
int thread_id();

/// Opens for appending (\p truncate: from the start); -1 on failure.
int open_file(const char *path, bool truncate);

void close_file(int file);

/// Writes all of it, to the end or to the first error.
void write_all(int file, const char *text, size_t length);

/// Ends the process at once with \p status.
[[noreturn]] void quit(int status);

/// Calls \p found for every loaded module that carries a copy of the runtime.
void for_each_runtime(void (*found)(const char *module, void *data),
                      void *data);

/// Keeps the module that this is in loaded to the end, whoever closes it.
void stay_loaded();

} // namespace segstack::os

#endif // SEGSTACK_OS_OS_H
