//===- x86_64_extend.S - more stack for a running frame, on x86-64 --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// rax: bytes, rdx: record --> rax: where the stack pointer goes
//
// Called by an asm in the middle of a function (dynamic.h), which then has no
// register to save for it: all but rax are kept here; the asm names the vector
// registers, for those are wider on some processors. The stack may be aligned
// to anything.
//
//===----------------------------------------------------------------------===//

        .text
        .p2align 4
        .globl  segstack_extend
        .type   segstack_extend, @function
segstack_extend:
        .cfi_startproc
        endbr64
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        pushq   %rcx
        pushq   %rdx
        pushq   %rsi
        pushq   %rdi
        pushq   %r8
        pushq   %r9
        pushq   %r10
        pushq   %r11
        andq    $-16, %rsp
        movq    %rdx, %rdi
        movq    %rax, %rsi
        cld
        call    segstack_find_room
        movq    -8(%rbp), %rcx
        movq    -16(%rbp), %rdx
        movq    -24(%rbp), %rsi
        movq    -32(%rbp), %rdi
        movq    -40(%rbp), %r8
        movq    -48(%rbp), %r9
        movq    -56(%rbp), %r10
        movq    -64(%rbp), %r11
        leave
        .cfi_def_cfa %rsp, 8
        .cfi_restore %rbp
        ret
        .cfi_endproc
        .size   segstack_extend, .-segstack_extend

        .hidden segstack_find_room

#include "x86_64_notes.h"
