//===- process.h - what the system knows of this process --------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Read from /proc/self.
//
//===----------------------------------------------------------------------===//

#ifndef PROCESS_H
#define PROCESS_H

#include "expect.h"

/// Lines of /proc/self/maps: what is mapped.
inline long lines_of_maps() {
  std::FILE *file = std::fopen("/proc/self/maps", "r");
  EXPECT(file != nullptr);
  long lines = 0;
  for (int c; (c = std::getc(file)) != EOF;)
    lines += c == '\n';
  std::fclose(file);
  return lines;
}

/// The largest number behind \p key in \p path; -1 when there is none.
inline long largest_value(const char *path, const char *key) {
  std::FILE *file = std::fopen(path, "r");
  EXPECT(file != nullptr);
  char line[512];
  long most = -1, value;
  while (std::fgets(line, sizeof(line), file))
    if (std::strncmp(line, key, std::strlen(key)) == 0 &&
        std::sscanf(line + std::strlen(key), "%ld", &value) == 1)
      most = value > most ? value : most;
  std::fclose(file);
  return most;
}

/// KiB of /proc/self/status, as "VmRSS:".
inline long memory_kib(const char *key) {
  long kib = largest_value("/proc/self/status", key);
  EXPECT(kib > 0);
  return kib;
}

#endif // PROCESS_H
