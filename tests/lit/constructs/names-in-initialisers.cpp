// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=100000 -std=c++20
//
// An initialiser of a member that asks for the function's name, itself or by a
// default argument, stays as it is: outlined it would get the closure's. The one
// beside it is outlined. (#line, as the include is a line more.)
#line 10 "names-in-initialisers.cpp"
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>
#include <utility>

static const char *function(const char *name = __builtin_FUNCTION()) { return name; }
static std::string place(std::source_location l = std::source_location::current()) { return l.function_name() + std::to_string(l.line()); }
struct Node {
  std::string name;
  Node *child;
  // CHECK: Node(int n, std::string s) : name(s), child(n ? new Node(n - 1, place()) : nullptr) {
  Node(int n, std::string s) : name(s), child(n ? new Node(n - 1, place()) : nullptr) { ++made; }
  // CHECK: Node(int n, const char *s) : name(s), child(n ? new Node(n - 1, function()) : nullptr) {
  Node(int n, const char *s) : name(s), child(n ? new Node(n - 1, function()) : nullptr) { ++made; }
  // CHECK: Node(int n, char) : name(__PRETTY_FUNCTION__), child(n ? new Node(n - 1, std::string(__func__)) : nullptr) {
  Node(int n, char) : name(__PRETTY_FUNCTION__), child(n ? new Node(n - 1, std::string(__func__)) : nullptr) { ++made; }
  // CHECK: explicit Node(int n) : name(function()), child(SEGSTACK_INIT({{[0-9]+}}) n ? new Node(n - 1) : nullptr SEGSTACK_INIT_END) {
  explicit Node(int n) : name(function()), child(n ? new Node(n - 1) : nullptr) { ++made; }
  static inline int made = 0;
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  Node places(2, place()), functions(2, function()), names(2, 'c'), deep(n);
  std::printf("%s %s\n", places.name.c_str(), places.child->child->name.c_str());
  std::printf("%s %s\n", functions.name.c_str(), functions.child->child->name.c_str());
  std::printf("%s %s %s\n", names.name.c_str(), names.child->name.c_str(), names.child->child->name.c_str());
  std::printf("%s %d\n", deep.child->name.c_str(), Node::made);
}
