//===- x86_64.S - the switch of stacks on x86-64 --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// R segstack_call(..., double crossing)
//
//   old stack:  ... return address, rbp, rbx, r12, crossing
//                                   '- rbp holds this place while R runs
//   new stack:  return address into here   <- sp - 8, the target's entry
//
//   the cached next segment fits --> its top: no call, no system call
//                   '- else --> segstack_enter (grow.cpp): a stack pointer, 0 to
//                               call here, or -1 to refuse
//   way back, nothing to give back --> done
//                   '- else --> the caller calls segstack_leave (limit.cpp)
//
// The crossing's address is the bits of xmm0; integer arguments (rdi, rsi) and
// every kind of result pass through. A balanced call and ret, so shadow stacks
// agree. The CFA comes from rbp at every instruction that runs on the new
// stack, so unwinders step over the switch. On the slow path the return address
// that has been used gives way to 0: where it still is, the target did not
// return.
//
// What is left stays in rbx and its limit in r12: by way of memory each
// crossing would wait for the stores of the one before.
//
//===----------------------------------------------------------------------===//

#include "x86_64_fields.h"

#define HERE              8

// Side by side: one look-up for both.
        .section .tdata, "awT", @progbits
        .p2align 5
        .globl  segstack_limit
        .type   segstack_limit, @object
        .size   segstack_limit, 8
segstack_limit:
        .quad   -1
        .globl  segstack_here
        .hidden segstack_here
        .type   segstack_here, @object
        .size   segstack_here, 24
segstack_here:
        .quad   segstack_unmeasured, 0, 0

        .text
// The way back on one cache line: 0.5 cycles.
        .p2align 6
        .skip   16
        .globl  segstack_call
        .type   segstack_call, @function
segstack_call:
        .cfi_startproc
        endbr64
        .size   segstack_call, .-segstack_call

// gdb lets a caller's frame lie below its callee's only where the function is
// named exactly __morestack; an alias at the same address is not looked at.
        .type   __morestack, @function
__morestack:
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        pushq   %rbx
        .cfi_offset %rbx, -24
        pushq   %r12
        .cfi_offset %r12, -32
        movq    %xmm0, %rax
        pushq   %rax
        movq    segstack_limit@gottpoff(%rip), %r11
        movq    %fs:HERE(%r11), %rbx
        movq    %fs:(%r11), %r12

// One comparison for two: the crossing is in this segment, and there is no room.
        movq    CROSSING_BYTES(%rax), %rcx
        movq    SEGMENT_NEXT(%rbx), %r8
        movq    SEGMENT_HEADROOM(%rbx), %rdx
        movq    %rax, %r9
        addq    %rcx, %rdx
        subq    SEGMENT_LOW(%rbx), %r9
        cmpq    %rdx, %r9
        jae     .Lenter
        cmpq    SEGMENT_FITS(%r8), %rcx
        jae     .Lenter
        movq    CROSSING_FUNCTION(%rax), %r9
        cmpq    SEGMENT_SITE(%r8), %r9
        jne     .Lenter

        movq    SEGMENT_COUNT(%r8), %rcx
        incq    (%rcx)
        movq    %r12, CROSSING_LIMIT(%rax)
        movq    %rbx, CROSSING_SEGMENT(%rax)
        movq    %rax, SEGMENT_ENTERED(%r8)
        movq    %r8, %fs:HERE(%r11)
        movq    SEGMENT_LIMIT(%r8), %rdx
        movq    %rdx, %fs:(%r11)
        movq    SEGMENT_TOP(%r8), %rsp
        call    *CROSSING_TARGET(%rax)

// First off the segment: once it is not the current one, a signal's handler may
// cross to it, and must not have its own frame there. Then: something to give
// back; or the stack has been switched by who knows whom.
.Lback:
        movq    -24(%rbp), %rcx
        leaq    -16(%rbp), %rsp
        movq    segstack_limit@gottpoff(%rip), %r11
        movq    %fs:HERE(%r11), %r8
        cmpq    %rcx, SEGMENT_ENTERED(%r8)
        jne     .Lout
        cmpb    $0, SEGMENT_TRIM(%r8)
        jne     .Lout
        movq    %rbx, %fs:HERE(%r11)
        movq    %r12, %fs:(%r11)
        movq    $0, CROSSING_SEGMENT(%rcx)
.Lout:
        popq    %r12
        popq    %rbx
        popq    %rbp
        .cfi_remember_state
        .cfi_def_cfa %rsp, 8
        .cfi_restore %rbp
        .cfi_restore %rbx
        .cfi_restore %r12
        ret
        .cfi_restore_state

.Lenter:
        pushq   %rdi
        pushq   %rsi
        subq    $8, %rsp
        movq    %rax, %rdi
        leaq    16(%rbp), %rsi
        call    segstack_enter
        addq    $8, %rsp
        popq    %rsi
        popq    %rdi
        movq    %rax, %rcx
        movq    -24(%rbp), %rax
        cmpq    $-1, %rcx
        je      .Lrefuse
        testq   %rcx, %rcx
        je      .Lhere
        movq    CROSSING_SEGMENT(%rax), %rbx
        movq    CROSSING_LIMIT(%rax), %r12
        movq    %rcx, %rsp
        call    *CROSSING_TARGET(%rax)
        movq    $0, -8(%rsp)
        jmp     .Lback

.Lhere:
        subq    $8, %rsp
        call    *CROSSING_TARGET(%rax)
        leaq    -16(%rbp), %rsp
        jmp     .Lout

.Lrefuse:
        subq    $8, %rsp
        movq    %rax, %rdi
        call    *CROSSING_REFUSE(%rax)
        leaq    -16(%rbp), %rsp
        jmp     .Lout
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

#include "x86_64_notes.h"
