//===- foreign_measure.cpp - how much stack the C library uses ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: foreign_measure table | list | check heavy_externals.txt
//
// Each call of foreign_table.h in a process of its own, in a thread whose stack
// is painted first: the lowest word that has changed after the call tells how
// far it went. `table` prints all of them; `list` the most of each function,
// without the extreme; `check` compares with such a list.
//
//===----------------------------------------------------------------------===//

#include "foreign_table.h"

#include <gnu/libc-version.h>
#include <map>
#include <sys/mman.h>
#include <sys/wait.h>

namespace {

constexpr size_t stack_size = 4 << 20;
constexpr size_t reserve = 64 << 10;

struct Painted {
  const foreign::Call *call;
  uintptr_t *low;
  size_t used;
};

uintptr_t pattern(const uintptr_t *at) {
  return ~reinterpret_cast<uintptr_t>(at) * 0x9e3779b97f4a7c15u;
}

/// About where the frame of a function begins that is called from here.
NOINLINE uintptr_t *next_frame() {
  return static_cast<uintptr_t *>(__builtin_frame_address(0));
}

NOINLINE void *measure_here(void *data) {
  Painted &here = *static_cast<Painted *>(data);
  uintptr_t *volatile end = next_frame();
  for (uintptr_t *at = here.low; at < end; ++at)
    *static_cast<volatile uintptr_t *>(at) = pattern(at);
  foreign::Result result;
  here.call->run(result);
  uintptr_t *lowest = here.low;
  while (lowest < end && *lowest == pattern(lowest))
    ++lowest;
  EXPECT(lowest > here.low);
  here.used = static_cast<size_t>(end - lowest) * sizeof(*lowest);
  return nullptr;
}

/// In this process; the first time includes what is set up then.
size_t measure(const foreign::Call &call) {
  void *stack = mmap(nullptr, stack_size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  EXPECT(stack != MAP_FAILED);
  Painted painted = {&call, static_cast<uintptr_t *>(stack), 0};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  EXPECT_EQ(pthread_attr_setstack(&attributes, stack, stack_size), 0);
  EXPECT_EQ(pthread_create(&thread, &attributes, measure_here, &painted), 0);
  EXPECT_EQ(pthread_join(thread, nullptr), 0);
  return painted.used;
}

size_t measure_in_child(const foreign::Call &call) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    // To load it the first time is what setlocale itself is measured at.
    if (!std::strstr(call.function, "locale"))
      std::setlocale(LC_ALL, "C.UTF-8");
    size_t first = measure(call), second = measure(call);
    size_t used = first < second ? second : first;
    std::_Exit(write(ends[1], &used, sizeof(used)) != sizeof(used));
  }
  close(ends[1]); // else a child that fails would be waited for
  size_t used = 0;
  int status;
  EXPECT_EQ(read(ends[0], &used, sizeof(used)), sizeof(used));
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  close(ends[0]);
  return used;
}

using List = std::map<std::string, size_t>;

/// The same code under other names.
const char *const families[][12] = {
    {"fprintf", "printf", "vprintf", "vfprintf", "dprintf", "vdprintf"},
    {"snprintf", "sprintf", "vsprintf", "vsnprintf", "asprintf", "vasprintf"},
    {"fwprintf", "wprintf", "vwprintf", "vfwprintf"},
    {"swprintf", "vswprintf"},
    {"sscanf", "scanf", "fscanf", "vscanf", "vfscanf", "vsscanf"},
    {"gethostbyname_r", "gethostbyname", "gethostbyname2"},
    {"getservbyname_r", "getservbyname", "getservbyport"},
    {"getpwuid_r", "getpwuid", "getpwnam", "getpwnam_r"},
    {"getgrouplist", "initgroups"},
    {"localtime_r", "localtime", "mktime"},
    {"qsort", "qsort_r"},
    {"execvp", "execlp", "execvpe"},
    {"syslog", "vsyslog"},
};

List measure_all(bool print) {
  List list;
  for (const foreign::Call &call : foreign::calls) {
    size_t used = measure_in_child(call);
    if (print)
      std::printf("%-20s %-36s %7zu %s%s\n", call.function, call.what, used,
                  used <= reserve ? "yes" : "no",
                  call.kind == foreign::extreme ? ", extreme" : "");
    size_t &most = list[call.function];
    // In steps, so that another compiler's wrapper makes no difference.
    used = (used + 255) / 256 * 256;
    if (call.kind != foreign::extreme && used > most)
      most = used;
  }
  for (const auto &family : families)
    for (const char *name : family)
      if (name)
        list[name] = list[family[0]];
  return list;
}

/// With the C library that the list is of, none uses more than it says, but
/// for what another CPU's registers take when a symbol is looked up first.
void compare_with(const char *path, const List &measured) {
  FILE *file = std::fopen(path, "r");
  EXPECT(file != nullptr);
  bool same = std::strcmp(gnu_get_libc_version(), "2.36") == 0;
  List listed;
  char name[100];
  size_t bytes;
  while (std::fscanf(file, "%99s %zu", name, &bytes) == 2)
    listed[name] = bytes;
  std::fclose(file);
  EXPECT_EQ(listed.size(), measured.size());
  for (const auto &entry : measured) {
    std::printf("%s %zu\n", entry.first.c_str(), entry.second);
    EXPECT(listed.count(entry.first));
    EXPECT(!same || entry.second <= listed[entry.first] + 4096);
    EXPECT(entry.second <= reserve);
  }
}

} // namespace

int main(int argc, char **argv) {
  EXPECT(argc > 1);
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  foreign::tree();
  if (std::strcmp(argv[1], "table") == 0) {
    std::printf("foreign measure, glibc %s: bytes, does a reserve of %zu do\n",
                gnu_get_libc_version(), reserve);
    measure_all(true);
  } else if (std::strcmp(argv[1], "list") == 0) {
    for (const auto &entry : measure_all(false))
      std::printf("%s %zu\n", entry.first.c_str(), entry.second);
  } else {
    EXPECT(argc > 2);
    compare_with(argv[2], measure_all(false));
  }
  foreign::remove_tree();
}
