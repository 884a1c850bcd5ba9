//===- syscall.cpp - libgcc's mmap can be refused, too --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linked to faults.cpp under -fsplit-stack, with --wrap=syscall: libgcc calls
// no mmap, but syscall(SYS_mmap, ...).
//
//===----------------------------------------------------------------------===//

#include <sys/syscall.h>
#include <sys/types.h>

#define UNCHECKED __attribute__((no_split_stack))

extern "C" {
long __real_syscall(long, long, long, long, long, long, long);
void *__wrap_mmap(void *, size_t, int, int, int, off_t);
UNCHECKED long __wrap_syscall(long, long, long, long, long, long, long);

long __wrap_syscall(long number, long a, long b, long c, long d, long e,
                    long f) {
  if (number != SYS_mmap)
    return __real_syscall(number, a, b, c, d, e, f);
  return reinterpret_cast<long>(__wrap_mmap(
      reinterpret_cast<void *>(a), static_cast<size_t>(b), static_cast<int>(c),
      static_cast<int>(d), static_cast<int>(e), static_cast<off_t>(f)));
}
}
