// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Linkage, storage and attributes: extern "C", static, inline, weak, alias,
// thread_local, visibility, nodiscard, deprecated, pure, const, sections; one
// address per function, and pointers to all of them.
#include <cstdio>
#include <cstdlib>

extern "C" {
// CHECK: int c_linkage(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), c_linkage(n));
int c_linkage(int n) { return n ? c_linkage(n - 1) + 1 : 0; }
// CHECK: static int compare(const void *a, const void *b) { SEGSTACK_CHECK({{[0-9]+}}, (a, b), compare(a, b));
static int compare(const void *a, const void *b) { return *static_cast<const int *>(a) - *static_cast<const int *>(b); }
}
extern "C" int single(int n) { return n ? single(n - 1) + 1 : 0; }
extern "C" typedef int (*Callback)(int);
namespace space { extern "C" int in_namespace(int n) { return n ? in_namespace(n - 1) + 1 : 0; } }
inline int inlined(int n) { static int calls; return n ? inlined(n - 1) + 1 : ++calls; }
__attribute__((weak)) int weak(int n) { return n ? weak(n - 1) + 1 : 0; }
__attribute__((noinline, used, visibility("hidden"))) int hidden(int n) { return n ? hidden(n - 1) + 1 : 0; }
__attribute__((section(".text.elsewhere"))) int section(int n) { return n ? section(n - 1) + 1 : 0; }
[[nodiscard]] int nodiscard(int n) { return n ? nodiscard(n - 1) + 1 : 0; }
[[nodiscard]] bool nodiscardBool(int n) { return n ? nodiscardBool(n - 1) : true; }
struct [[nodiscard]] Result { int n; };
Result result(int n) { return n ? Result{result(n - 1).n + 1} : Result{0}; }
__attribute__((warn_unused_result)) int unused(int n) { return n ? unused(n - 1) + 1 : 0; }
__attribute__((pure)) int pure(int n) { return n ? pure(n - 1) + 1 : 0; }
__attribute__((const)) int constant(int n) { return n ? constant(n - 1) + 1 : 0; }
__attribute__((cold)) int cold(int n) { return n ? cold(n - 1) + 1 : 0; }
__attribute__((hot, flatten)) int hot(int n) { return n ? 1 : 0; }
__attribute__((nonnull)) int nonnull(int *p, int n) { return n ? nonnull(p, n - 1) + 1 : *p; }
__attribute__((returns_nonnull)) int *returnsNonnull(int *p, int n) { return n ? returnsNonnull(p, n - 1) : p; }
__attribute__((malloc)) void *allocates(int n) { return n ? allocates(n - 1) : std::malloc(1); }
__attribute__((format(printf, 1, 0))) int formats(const char *, int n) { return n ? formats("%d", n - 1) + 1 : 0; }
// A call of a deprecated function would bring a warning.
// CHECK: {{\[\[}}deprecated]] int old(int n) { SEGSTACK_BODY(
[[deprecated]] int old(int n) { return n + 1; }
int aliased(int n) { return n ? aliased(n - 1) + 1 : 0; }
int alias(int n) __attribute__((alias("_Z7aliasedi")));
__attribute__((constructor)) static void before() { std::printf("before main %d\n", c_linkage(3)); }
static int initialised = c_linkage(5);
thread_local int perThread = c_linkage(6);
struct Static { int n; explicit Static(int n) : n(n) { if (n > 1) this->n = Static(n - 1).n + 1; } ~Static() { if (n == 7) std::puts("after main"); } };
static Static object(7);

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  int numbers[4] = {3, 1, 2, 0}, zero = 0;
  std::qsort(numbers, 4, sizeof(int), compare);
  Callback callback = c_linkage;
  int (*pointers[])(int) = {single, inlined, weak, hidden, section, pure, constant, cold, alias};
  std::printf("%d %d %d %d\n", numbers[0], callback(n), space::in_namespace(n), pointers[0] == single);
  for (int (*pointer)(int) : pointers)
    std::printf("%d ", pointer(n));
  std::printf("\n%d %d %d %d %d\n", nodiscard(n), nodiscardBool(n), result(n).n, unused(n), hot(n));
  void *memory = allocates(n);
  std::printf("%d %d %d %d\n", nonnull(&zero, n), returnsNonnull(&zero, n) == &zero, memory != nullptr, formats("%d", n));
  std::free(memory);
  std::printf("%d %d %d\n", initialised, perThread, object.n);
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  std::printf("%d\n", old(n));
}
