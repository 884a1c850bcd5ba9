// A check asks for what a function needs that is compiled elsewhere: by the table
// of the C library's, or by --external-stack. Those without a check hand the need
// on to their callers.
// RUN: %segstack rewrite --quiet --place=all --list-functions --external-stack=db::query=1m %s -- | %FileCheck %s
// RUN: %segstack rewrite --quiet --list-functions --external-stack=db::query=1m %s -- | %FileCheck %s
// RUN: %segstack rewrite --quiet --list-functions --format=json --external-stack=db::query=1m %s -- > %t.json
// RUN: %FileCheck %s --check-prefix=JSON < %t.json
// RUN: %python -c "import json; print(*sorted(f['function'] for f in json.load(open('%t.json')) if 'external' in f))" > %t.raised
// RUN: grep -qxF 'N::N() N::~N() caller(int) lookup(int) user(int)' %t.raised
// RUN: %segstack rewrite --quiet --explain=lookup %s -- | %FileCheck %s --check-prefix=ONE
// RUN: %segstack rewrite --quiet --place=all --list-functions --external-stack=getaddrinfo=0 --external-stack=wprintf=48k %s -- | %FileCheck %s --check-prefix=NONE --implicit-check-not=' for '

// The text; the shape is that of the frame alone, and checks of less are as before.
// RUN: %segstack rewrite --quiet --external-stack=burn=200k %s -o %t.cpp -- -std=c++14
// RUN: %FileCheck %s --check-prefix=TEXT < %t.cpp
// RUN: %segstack strip %t.cpp | cmp - %s
// RUN: %segstack rewrite --quiet --external-stack=burn=200k %t.cpp -- -std=c++14 | cmp - %t.cpp

// At every depth there is room for it; without the option there is not.
// RUN: %gxx -O1 -DELSEWHERE -c %s -o %t.o
// RUN: %segstack rewrite --quiet %s -o %t.without.cpp -- -std=c++14
// RUN: for compiler in %gxx %clangxx; do for level in -O0 -O2; do \
// RUN:   $compiler $level -std=c++14 -DRUN %include %t.cpp %t.o %runtime -o %t.with && \
// RUN:   (ulimit -S -s 512; %t.with && SEGSTACK_OPTIONS=stress=3 %t.with) && \
// RUN:   $compiler $level -std=c++14 -DRUN %include %t.without.cpp %t.o %runtime -o %t.without && \
// RUN:   ! (ulimit -c 0; ulimit -S -s 512; %t.without) 2> /dev/null || exit 1; done; done
// RUN: %segstack cc --place=all --external-stack=burn=200k %gxx -DRUN %s %t.o %runtime -o %t.cc && (ulimit -S -s 512; %t.cc)

// RUN: %exits 2 %segstack rewrite --external-stack=burn %s -- 2>&1 | %FileCheck %s --check-prefix=BAD
// BAD: segstack: error: --external-stack: expected NAME=BYTES with at most 1024m, as 'getaddrinfo=64k' or 'db::query=1m', found 'burn'
// RUN: %exits 2 %segstack cc --external-stack=burn=1q %gxx -c %s 2>&1 | %FileCheck %s --check-prefix=BADCC
// BADCC: segstack cc: --external-stack: expected NAME=BYTES {{.*}} found 'burn=1q'
// RUN: %segstack rewrite --dump-config --external-stack=burn=200k --system-stack=burn %s | %FileCheck %s --check-prefix=DUMP
// DUMP: external-stack:
// DUMP-NEXT: - 'burn=200k'
// DUMP: system-stack:
// DUMP-NEXT: - 'burn'
// RUN: %exits 2 %segstack rewrite --verify-config --config='{external-stack: [burn]}' %s 2>&1 | %FileCheck %s --check-prefix=CONFIG
// CONFIG: --config:1:19: expected NAME=BYTES

#ifdef ELSEWHERE
int burn(int n) {
  volatile char block[190 << 10];
  for (unsigned i = 0; i < sizeof block; i += 512)
    block[i] = static_cast<char>(n);
  return block[512] != static_cast<char>(n);
}
#else
extern "C" {
int getaddrinfo(const char *, const char *, const void *, void **);
int wprintf(const wchar_t *, ...);
int printf(const char *, ...);
}
namespace db {
int query(int);
}
int burn(int);

#ifndef RUN
// CHECK: lookup(int): retry, {{[0-9]+}} bytes, +16384 for getaddrinfo{{$}}
// JSON: "external":16384,"external-for":"getaddrinfo",{{.*}}"function":"lookup(int)"
// ONE: lookup(int): retry: calls itself again on a new segment, +16384 for getaddrinfo
// NONE: lookup(int): retry, {{[0-9]+}} bytes{{$}}
int lookup(int n) { return getaddrinfo(0, 0, &n, 0) + lookup(n - 1); }

struct N {
  int part;
  // CHECK: N::N(): {{.*}}, +999424 for db::query{{$}}
  N() : part(db::query(1)) { part += lookup(part); }
  // CHECK: N::~N(): outline (destructor), {{[0-9]+}} bytes, +999424 for db::query{{$}}
  ~N() { db::query(part); }
};

// What comes before the constructor's body is its callers', with its frame.
// CHECK: user(int): retry, {{[0-9]+}} bytes, +{{9994[3-9][0-9]|999[5-9][0-9][0-9]}} for db::query{{$}}
int user(int n) { return N().part + user(n - 1); }

// CHECK: say(const char *): none (variadic), {{[0-9]+}} bytes{{$}}
int say(const char *, ...) { return wprintf(L"%ls", L""); }
// CHECK: caller(int): retry, {{[0-9]+}} bytes, +2{{[0-9]+}} for wprintf{{$}}
int caller(int n) { return say("") + caller(n - 1); }
// CHECK: covered(int): retry, {{[0-9]+}} bytes{{$}}
int covered(int n) { return printf("") + covered(n - 1); }
#endif

// TEXT: int deep(int n, int *sum) { SEGSTACK_CHECK(155{{[0-9][0-9][0-9]}}, (n, sum), deep(n, sum));
int deep(int n, int *sum) {
  int failed = burn(n);
  *sum += failed;
  return n ? deep(n - 1, &failed) + failed : failed;
}
int main() {
  int sum = 0;
  return deep(20000, &sum) + sum;
}
#endif
