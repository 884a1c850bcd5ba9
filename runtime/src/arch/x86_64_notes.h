//===- x86_64_notes.h - the end of every .S file ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the linker is told of these objects.
//
//===----------------------------------------------------------------------===//

// clang-format off
        .section .note.GNU-stack, "", @progbits

// This object is ready for indirect branch tracking and shadow stacks.
        .section .note.gnu.property, "a"
        .p2align 3
        .long   4, 16, 5
        .asciz  "GNU"
        .long   0xc0000002, 4, 3, 0
