//===- segstack/splitstack.h - libgcc's own contexts ------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands in for the runtime's splitstack.h: under -fsplit-stack, what libgcc
// has by these names; in a plain program there is no such feature. Of a program
// that has one source file.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_SPLITSTACK_H
#define SEGSTACK_SPLITSTACK_H

#include <segstack/segstack.h>

#ifdef SPLIT_STACK
#define SEGSTACK_LIBGCC(declaration) declaration;
#else
#define SEGSTACK_LIBGCC(declaration)                                           \
  __attribute__((weak)) declaration { segstack_no_such_feature(__func__); }
#endif

extern "C" {
SEGSTACK_LIBGCC(void *__splitstack_makecontext(size_t, void *[10], size_t *))
SEGSTACK_LIBGCC(void *__splitstack_resetcontext(void *[10], size_t *))
SEGSTACK_LIBGCC(void __splitstack_releasecontext(void *[10]))
SEGSTACK_LIBGCC(void __splitstack_block_signals(int *, int *))
SEGSTACK_LIBGCC(void __splitstack_block_signals_context(void *[10], int *,
                                                        int *))
SEGSTACK_LIBGCC(void *__splitstack_find(void *, void *, size_t *, void **,
                                        void **, void **))
SEGSTACK_LIBGCC(void *__splitstack_find_context(void *[10], size_t *, void **,
                                                void **, void **))
#ifndef SPLIT_STACK
SEGSTACK_LIBGCC(void __splitstack_getcontext(void *[10]))
SEGSTACK_LIBGCC(void __splitstack_setcontext(void *[10]))
#endif
}

#endif // SEGSTACK_SPLITSTACK_H
