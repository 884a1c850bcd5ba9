//===- switch_stack.h - a switch of stacks in assembly --*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As programs have it that do without ucontext: the runtime cannot see it.
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_STACK_H
#define SWITCH_STACK_H

extern "C" {
/// Saves what a call saves on the stack, stores where it is, goes on at `to`.
void switch_stack(void **from, void *to);
void first_switch();
}

__asm__(".text\n"
        "switch_stack:\n\t"
        "pushq %rbp\n\tpushq %rbx\n\tpushq %r12\n\t"
        "pushq %r13\n\tpushq %r14\n\tpushq %r15\n\t"
        "movq %rsp, (%rdi)\n\tmovq %rsi, %rsp\n\t"
        "popq %r15\n\tpopq %r14\n\tpopq %r13\n\t"
        "popq %r12\n\tpopq %rbx\n\tpopq %rbp\n\tret\n"
        "first_switch:\n\t"
        ".cfi_startproc\n\t.cfi_undefined rip\n\t"
        "movq %r12, %rdi\n\tcallq *%rbx\n\tud2\n\t.cfi_endproc\n");

#endif // SWITCH_STACK_H
