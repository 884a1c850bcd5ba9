// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// Results of every class of the calling convention: none, integers, floats,
// complex and vector values, small and large classes, references, objects
// that can be neither moved nor copied. No result is copied on the way.
#include <array>
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

static int copies, moves;
struct Counted {
  int value;
  const Counted *self;
  explicit Counted(int v) : value(v), self(this) {}
  Counted(const Counted &o) : value(o.value), self(this) { ++copies; }
  Counted(Counted &&o) noexcept : value(o.value), self(this) { ++moves; }
};
struct Fixed {
  int value;
  const Fixed *self = this;
  explicit Fixed(int v) : value(v) {}
  Fixed(const Fixed &) = delete;
};
struct Small { char c; };
struct Two { long a; double b; };
struct Floats { float x, y, z; };
struct Large { long all[20]; };
struct Empty {};
union Either { int i; double d; };

void nothing(int n) { if (n) return nothing(n - 1); }
bool boolean(int n) { return n ? !boolean(n - 1) : true; }
char character(int n) { return n ? character(n - 1) : 'c'; }
short shorter(int n) { return n ? short(shorter(n - 1) + 1) : short(0); }
float real(int n) { return n ? real(n - 1) + 1 : 0.5f; }
double twice(int n) { return n ? twice(n - 1) + 1 : 0.5; }
long double extended(int n) { return n ? extended(n - 1) + 1 : 0.5L; }
__int128 wide(int n) { return n ? wide(n - 1) + 1 : __int128(1) << 100; }
std::complex<float> complexFloat(int n) { return n ? complexFloat(n - 1) : std::complex<float>(1, 2); }
std::complex<double> complexDouble(int n) { return n ? complexDouble(n - 1) : std::complex<double>(3, 4); }
std::complex<long double> complexLong(int n) { return n ? complexLong(n - 1) : std::complex<long double>(5, 6); }
typedef float Vector __attribute__((vector_size(16)));
Vector vector(int n) { return n ? vector(n - 1) : Vector{1, 2, 3, 4}; }
Small small(int n) { return n ? small(n - 1) : Small{'s'}; }
Two two(int n) { return n ? two(n - 1) : Two{1, 2.5}; }
Floats floats(int n) { return n ? floats(n - 1) : Floats{1, 2, 3}; }
Large large(int n) { return n ? large(n - 1) : Large{{1, 2, 3}}; }
Empty empty(int n) { return n ? empty(n - 1) : Empty(); }
Either either(int n) { if (n) return either(n - 1); Either e; e.d = 1.5; return e; }
std::nullptr_t null(int n) { return n ? null(n - 1) : nullptr; }
// CHECK: Counted counted(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), counted(n));
Counted counted(int n) { return n ? counted(n - 1) : Counted(7); }
Counted named(int n) {
  Counted c(n);
  if (n)
    return named(n - 1);
  return c;
}
// CHECK: Fixed fixed(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), {{.*}}fixed{{.*}}(n)));
Fixed fixed(int n) { return n ? fixed(n - 1) : Fixed(8); }
const std::string constant(int n) { return n ? constant(n - 1) : "constant"; }
std::unique_ptr<int> unique(int n) { return n ? unique(n - 1) : std::make_unique<int>(9); }
std::string string(int n) { return n ? string(n - 1) : "a string that is too long to be stored in place"; }
Counted &&rvalue(Counted &c, int n) { return n ? rvalue(c, n - 1) : std::move(c); }
const Counted &reference(const Counted &c, int n) { return n ? reference(c, n - 1) : c; }
std::array<char, 3> array(int n) { return n ? array(n - 1) : std::array<char, 3>{'a', 'b', 'c'}; }
enum class E : short { a, b };
E enumeration(int n) { return n ? enumeration(n - 1) : E::b; }
struct Maker {
  Fixed make(int n) const { return n ? make(n - 1) : Fixed(3); }
  virtual Fixed vmake(int n) { return n ? vmake(n - 1) : Fixed(4); }
  virtual ~Maker() = default;
};
template <class T> T value(int n) { return n ? value<T>(n - 1) : T(5); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  nothing(n);
  std::printf("%d %c %d %.1f %.1f %.1f\n", boolean(n), character(n), shorter(n), double(real(n)), twice(n), double(extended(n)));
  std::printf("%d %.1f %.1f %.1f\n", int(wide(n) >> 99), double(complexFloat(n).imag()), complexDouble(n).imag(), double(complexLong(n).imag()));
  std::printf("%.1f %c %.1f %.1f %ld\n", double(vector(n)[3]), small(n).c, two(n).b, double(floats(n).z), large(n).all[2]);
  empty(n);
  std::printf("%.1f %d\n", either(n).d, null(n) == nullptr);
  Counted c = counted(n), d = named(n);
  std::printf("%d %d %d %d\n", c.value, c.self == &c, d.value, d.self == &d);
  std::printf("%d copies %d moves\n", copies, moves);
  Fixed f = fixed(n);
  std::printf("%d %d\n", f.value, f.self == &f);
  std::printf("%s %d %s\n", constant(n).c_str(), *unique(n), string(n).c_str());
  Counted &&r = rvalue(c, n);
  std::printf("%d %d %c %d\n", &r == &c, &reference(c, n) == &c, array(n)[1], int(enumeration(n)));
  Maker maker;
  Fixed m = maker.make(n), v = maker.vmake(n), g = value<Fixed>(n);
  std::printf("%d %d %d %d %d\n", m.self == &m, v.self == &v, g.self == &g, value<int>(n), m.value);
}
