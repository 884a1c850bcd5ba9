// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Parameters of all other kinds: without a name, hiding names, arrays,
// functions, references of each category, pointers to members, enumerations,
// bool, nullptr, with default arguments, and declared in odd ways.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

// CHECK: int unnamed(int n, int segstack_arg0, const char * segstack_arg1, double & segstack_arg2, std::string && segstack_arg3) { SEGSTACK_CHECK({{[0-9]+}}, (n, segstack_arg0, segstack_arg1, &segstack_arg2, &segstack_arg3), unnamed(n, segstack_arg0, segstack_arg1, segstack_arg2, static_cast<decltype(segstack_arg3) &&>(segstack_arg3)));
int unnamed(int n, int, const char *, double &, std::string &&) {
  double d = 0;
  return n ? unnamed(n - 1, 1, "", d, std::string()) + 1 : 0;
}
int commented(int n, int /*unused*/, char = 'c', int (*)(int) = nullptr, int (&&)[2] = {1, 2}, int[] = nullptr) {
  return n ? commented(n - 1, 0) + 1 : 0;
}
int unnamedArrays(int n, int[3], const char[], int[2][2], int (*)[4], int (&)[5]);
int unnamedArrays(int n, int[3], const char[], int[2][2], int (*)[4], int (&five)[5]) {
  return n ? unnamedArrays(n - 1, nullptr, nullptr, nullptr, nullptr, five) + 1 : five[4];
}
int unnamedFunctions(int n, int(int), void (*)(), int (std::string::*)() const, std::size_t std::string::*) {
  return n ? unnamedFunctions(n - 1, nullptr, nullptr, nullptr, nullptr) + 1 : 0;
}
int unnamedLast(int n, bool) { return n ? unnamedLast(n - 1, true) + 1 : 0; }
template <class T> int unnamedGeneric(int n, T, T *, const T &, T &&) {
  return n ? unnamedGeneric<T>(n - 1, T(), nullptr, T(), T()) + 1 : 0;
}
template <class... T> int unnamedPack(int n, T...) { return n ? unnamedPack<T...>(n - 1, T()...) + 1 : 0; }
template <class... T> int unnamedPackRef(int n, T &&...) { return n ? unnamedPackRef<T...>(n - 1, T()...) + 1 : 0; }
[[maybe_unused]] static int attributes([[maybe_unused]] int a, int b [[maybe_unused]], int n) { return n ? attributes(1, 2, n - 1) + 1 : 0; }

int array(int a[], int n) { return n ? array(a, n - 1) + a[0] : 0; }
int arrayOf(int a[3], const int n) { return n ? arrayOf(a, n - 1) + a[1] : 0; }
int matrix(int a[][2], int (*b)[2], int n) { return n ? matrix(a, b, n - 1) + a[1][1] - b[0][0] : 0; }
int arrayRef(int (&a)[3], const char (&text)[5], int n) { return n ? arrayRef(a, text, n - 1) + a[2] : text[0]; }
int arrayMove(int (&&a)[3], int n) { return n ? arrayMove(std::move(a), n - 1) + a[2] : 0; }
int function(int f(int), int n) { return n ? function(f, n - 1) + f(1) : 0; }
int functionRef(int (&f)(int), int (*const &g)(int), int n) { return n ? functionRef(f, g, n - 1) + f(1) + g(1) : 0; }
int pointers(int **p, const void *q, volatile int *r, int n) { return n ? pointers(p, q, r, n - 1) + **p + *r : q != nullptr; }
struct Object {
  int field = 3;
  int method(int n) const { return n + field; }
};
int members(int Object::*f, int (Object::*m)(int) const, const Object &o, int n) {
  return n ? members(f, m, o, n - 1) + o.*f + (o.*m)(1) : 0;
}
enum Plain { zero, one };
enum class Scoped : unsigned char { zero, one };
int kinds(Plain p, Scoped s, bool b, std::nullptr_t, char c, wchar_t w, char16_t u, long long ll, unsigned long ul, int n) {
  return n ? kinds(p, s, !b, nullptr, c, w, u, ll, ul, n - 1) + 1 : p + int(s) + b + c + w + u + int(ll) + int(ul);
}
int volatiles(volatile int v, const volatile int &r, int n) { return n ? volatiles(v, r, n - 1) + 1 : v + r; }
int defaults(int n, int a = 5, const std::string &s = "default") { return n ? defaults(n - 1, a, s) + 1 : a + int(s.size()); }
int rvalue(std::string &&s, int n) { return n ? rvalue(std::move(s), n - 1) + 1 : int(s.size()); }
int constRvalue(const std::string &&s, int n) { return n ? constRvalue(std::move(s), n - 1) + 1 : int(s.size()); }
// CHECK: int &lifetime(const int &extended, int &out, int n) { SEGSTACK_CHECK({{[0-9]+}}, (&extended, &out, n), lifetime(extended, out, n));
int &lifetime(const int &extended, int &out, int n) { return n ? lifetime(extended + 1, out, n - 1) : (out = extended); }
using Callback = int(int);
int alias(Callback *f, Callback g, int n) { return n ? alias(f, g, n - 1) + 1 : f(1) + g(1); }

