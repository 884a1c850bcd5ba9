// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %FileCheck --input-file=%t.cpp %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20 -Wno-dangling-field
//
// A closure around an argument of a member initialiser ends the temporaries in it. So
// an argument stays as it is when something behind it could still use one; and when it
// names the function.
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>

struct Text {
  std::string held;
  Text(const char *text) : held(text) {}
  Text(const Text &) = default;
  ~Text() { held = "gone"; }
  const std::string &get() const { return held; }
};
struct View {
  const Text *text;
  View(const Text &text) : text(&text) {}
};
struct Reader {
  std::string read;
  Reader(View view) : read(view.text->held) {}
  Reader(View view, int) : read(view.text->held) {}
};
static View view(const Text &text) { return text; }

// CHECK: Reference() : copy(Text("reference").get()) {
struct Reference { std::string copy; Reference() : copy(Text("reference").get()) { std::puts(copy.c_str()); } };
// CHECK: Converted() : reader(view(Text("converted"))) {
struct Converted { Reader reader; Converted() : reader(view(Text("converted"))) { std::puts(reader.read.c_str()); } };
// CHECK: Argument() : reader(View(Text("argument")), 1) {
struct Argument { Reader reader; Argument() : reader(View(Text("argument")), 1) { std::puts(reader.read.c_str()); } };
// CHECK: Template() : copy(T("template").get()) {
template <class T> struct Template { std::string copy; Template() : copy(T("template").get()) { std::puts(copy.c_str()); } };
// CHECK: Whole() : text(SEGSTACK_INIT({{[0-9]+}}) Text(Text("whole").get().c_str()) SEGSTACK_INIT_END) {
struct Whole { Text text; Whole() : text(Text(Text("whole").get().c_str())) { std::puts(text.held.c_str()); } };

static const char *caller(const char *name = __builtin_FUNCTION()) { return name; }
static unsigned line(std::source_location here = std::source_location::current()) { return here.line(); }
struct Named {
  std::string name;
  unsigned at;
  Named *child;
  // CHECK: child(n ? new Named(n - 1, caller(), line()) : nullptr) {
  Named(int n, const char *name, unsigned at) : name(name), at(at), child(n ? new Named(n - 1, caller(), line()) : nullptr) { ++made; }
  ~Named() { delete child; }
  static inline int made = 0;
};

// The body and what an initialiser has bound see one parameter.
struct Bound {
  int &reference;
  int *pointer;
  Bound(int n, int m) : reference(n), pointer(&m) { n = 5; *pointer = 7; std::printf("%d %d\n", reference, m); }
};

struct List {
  List *next;
  // CHECK: next(SEGSTACK_INIT({{[0-9]+}}) n ? new List(n - 1) : nullptr SEGSTACK_INIT_END) {
  List(int n) : next(n ? new List(n - 1) : nullptr) { ++made; }
  static inline int made = 0;
};

int main(int argc, char **argv) {
  Reference();
  Converted();
  Argument();
  Template<Text>();
  Whole();
  Named named(3, caller(), line());
  std::printf("%s %s %u %d\n", named.name.c_str(), named.child->child->name.c_str(), named.child->at - named.at, Named::made);
  Bound(1, 2);
  List list(argc > 1 ? std::atoi(argv[1]) : 40);
  std::printf("%d\n", List::made);
}
