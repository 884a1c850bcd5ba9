// RUN: %segstack cc --place=all --verbose %gxx %s -o %t 2>&1 | %FileCheck %s && %t
// RUN: %segstack cc --place=all --verbose %clangxx %s -o %t && %t
//
// What g++ reads behind its version gets the checks, not what clang would read of its
// own accord.
// CHECK: gnuc-version.cpp: 1 functions checked, 2 left alone
#if __GNUC__ >= 5 || defined(__clang__)
int recurse(int n) { return n ? recurse(n - 1) + 1 : 0; }
int main() { return recurse(40) - 40; }
#else
int first(int n) { return n ? first(n - 1) + 1 : 0; }
int second(int n) { return n ? second(n - 1) + 1 : 0; }
int main() { return first(40) - second(40); }
#endif
void nothing() {}
