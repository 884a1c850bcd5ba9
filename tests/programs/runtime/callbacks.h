//===- callbacks.h - between callbacks.cpp and its library ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CALLBACKS_H
#define CALLBACKS_H

extern "C" {
/// What the library's constructors have counted.
long library_constructed();
/// Calls back, from as deep in the library as \p levels.
long library_call(long levels, long (*back)(long));
/// Where its destructors add what they count; the library is unloaded then.
void library_report_to(long *destroyed);
}

constexpr long library_levels = 5000;

#endif // CALLBACKS_H
