//===- x86_64_retry.S - calls a function again, on x86-64 -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The retry of C, which has no closures: what was passed is passed on.
//
//   function(arguments) -- no room --> segstack_retry(the same arguments)
//       segstack_retry    keeps the registers, makes a crossing
//       segstack_call     decides where (x86_64.S)
//       replay            copies the arguments on the stack, loads the
//                         registers, calls the function: now there is room
//
// By other flags it is a call on the thread's own stack (SEGSTACK_VISIT_C).
//
// The function's segstack_callee comes in r10, the register of a static chain,
// which no argument uses. Results come back in whatever registers they are in.
// A crossing that has memory to give back is left here: a result in C is in
// rax, rdx, xmm0, xmm1 or on the x87 stack, which the runtime does not touch
// (the rewriter leaves functions alone that pass wider vectors). An exception,
// or a thread's end, leaves it by the landing pad: by the personality routine
// of C, whatever the functions around were compiled with.
//
//===----------------------------------------------------------------------===//

#include "x86_64_fields.h"

// The frame: the crossing first, so that its address is the crossing's.
#define FRAME_CALLEE CROSSING_SIZE // as Retry of state.h
#define FRAME_RDI 112
#define FRAME_RSI 120
#define FRAME_RDX 128
#define FRAME_RCX 136
#define FRAME_R8 144
#define FRAME_R9 152
#define FRAME_RAX 160
#define FRAME_XMM 176
#define FRAME_SIZE 304
// From the frame's begin to the arguments that came on the stack, behind rbp
// and the return address.
#define FRAME_ARGUMENTS 320

        .text
        .p2align 4
        .globl  segstack_retry
        .type   segstack_retry, @function
segstack_retry:
        .cfi_startproc
        .cfi_personality 0x9b, DW.ref.__gcc_personality_v0
        .cfi_lsda 0x1b, .Llsda
        endbr64
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        subq    $FRAME_SIZE, %rsp
        movq    %rdi, FRAME_RDI(%rsp)
        movq    %rsi, FRAME_RSI(%rsp)
        movq    %rdx, FRAME_RDX(%rsp)
        movq    %rcx, FRAME_RCX(%rsp)
        movq    %r8, FRAME_R8(%rsp)
        movq    %r9, FRAME_R9(%rsp)
        movq    %rax, FRAME_RAX(%rsp)
        movaps  %xmm0, FRAME_XMM(%rsp)
        movaps  %xmm1, FRAME_XMM+16(%rsp)
        movaps  %xmm2, FRAME_XMM+32(%rsp)
        movaps  %xmm3, FRAME_XMM+48(%rsp)
        movaps  %xmm4, FRAME_XMM+64(%rsp)
        movaps  %xmm5, FRAME_XMM+80(%rsp)
        movaps  %xmm6, FRAME_XMM+96(%rsp)
        movaps  %xmm7, FRAME_XMM+112(%rsp)

        movq    CALLEE_BYTES(%r10), %rax
        addq    CALLEE_ARGUMENTS(%r10), %rax
        movq    CALLEE_FUNCTION(%r10), %rcx
        leaq    .Lreplay(%rip), %rdx
        movq    segstack_abort_exhausted@GOTPCREL(%rip), %rsi
        movq    %rax, CROSSING_BYTES(%rsp)
        movq    %rcx, CROSSING_FUNCTION(%rsp)
        movq    %rdx, CROSSING_TARGET(%rsp)
        movq    %rsi, CROSSING_REFUSE(%rsp)
        movq    $0, CROSSING_SEGMENT(%rsp)
        movl    CALLEE_FLAGS(%r10), %eax
        movl    %eax, CROSSING_FLAGS(%rsp)
        movq    %r10, FRAME_CALLEE(%rsp)
        movq    %rsp, %rdi
        movq    %rsp, %xmm0
.Lcall: call    *segstack_call@GOTPCREL(%rip)
.Lcalled:
        cmpq    $0, CROSSING_SEGMENT(%rsp)
        jne     .Lleave
