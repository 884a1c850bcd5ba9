//===- x86_64.S - the switch of stacks on x86-64 --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// R segstack_call_on(..., double sp, double target)
//
//   old stack:  ... return address, saved rbp   <- rbp while the target runs
//   new stack:  return address into here        <- sp - 8, the target's entry
//
// The new stack pointer and the target are the bits of xmm0 and xmm1; integer
// arguments and every kind of result pass through. A balanced call and ret, so
// shadow stacks agree. The CFA comes from rbp at every instruction that runs
// on the new stack, so unwinders step over the switch. The return address that
// has been used gives way to 0: where it still is, the target did not return.
//
//===----------------------------------------------------------------------===//

        .text
// One cache line: a crossing takes 3 to 10 cycles more when it lies across two.
        .p2align 6
        .globl  segstack_call_on
        .type   segstack_call_on, @function
segstack_call_on:
        .cfi_startproc
        endbr64
        .size   segstack_call_on, .-segstack_call_on

// gdb lets a caller's frame lie below its callee's only where the function is
// named exactly __morestack; an alias at the same address is not looked at.
        .type   __morestack, @function
__morestack:
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        movq    %xmm1, %rax
        movq    %xmm0, %rsp
        call    *%rax
        movq    $0, -8(%rsp)
        leave
        .cfi_def_cfa %rsp, 8
        .cfi_restore %rbp
        ret
        .cfi_endproc
        .size   __morestack, .-__morestack

// uintptr_t segstack_valgrind_request(const uintptr_t *request)
//
// Valgrind knows the instructions, which together do nothing: the request's
// address is in rax, the answer, and what it is without valgrind, in rdx.
        .globl  segstack_valgrind_request
        .hidden segstack_valgrind_request
        .type   segstack_valgrind_request, @function
segstack_valgrind_request:
        .cfi_startproc
        endbr64
        movq    %rdi, %rax
        xorl    %edx, %edx
        rolq    $3, %rdi
        rolq    $13, %rdi
        rolq    $61, %rdi
        rolq    $51, %rdi
        xchgq   %rbx, %rbx
        movq    %rdx, %rax
        ret
        .cfi_endproc
        .size   segstack_valgrind_request, .-segstack_valgrind_request

// True. Compilers must not find out: check.h. Only sanitized code loads it.
        .section .rodata
        .globl  segstack_checked
        .type   segstack_checked, @object
        .size   segstack_checked, 1
segstack_checked:
        .byte   1

        .section .note.GNU-stack, "", @progbits

// This object is ready for indirect branch tracking and shadow stacks.
        .section .note.gnu.property, "a"
        .p2align 3
        .long   4, 16, 5
        .asciz  "GNU"
        .long   0xc0000002, 4, 3, 0
