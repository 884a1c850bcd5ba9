//===- x86_64_vfork.S - vfork on x86-64 -----------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The child runs on the parent's stack, so it returns first, and over the place
// of this function's frame: the return address waits in a register. The parent
// returns a second time. Shadow stacks are shared as well, so the child leaves
// its entry for the parent.
//
//===----------------------------------------------------------------------===//

        .text
        .p2align 4
        .weak   vfork
        .type   vfork, @function
vfork:
        .cfi_startproc
        endbr64
        movq    %rsp, %rdi
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    segstack_before_vfork
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        popq    %rdi
        .cfi_adjust_cfa_offset -8
        .cfi_register %rip, %rdi
        movl    $58, %eax
        syscall
        testl   %eax, %eax
        jne     1f
        notrack jmp *%rdi
1:      pushq   %rdi
        .cfi_adjust_cfa_offset 8
        .cfi_offset %rip, -8
        movq    %rsp, %rdi
        movq    %rax, %rsi
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    segstack_after_vfork
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        ret
        .cfi_endproc
        .size   vfork, .-vfork

        .hidden segstack_before_vfork
        .hidden segstack_after_vfork

#include "x86_64_notes.h"