// Names that hide: the function, its class, a type, a macro-like word, the
// names that the check itself uses.
int hides(int hides) { return hides ? 1 + ::hides(hides - 1) : 0; }
namespace space {
int hides(int hides) { return hides ? 1 + space::hides(hides - 1) : 10; }
namespace {
int hidesToo(int hidesToo) { return hidesToo * 2; }
} // namespace
} // namespace space
int names(int segstack, int detail, int cross, int crossing, int bytes, int no_room, int function, int name) {
  return function ? names(segstack, detail, cross, crossing, bytes, no_room, function - 1, name) + 1
                  : segstack + detail + cross + crossing + bytes + no_room + name;
}
int typeNames(int Object, int Scoped) { return Object ? typeNames(Object - 1, Scoped) + 1 : Scoped; }
struct Member {
  int m(int Member) { return Member ? m(Member - 1) + 1 : 0; }
  virtual int v(int Member) { return Member ? v(Member - 1) + 1 : 0; }
  int w(int w) { return w ? this->w(w - 1) + 1 : 0; }
  virtual ~Member() = default;
};
struct SubMember : Member {
  int v(int Member) override { return Member::v(0) + (Member ? this->v(Member - 1) + 1 : 0); }
};

// Declared by a type alone, or inside out.
int (*returnsFunction(int n))(int) { return n ? returnsFunction(n - 1) : static_cast<int (*)(int)>([](int k) { return k + 1; }); }
static int three[3] = {1, 2, 3};
int (&returnsArray(int n))[3] { return n ? returnsArray(n - 1) : three; }
int Object::*returnsMember(int n) { return n ? returnsMember(n - 1) : &Object::field; }
const volatile int *returnsPointer(int n) { return n ? returnsPointer(n - 1) : three; }
std::string &&returnsRvalue(std::string &s, int n) { return n ? returnsRvalue(s, n - 1) : std::move(s); }
void noParameters(void) { if (three[0]++ < 5) noParameters(); }
static inline unsigned long int long manyWords(unsigned long int long n) { return n ? manyWords(n - 1) + 1 : 0; }
int oneLine(int n){return n?oneLine(n-1)+1:0;} int sameLine(int n){return n?sameLine(n-1)+oneLine(1):0;}
int
split
  (
    int n // the depth
  )
{
  return n ? split(n - 1) + 1 : 0;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  double d = 0;
  int i = 4, *pi = &i, numbers[3] = {1, 2, 3}, five[5] = {1, 2, 3, 4, 5}, square[2][2] = {{1, 2}, {3, 4}};
  auto inc = [](int k) { return k + 1; };
  int (*f)(int) = inc;
  std::printf("%d %d\n", unnamed(n, 1, "", d, std::string()), commented(n, 1));
  std::printf("%d %d %d\n", unnamedArrays(n, nullptr, nullptr, nullptr, nullptr, five), unnamedFunctions(n, f, nullptr, nullptr, nullptr), unnamedLast(n, true));
  std::printf("%d %d %d %d\n", unnamedGeneric<int>(n, 1, nullptr, 2, 3), unnamedPack(n, 1, 'c'), unnamedPackRef(n, 1, 'c'), attributes(1, 2, n));
  std::printf("%d %d %d\n", array(numbers, n), arrayOf(numbers, n), matrix(square, square, n));
  std::printf("%d %d\n", arrayRef(numbers, "text", n), arrayMove(std::move(numbers), n));
  std::printf("%d %d\n", function(f, n), functionRef(*f, f, n));
  std::printf("%d %d\n", pointers(&pi, &d, &i, n), members(&Object::field, &Object::method, Object(), n));
  std::printf("%d\n", kinds(one, Scoped::one, true, nullptr, 'c', L'w', u'u', 1LL, 2UL, n));
  std::printf("%d %d %d\n", volatiles(1, i, n), defaults(n), defaults(n, 1, "x"));
  std::printf("%d %d\n", rvalue("rvalue", n), constRvalue("const", n));
  std::printf("%d %d\n", &lifetime(1, i, n) == &i, i);
  std::printf("%d\n", alias(f, f, n));
  std::printf("%d %d %d\n", hides(n), space::hides(n), space::hidesToo(n));
  std::printf("%d %d\n", names(1, 2, 3, 4, 5, 6, n, 7), typeNames(n, 3));
  Member m;
  SubMember s;
  std::printf("%d %d %d %d\n", m.m(n), m.v(n), m.w(n), s.v(n));
  std::printf("%d %d %d\n", returnsFunction(n)(1), &returnsArray(n) == &three, Object().*returnsMember(n));
  std::string text = "text";
  std::string &&same = returnsRvalue(text, n);
  noParameters();
  std::printf("%d %d %d\n", returnsPointer(n) == three, &same == &text, three[0]);
  std::printf("%llu %d %d\n", manyWords(static_cast<unsigned long long>(n)), sameLine(n), split(n));
}
