//===- callbacks.cpp - from code without checks back into deep ones ----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: callbacks returns|throws|exhausts|jumps|ends LIBRARY CASE...
//
// The C library calls functions of the program that recurse far beyond the
// stack it runs on, return, throw, run out of stack, jump, or exit. Each call
// is made at many places of a segment, each case in a process of its own.
//
//===----------------------------------------------------------------------===//

#include "callbacks.h"
#include "expect.h"

#include <algorithm>
#include <csetjmp>
#include <dirent.h>
#include <dlfcn.h>
#include <ftw.h>
#include <glob.h>
#include <link.h>
#include <mutex>
#include <pthread.h>
#include <search.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

namespace {

enum Act { returns, throws, jumps, ends } act; ///< once a callback is deep
long levels = 8000, calls;
std::jmp_buf landing;

NOINLINE long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  if (n == 0 && act == throws)
    throw calls;
  if (n == 0 && act == jumps)
    std::longjmp(landing, 1);
  if (n == 0 && act == ends)
    std::exit(3);
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

/// Not each time as deep.
void go_deep() {
  long n = ++calls % 16 == 1 ? levels : levels / 64;
  EXPECT_EQ(deep(n), n + 1);
}

int compare(const void *a, const void *b) {
  SEGSTACK_CHECK(96, (a, b), compare(a, b));
  go_deep();
  int left = *static_cast<const int *>(a), right = *static_cast<const int *>(b);
  return left < right ? -1 : left > right;
}

/// 0 to \p size - 1 in some order.
std::vector<int> shuffled(int size) {
  std::vector<int> all(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i)
    all[static_cast<size_t>(i)] = i * 17 % size;
  return all;
}

void expect_sorted(const std::vector<int> &all) {
  for (size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(all[i], i);
}

void sort_some(int size) {
  std::vector<int> all = shuffled(size);
  std::qsort(all.data(), all.size(), sizeof(int), compare);
  expect_sorted(all);
}

void call_qsort() {
  sort_some(20);
  std::vector<int> all = shuffled(20);
  qsort_r(
      all.data(), all.size(), sizeof(int),
      [](const void *a, const void *b, void *) { return compare(a, b); },
      nullptr);
  expect_sorted(all);
}

void call_bsearch() {
  std::vector<int> all = shuffled(64);
  std::sort(all.begin(), all.end());
  int key = 41;
  EXPECT(std::bsearch(&key, all.data(), all.size(), sizeof(int), compare) ==
         &all[41]);
  size_t size = all.size();
  EXPECT(lfind(&key, all.data(), &size, sizeof(int), compare) == &all[41]);
}

long walked;

void walk(const void *, VISIT which, int) {
  SEGSTACK_CHECK(96, (which), walk(nullptr, which, 0));
  go_deep();
  walked += which == postorder || which == leaf;
}

void call_tsearch() {
  std::vector<int> all = shuffled(20);
  void *root = nullptr;
  for (int &one : all)
    EXPECT(tsearch(&one, &root, compare));
  walked = 0;
  twalk(root, walk);
  EXPECT_EQ(walked, 20);
  for (int i = 0; i < 10; ++i)
    EXPECT(tdelete(&i, &root, compare));
  tdestroy(root, [](void *) { go_deep(); });
}

const std::string &tree() {
  static const std::string root = [] {
    char name[] = "/tmp/segstack-callbacks-XXXXXX";
    EXPECT(mkdtemp(name));
    for (const char *inside : {"/a", "/b", "/c", "/c/d"})
      EXPECT_EQ(mkdir((std::string(name) + inside).c_str(), 0700), 0);
    return std::string(name);
  }();
  return root;
}

int visit(const char *path, const struct stat *, int) {
  SEGSTACK_CHECK(96, (path), visit(path, nullptr, 0));
  go_deep();
  return ++walked, 0;
}

void call_ftw() {
  walked = 0;
  EXPECT_EQ(ftw(tree().c_str(), visit, 8), 0);
  auto visit_more = [](const char *path, const struct stat *, int, FTW *) {
    return visit(path, nullptr, 0);
  };
  EXPECT_EQ(nftw(tree().c_str(), visit_more, 8, FTW_DEPTH), 0);
  EXPECT_EQ(walked, 10);
}

int choose(const dirent *entry) {
  SEGSTACK_CHECK(96, (entry), choose(entry));
  go_deep();
  return entry->d_name[0] != '.';
}

int order(const dirent **a, const dirent **b) {
  SEGSTACK_CHECK(96, (a, b), order(a, b));
  go_deep();
  return std::strcmp((*b)->d_name, (*a)->d_name);
}

void call_scandir() {
  dirent **names;
  EXPECT_EQ(scandir(tree().c_str(), &names, choose, order), 3);
  EXPECT_EQ(names[0]->d_name[0], 'c');
  for (int i = 0; i < 3; ++i)
    std::free(names[i]);
  std::free(names);
}

int glob_error(const char *path, int) {
  SEGSTACK_CHECK(96, (path), glob_error(path, 0));
  go_deep();
  return 0;
}

void call_glob() {
  glob_t found = {};
  long before = calls;
  std::string pattern = tree() + "/{no-such-directory,a}/*/*";
  glob(pattern.c_str(), GLOB_BRACE, glob_error, &found);
  globfree(&found);
  EXPECT(calls > before || act != returns);
}

pthread_once_t once;

void run_once() {
  SEGSTACK_CHECK(96, (), run_once());
  go_deep();
}

void call_once() {
  once = PTHREAD_ONCE_INIT;
  long before = calls;
  for (int i = 0; i < 2; ++i)
    pthread_once(&once, run_once);
  std::once_flag flag;
  std::call_once(flag, run_once);
  EXPECT_EQ(calls - before, 2);
}

int see_module(dl_phdr_info *info, size_t size, void *data) {
  SEGSTACK_CHECK(96, (info, size, data), see_module(info, size, data));
  go_deep();
  return ++*static_cast<int *>(data), 0;
}

void call_dl_iterate_phdr() {
  int modules = 0;
  EXPECT_EQ(dl_iterate_phdr(see_module, &modules), 0);
  EXPECT(modules > 3);
}

/// Every level is in a comparator of the one above.
int compare_deeper(const void *a, const void *b) {
  SEGSTACK_CHECK(96, (a, b), compare_deeper(a, b));
  int more = *static_cast<const int *>(a) + *static_cast<const int *>(b);
  if (more > 1) {
    int both[2] = {more / 2, (more - 1) / 2};
    std::qsort(both, 2, sizeof(int), compare_deeper);
  } else {
    go_deep();
  }
  return 0;
}

void call_nested() {
  int both[2] = {150, 150};
  std::qsort(both, 2, sizeof(int), compare_deeper);
}

void call_std_sort() {
  auto less = [](int a, int b) {
    SEGSTACK_BODY(96, (a, b), ->bool) {
      go_deep();
      return a < b;
    }
    SEGSTACK_BODY_END
  };
  std::vector<int> all = shuffled(40);
  std::sort(all.begin(), all.end(), less);
  expect_sorted(all);
  all = shuffled(40);
  std::stable_sort(all.begin(), all.end(), less);
  expect_sorted(all);
}

const char *library_path;

void call_dlopen() {
  typedef long (*Constructed)();
  typedef long (*CallBack)(long, long (*)(long));
  typedef void (*ReportTo)(long *);
  constexpr long each = library_levels + 1;
  void *library = dlopen(library_path, RTLD_NOW);
  if (!library)
    std::fprintf(stderr, "%s\n", dlerror());
  EXPECT(library);
  auto find = [&](const char *name) { return dlsym(library, name); };
  auto constructed = reinterpret_cast<Constructed>(find("library_constructed"));
  EXPECT_EQ(constructed(), 3 * each);
  auto call = reinterpret_cast<CallBack>(find("library_call"));
  EXPECT_EQ(call(library_levels, deep), each);
  long destroyed = 0;
  reinterpret_cast<ReportTo>(find("library_report_to"))(&destroyed);
  EXPECT_EQ(dlclose(library), 0);
  EXPECT_EQ(destroyed, 3 * each);
}

struct Case {
  const char *name;
  void (*run)();
};

const Case cases[] = {{"qsort", call_qsort},
                      {"qsort_large", [] { sort_some(300); }},
                      {"bsearch", call_bsearch},
                      {"tsearch", call_tsearch},
                      {"ftw", call_ftw},
                      {"scandir", call_scandir},
                      {"glob", call_glob},
                      {"once", call_once},
                      {"dl_iterate_phdr", call_dl_iterate_phdr},
                      {"nested", call_nested},
                      {"std_sort", call_std_sort},
                      {"dlopen", call_dlopen}};

void run_and_catch(void (*run)()) {
  long thrown = 0;
  calls = 0;
  try {
    run();
  } catch (long caught) {
    thrown = caught;
  } catch (const segstack::stack_exhausted &) {
    thrown = 1;
  }
  EXPECT(thrown > 0);
}

void run_and_jump(void (*run)()) {
  if (setjmp(landing) == 0) {
    run();
    EXPECT(!"it jumps");
  }
}

/// At one level of five, with more and more of the segment used.
NOINLINE void at_levels(int n, void (*how)(void (*)()), void (*run)()) {
  SEGSTACK_CHECK(96, (n, how, run), at_levels(n, how, run));
  if (n % 5 == 0) {
    size_t pad = static_cast<size_t>(n) * 784 % 9000 + 16;
    char *block = static_cast<char *>((__builtin_alloca)(pad));
    std::memset(block, n, pad);
    keep(*block);
    how(run);
    for (size_t i = 0; i < pad; ++i)
      EXPECT_EQ(block[i], static_cast<char>(n));
  }
  if (n)
    at_levels(n - 1, how, run);
  keep(n);
}

void end_deep() {
  SEGSTACK_CHECK(96, (), end_deep());
  act = returns;
  go_deep();
  std::_Exit(calls > 0 ? 0 : 1);
}

void remove_tree() {
  nftw(
      tree().c_str(),
      [](const char *path, const struct stat *, int, FTW *) {
        return std::remove(path);
      },
      8, FTW_DEPTH);
}

/// One case in this process.
void run_case(void (*run)(), const std::string &how) {
  act = how == "throws"  ? throws
        : how == "jumps" ? jumps
        : how == "ends"  ? ends
                         : returns;
  if (how == "exhausts")
    levels = 1L << 40;
  if (act == ends)
    std::atexit(end_deep);
  bool is_caught = act == throws || how == "exhausts";
  at_levels(
      100,
      is_caught      ? run_and_catch
      : act == jumps ? run_and_jump
                     : [](void (*call)()) { call(); },
      run);
  EXPECT(act != ends);
  // It works as before.
  act = returns;
  levels = 8000;
  run();
  EXPECT(stats().crossings > 0);
}

} // namespace

int main(int argc, char **argv) {
  EXPECT(argc > 3);
  library_path = argv[2];
  tree();
  for (int i = 3; i < argc; ++i) {
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
      for (const Case &one : cases)
        if (std::strcmp(one.name, argv[i]) == 0) {
          run_case(one.run, argv[1]);
          std::_Exit(0);
        }
      std::_Exit(2);
    }
    int status;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  remove_tree();
}