.Lreturn:
        leave
        .cfi_remember_state
        .cfi_def_cfa %rsp, 8
        .cfi_restore %rbp
        ret
        .cfi_restore_state

.Lleave:
        movq    %rax, FRAME_RAX(%rsp)
        movq    %rdx, FRAME_RDX(%rsp)
        movaps  %xmm0, FRAME_XMM(%rsp)
        movaps  %xmm1, FRAME_XMM+16(%rsp)
        movq    %rsp, %rdi
        call    *segstack_leave@GOTPCREL(%rip)
        movq    FRAME_RAX(%rsp), %rax
        movq    FRAME_RDX(%rsp), %rdx
        movaps  FRAME_XMM(%rsp), %xmm0
        movaps  FRAME_XMM+16(%rsp), %xmm1
        jmp     .Lreturn

.Lunwound:
        movq    %rax, FRAME_RAX(%rsp)
        movq    %rsp, %rdi
        cmpq    $0, CROSSING_SEGMENT(%rsp)
        je      1f
        call    *segstack_leave@GOTPCREL(%rip)
1:      movq    FRAME_RAX(%rsp), %rdi
        call    _Unwind_Resume@PLT
        .cfi_endproc
        .size   segstack_retry, .-segstack_retry

// R replay(frame of segstack_retry)
        .p2align 4
        .type   replay, @function
replay:
.Lreplay:
        .cfi_startproc
        endbr64
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        movq    %rdi, %rax
        movq    FRAME_CALLEE(%rax), %r11
        movq    CALLEE_ARGUMENTS(%r11), %rcx
        testq   %rcx, %rcx
        jne     .Lcopy
.Lload: movq    FRAME_RDI(%rax), %rdi
        movq    FRAME_RSI(%rax), %rsi
        movq    FRAME_RDX(%rax), %rdx
        movq    FRAME_RCX(%rax), %rcx
        movq    FRAME_R8(%rax), %r8
        movq    FRAME_R9(%rax), %r9
        movaps  FRAME_XMM(%rax), %xmm0
        movaps  FRAME_XMM+16(%rax), %xmm1
        movaps  FRAME_XMM+32(%rax), %xmm2
        movaps  FRAME_XMM+48(%rax), %xmm3
        movaps  FRAME_XMM+64(%rax), %xmm4
        movaps  FRAME_XMM+80(%rax), %xmm5
        movaps  FRAME_XMM+96(%rax), %xmm6
        movaps  FRAME_XMM+112(%rax), %xmm7
        movq    FRAME_RAX(%rax), %rax
        call    *CALLEE_TARGET(%r11)
        leave
        .cfi_remember_state
        .cfi_def_cfa %rsp, 8
        .cfi_restore %rbp
        ret
        .cfi_restore_state

// rcx bytes, a multiple of 16.
.Lcopy: leaq    FRAME_ARGUMENTS(%rax), %rsi
        subq    %rcx, %rsp
        movq    %rsp, %rdi
        shrq    $3, %rcx
        rep movsq
        jmp     .Lload
        .cfi_endproc
        .size   replay, .-replay

// One region: .Lcall to .Lcalled goes to .Lunwound, for a cleanup.
        .section .gcc_except_table, "a", @progbits
        .p2align 2
.Llsda: .byte   0xff, 0xff, 1
        .uleb128 2f-1f
1:      .uleb128 .Lcall-segstack_retry
        .uleb128 .Lcalled-.Lcall
        .uleb128 .Lunwound-segstack_retry
        .uleb128 0
2:

        .hidden DW.ref.__gcc_personality_v0
        .weak   DW.ref.__gcc_personality_v0
        .section .data.rel.local.DW.ref.__gcc_personality_v0, "awG", @progbits, DW.ref.__gcc_personality_v0, comdat
        .p2align 3
        .type   DW.ref.__gcc_personality_v0, @object
        .size   DW.ref.__gcc_personality_v0, 8
DW.ref.__gcc_personality_v0:
        .quad   __gcc_personality_v0

#include "x86_64_notes.h"
