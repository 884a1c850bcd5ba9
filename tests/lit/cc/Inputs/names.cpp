// What a program can say of itself: its functions, files and lines.
#include <cstdio>
#include <source_location>
#include <string>
#include <cstring>
static std::string here(std::source_location l = std::source_location::current()) { return std::string(l.function_name()) + ":" + std::to_string(l.line()); }
template <class T> std::string named(T n) { return n ? named(n - 1) : std::string(__func__) + __PRETTY_FUNCTION__ + __FUNCTION__ + here() + std::to_string(__LINE__); }
struct S { int x; S(int n) : x(n) { std::printf("%s %s\n", __func__, here().c_str()); if (n) S(n - 1); } ~S() { std::printf("%s %s %d\n", __PRETTY_FUNCTION__, here().c_str(), __LINE__); } std::string m(int n) const & noexcept(false) { return n ? m(n - 1) : std::string(__PRETTY_FUNCTION__); } operator std::string() const { return here(); } };
auto deduced(int n) { std::string s = here(); return s + __func__ + std::to_string(n); }
auto lambda = [](int n) { return std::string(__func__) + std::to_string(n) + here(); };
std::string defaulted(int n, std::source_location l = std::source_location::current()) { return n ? defaulted(n - 1, l) : std::to_string(l.line()) + l.function_name(); }
std::string file(int n) { return n ? file(n - 1) : std::string(std::strrchr(__FILE__, '/') ? "slash" : "none") + std::to_string(__builtin_LINE()) + __builtin_FUNCTION(); }
int counter(int n) { static int calls = __COUNTER__; return n ? counter(n - 1) : calls + __COUNTER__; }
int main() { std::printf("%s\n%s\n", named(3).c_str(), named(2L).c_str()); { S s(2); std::printf("%s %s\n", s.m(3).c_str(), std::string(s).c_str()); } std::printf("%s\n%s\n%s\n%s\n%d\n", deduced(1).c_str(), lambda(2).c_str(), defaulted(3).c_str(), file(3).c_str(), counter(4)); }
