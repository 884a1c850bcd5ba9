// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// What a function can say of itself at the end of a recursion: its name in every
// spelling, its line and file, as they are written and as default arguments; and
// what typeid says of the classes in it. (#line, as the include is a line more.)
#line 12 "names.cpp"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <source_location>
#include <string>
#include <typeinfo>

static std::string at(std::source_location l = std::source_location::current()) {
  return std::string(l.function_name()) + " " + std::to_string(l.line()) + (std::strchr(l.file_name(), '/') ? " /" : "");
}
static int line(int l = __builtin_LINE()) { return l; }
static const char *function(const char *f = __builtin_FUNCTION()) { return f; }
static bool isFile(const char *f = __builtin_FILE()) { return !std::strcmp(f, __FILE__); }

// CHECK: static std::string func(int n) { SEGSTACK_CHECK(
static std::string func(int n) { return n ? func(n - 1) : std::string(__func__) + __FUNCTION__ + __PRETTY_FUNCTION__; }
// CHECK: static std::string located(int n) { SEGSTACK_CHECK(
static std::string located(int n) { return n ? located(n - 1) : at() + std::to_string(line()) + function() + std::to_string(isFile()); }
// CHECK: static std::string lines(int n)
// CHECK-NEXT: { SEGSTACK_CHECK(
static std::string lines(int n)
{ return n ? lines(n - 1) : std::to_string(__LINE__) + "," + std::to_string(__builtin_LINE()) + "," +
    std::to_string(std::source_location::current().line()); }
// The place of the call, as a default argument that is handed on or made anew.
// CHECK: static std::string handed(int n, std::source_location l = std::source_location::current(), int at = __builtin_LINE()) { SEGSTACK_CHECK(
static std::string handed(int n, std::source_location l = std::source_location::current(), int at = __builtin_LINE()) {
  return n ? handed(n - 1, l, at) : l.function_name() + std::to_string(l.line()) + "," + std::to_string(at);
}
// CHECK: static std::string anew(int n, const char *f = __builtin_FUNCTION(), int at = __builtin_LINE()) { SEGSTACK_CHECK(
static std::string anew(int n, const char *f = __builtin_FUNCTION(), int at = __builtin_LINE()) {
  return n ?
    anew(n - 1) : f + std::to_string(at);
}
template <class T, int N> struct Generic {
  // CHECK: template <class U> std::string member(U u, int n) const & { SEGSTACK_CHECK(
  template <class U> std::string member(U u, int n) const & { return n ? this->member(u, n - 1) : std::string(__PRETTY_FUNCTION__) + at(); }
  // CHECK: std::string operator()(int n) { SEGSTACK_CHECK(
  std::string operator()(int n) { return n ? (*this)(n - 1) : std::string(__func__) + __PRETTY_FUNCTION__; }
  // CHECK: operator std::string() const { SEGSTACK_CHECK(
  operator std::string() const { return std::string(__func__) + at(); }
};
// A local class and what it says, in a body that is called again.
// CHECK: static std::string local(int n) { SEGSTACK_CHECK(
static std::string local(int n) {
  struct Local {
    // CHECK: static std::string get(int n) { SEGSTACK_CHECK(
    static std::string get(int n) { return n ? get(n - 1) : __PRETTY_FUNCTION__; }
    virtual ~Local() = default;
  };
  enum Values { one };
  Local object;
  return n ? local(n - 1) : std::string(typeid(object).name()) + typeid(Local).name() + typeid(one).name() + Local::get(3);
}
// One type on each level, whatever its name is.
// CHECK: static bool sameType(int n, const std::type_info *above) { SEGSTACK_CHECK(
static bool sameType(int n, const std::type_info *above) {
  auto closure = [](int k) { return k; };
  const std::type_info *own = &typeid(closure);
  return (!above || *above == *own) && (!n || sameType(closure(n) - 1, own));
}
// What would have to be outlined has no check, and says what it said.
// WHY-DAG: deduced(int): none (uses-function-name)
static auto deduced(int n) { return n + std::string(__PRETTY_FUNCTION__).size(); }
// WHY-DAG: Named::Named(int): none (uses-function-name)
// WHY-DAG: Named::~Named(): none (uses-function-name)
struct Named {
  std::string name;
  explicit Named(int n) { name = n ? Named(n - 1).name : __func__ + at() + function(); }
  ~Named() { name = __PRETTY_FUNCTION__; }
};
// In an initialiser of a member.
struct Init {
  const char *name;
  Init *child;
  // CHECK: Init(int n, const char *name) : name(name), child(n ? new Init(n - 1, __func__) : nullptr) {}
  Init(int n, const char *name) : name(name), child(n ? new Init(n - 1, __func__) : nullptr) {}
};
#line 7000 "elsewhere.cpp"
static std::string moved(int n) { return n ? moved(n - 1) : at() + std::to_string(line()) + __FILE__ + std::to_string(__LINE__); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%s\n%s\n%s\n", func(n).c_str(), located(n).c_str(), lines(n).c_str());
  std::printf("%s\n%s\n%s\n", handed(n).c_str(), anew(n).c_str(), anew(0).c_str());
  Generic<std::string, 7> generic;
  std::printf("%s\n%s\n%s\n", generic.member('c', n).c_str(), generic(n).c_str(), std::string(generic).c_str());
  std::printf("%s %d\n%zu %s\n", local(n).c_str(), sameType(n, nullptr), deduced(n), Named(20).name.c_str());
  std::printf("%s\n%s\n", Init(3, "top").child->child->name, moved(n).c_str());
}
