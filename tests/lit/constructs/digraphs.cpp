// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++14 -trigraphs
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++14 -trigraphs | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=300000 -std=c++14 -trigraphs -Wno-trigraphs -Wno-comment
//
// Braces that are spelled with two or three characters, or that stand behind a
// joined line, are left alone, and the tool says so; those characters elsewhere
// do no harm, nor do braces in comments, strings and joined comments.
#include <cstdio>
#include <cstdlib>

// WHY-DAG: digraph(int): none: one of the body's braces
// CHECK: int digraph(int n) <% return
int digraph(int n) <% return n ? digraph(n - 1) + 1 : 0; %>
// WHY-DAG: trigraph(int): none: one of the body's braces
// CHECK: int trigraph(int n) ??< return
int trigraph(int n) ??< return n ? trigraph(n - 1) + 1 : 0; ??>
// WHY-DAG: halves(int): none: one of the body's braces
int halves(int n) { return n ? halves(n - 1) + 1 : 0; %>
// WHY-DAG: Three::Three(int): none: one of the body's braces
// WHY-DAG: Three::~Three(): none: one of the body's braces
struct Three ??< int n; Three(int k) : n(k) ??< if (k) n += Three(k - 1).n; ??> ~Three() <% n = 0; } ??>;
// WHY-DAG: lambda(int): none: one of the body's braces
auto lambda = ??(??)(int n) ??< return n ??' 1; ??>;
// WHY-DAG: before(int): none: one of the body's braces
int before(int n) \
{ return n ? before(n - 1) + 1 : 0; }
// WHY-DAG: split(int): none: one of the body's braces
int split(int n) <\
% return n ? split(n - 1) + 1 : 0; %>
// WHY-DAG: closed(int): none: one of the body's braces
int closed(int n) { /* } */ const char *s = "}"; return n ? closed(n - 1) + 1 : *s == '}'; \
}
// CHECK: int inside(int n) { SEGSTACK_CHECK(
int inside(int n) { if (n) <% int a<:2:> = {1, 2}; return inside(n - 1) + (a<:1??) < 3); %> return 0; }
int with\
in(int n)
// CHECK: {{^}}{ SEGSTACK_CHECK({{[0-9]+}}, (n), within(n)); return
{ return n ? within(n - 1) + 1 : 0; }
// CHECK: int commented(int n) // a comment that goes on ??/
// CHECK: {{^}}{ SEGSTACK_CHECK(
int commented(int n) // a comment that goes on ??/
  { in here
{ return n ? commented(n - 1) + 1 : 0; }
// CHECK: int alternative(int n) { SEGSTACK_CHECK(
int alternative(int n) { return not(n < 1) and true ? (alternative(n - 1) bitor 0) + 1 : compl n + 1; }
// CHECK: const char *raw(int n) { SEGSTACK_CHECK(
const char *raw(int n) { const char *s = R"x(??< } " \
<% )x"; return n ? raw(n - 1) : s; }
// A template argument list that begins with ::, which is no digraph.
struct Global { int n; };
// CHECK: int deep(int n) { SEGSTACK_CHECK(
template <class T> struct Box { T t; int deep(int n) { return n ? Box<::Global>{t}.deep(n - 1) + 1 : t.n; } };

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int few = n % 1000;
  std::printf("%d %d %d %d %d\n", digraph(few), trigraph(few), halves(few), Three(few).n, lambda(few));
  std::printf("%d %d %d\n", before(few), split(few), closed(few));
  std::printf("%d %d %d %d\n", inside(n), within(n), commented(n), alternative(n));
  std::printf("%s %d\n", raw(n), Box<Global>{{2}}.deep(n));
}
