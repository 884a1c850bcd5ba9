//===- segstack/splitstack.h - libgcc's contexts ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interface of GCC's -fsplit-stack for who makes stacks and switches
// between them, as Boost.Context does. libgcc has no header of it, so programs
// declare it themselves; this is for those that do not.
//
//   makecontext --> a stack; what runs there goes on in segments when it is
//   full getcontext(from), setcontext(to), and the switch, in either order
//   releasecontext, while something else runs: the stack and its segments go
//
// A context is ten pointers, which may be copied. A stack may be left in one
// thread and run on again in another. Every size is in bytes. Nothing here
// throws; none may be called in a signal handler.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_SPLITSTACK_H
#define SEGSTACK_SPLITSTACK_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(default)

/// Makes a stack of at least \p stack_size bytes, 2 KiB or more, and \p context
/// for what will run there first. Returns its lowest address and sets \p size.
/// When there is no memory it returns null and sets 0, where libgcc ends the
/// process. Up to 64 KiB there is no guard page: what has no checks runs in
/// half of the stack, 1.5 KiB of 2. That is too little for exceptions, and for
/// signal handlers that have no stack of their own; 8 KiB are enough.
void *__splitstack_makecontext(size_t stack_size, void *context[10],
                               size_t *size);

/// Saves where the calling code is: due before its stack is left.
void __splitstack_getcontext(void *context[10]);

/// What runs from the next switch on is \p context's. Due just before the
/// switch, in the same function, or just after it. In between nothing may be
/// called that has a check; swapcontext and setcontext have none.
void __splitstack_setcontext(void *context[10]);

#ifndef SEGSTACK_NO_RESETCONTEXT
/// Makes \p context, on whose stack nothing runs any more, as makecontext made
/// it, with the same stack: for another function there. Returns the lowest
/// address and sets \p size. Boost declares it with one parameter, so the
/// symbol of this name never writes the size, which is that of makecontext; a
/// program that includes this header calls one that does. Boost's headers in
/// the same file ask for SEGSTACK_NO_RESETCONTEXT before this one.
void *__splitstack_resetcontext(void *context[10],
                                size_t *size) __asm__("segstack_resetcontext");
#endif

/// Gives \p context's stack and segments back; it may be called in any thread,
/// and from a function that runs on another stack. A context that getcontext
/// saved on a stack which is not of makecontext has nothing to give.
void __splitstack_releasecontext(void *context[10]);

/// Whether signals are held back while a stack grows: 1 in \p was when they
/// are. Kept for the thread, and by the next two for a context, and nothing
/// more: segstack holds them back where it has to, which is not at a crossing.
/// Each pointer may be null.
void __splitstack_block_signals(int *now, int *was);
void __splitstack_block_signals_context(void *context[10], int *now, int *was);

/// The stretches of the calling code's stack that are in use, innermost first:
///
///   void *segment = NULL, *sp = NULL, *initial_sp, *start;
///   while ((start = __splitstack_find(segment, sp, &length, &segment, &sp,
///                                     &initial_sp)))
///     ... [start, start + length)
///
/// Another thread may go on where the first call was made, while the stack does
/// not run. A stretch may begin some bytes below what is in use.
void *__splitstack_find(void *segment, void *sp, size_t *length,
                        void **next_segment, void **next_sp, void **initial_sp);

/// The first stretch of a stack that was left with getcontext; null for one on
/// which nothing has run yet. __splitstack_find goes on.
void *__splitstack_find_context(void *context[10], size_t *length,
                                void **next_segment, void **next_sp,
                                void **initial_sp);

#pragma GCC visibility pop

#ifdef __cplusplus
} // extern "C"
#endif

#endif // SEGSTACK_SPLITSTACK_H
