// RUN: %gxx -w -std=c++20 -O0 %s -o %t.plain
// RUN: %t.plain | while read -r how; do %exits 139 %t.plain 1000000 "$how" 2> %t.log || { echo "$how"; exit 1; }; done
// RUN: %segstack cc --place=auto --verbose %gxx -w -std=c++20 -O0 %s -o %t.gxx 2> %t.log
// RUN: if grep "recursion without a check" %t.log; then exit 1; fi
// RUN: %segstack cc --place=auto %gxx -w -std=c++20 -O2 %s -o %t.gxx2
// RUN: %segstack cc --place=auto %clangxx -w -std=c++20 -O1 %s -o %t.clangxx
// RUN: for made in %t.gxx %t.gxx2 %t.clangxx; do $made | while read -r how; do $made 1000000 "$how" | grep -q " 1$" || { echo "$made $how"; exit 1; }; SEGSTACK_OPTIONS=stress=1 $made 40 "$how" | grep -q " 1$" || { echo "stress $how"; exit 1; }; done || exit 1; done
//
// --place=auto sees every call that no source text shows, or shows as something else:
// conversions, destructors of locals and temporaries, loops over ranges, operators
// that are rewritten, new and delete, members' defaults, default arguments, implicit
// copies, inherited and delegated constructors, copies of what is thrown and caught,
// bindings, lists, closures as pointers. A million turns through each of them.
#include <compare>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <new>
#include <string>
#include <utility>

static long turns, seen;
static bool more() { return ++seen, turns-- > 0; }
struct Conv { Conv(int); operator int() const; };
int conv(Conv c);
Conv::Conv(int) { if (more()) conv(1); }
Conv::operator int() const { return 1; }
int conv(Conv) { return 2; }
struct Op { operator int() const; };
int op() { int i = Op(); return i; }
Op::operator int() const { return more() ? op() : 1; }
struct Dtor { ~Dtor(); }; void dtor() { Dtor d; } Dtor::~Dtor() { if (more()) dtor(); }
struct Temp { int v = 1; ~Temp(); }; int temp() { return Temp().v; } Temp::~Temp() { if (more()) temp(); }
struct Range { int *begin() const; int *end() const; };
int range() { int s = 0; for (int i : Range()) s += i; return s; }
static int one[1] = {1};
int *Range::begin() const { if (more()) range(); return one; }
int *Range::end() const { return one + 1; }
struct It { bool operator!=(const It &) const; It &operator++() { return *this; } int operator*() const { return 1; } };
struct Range2 { It begin() const { return {}; } It end() const { return {}; } };
int range2() { int s = 0; for (int i : Range2()) s += i; return s; }
bool It::operator!=(const It &) const { if (more()) range2(); return false; }
struct Arrow2 { int v; };
struct Arrow { Arrow2 *operator->() const; };
int arrow() { return Arrow()->v; }
static Arrow2 a2{1};
Arrow2 *Arrow::operator->() const { if (more()) arrow(); return &a2; }
struct New { int v = 1; static void *operator new(std::size_t); static void operator delete(void *p) { std::free(p); } };
int news() { New *p = new New; delete p; return 1; }
void *New::operator new(std::size_t s) { if (more()) news(); return std::malloc(s); }
struct Del { int v = 1; static void operator delete(void *); };
int dels() { delete new Del; return 1; }
void Del::operator delete(void *p) { if (more()) dels(); ::operator delete(p); }
struct DMI { static int make(); int v = make(); };
int dmi() { DMI d; return d.v; }
int DMI::make() { return more() ? dmi() : 1; }
struct DMIAgg { static int make(); int w; int v = make(); };
int dmiagg() { DMIAgg d{3}; return d.v; }
int DMIAgg::make() { return more() ? dmiagg() : 1; }
int defarg2(); int defarg(int v = defarg2()) { return v; } int defarg2() { return more() ? defarg() : 1; }
struct Eq { bool operator==(const Eq &) const; };
bool eq() { return Eq() != Eq(); }
bool Eq::operator==(const Eq &) const { return more() ? eq() : true; }
struct Cmp { std::strong_ordering operator<=>(const Cmp &) const; };
bool cmp() { return Cmp() < Cmp(); }
std::strong_ordering Cmp::operator<=>(const Cmp &) const { if (more()) cmp(); return std::strong_ordering::equal; }
struct EqMem { int v; bool operator==(const EqMem &o) const; };
struct EqDef { EqMem m; bool operator==(const EqDef &) const = default; };
bool eqdef() { return EqDef{{1}} == EqDef{{1}}; }
bool EqMem::operator==(const EqMem &) const { return more() ? eqdef() : true; }
struct Copy { Copy() {} Copy(const Copy &); };
struct CopyHolder { Copy c; };
void copies() { CopyHolder a; CopyHolder b(a); (void)b; }
Copy::Copy(const Copy &) { if (more()) copies(); }
struct Asg { Asg &operator=(const Asg &); };
struct AsgHolder { Asg a[2]; };
void assigns() { AsgHolder a, b; a = b; }
Asg &Asg::operator=(const Asg &) { if (more()) assigns(); return *this; }
struct BaseI { explicit BaseI(int); };
struct Inh : BaseI { using BaseI::BaseI; };
void inherits() { Inh i(1); }
BaseI::BaseI(int) { if (more()) inherits(); }
struct VB { VB(); };
struct VD1 : virtual VB {};
struct VD2 : VD1 {};
void vbase() { VD2 v; }
VB::VB() { if (more()) vbase(); }
struct Thrown { Thrown() {} Thrown(const Thrown &); };
void throwsCopy() { static Thrown t; try { throw t; } catch (const Thrown &) {} }
Thrown::Thrown(const Thrown &) { if (more()) throwsCopy(); }
struct CaughtV { CaughtV() {} CaughtV(const CaughtV &); };
void catches() { try { throw CaughtV(); } catch (CaughtV) {} }
CaughtV::CaughtV(const CaughtV &) { if (more()) catches(); }
struct Lit {};
int operator""_x(unsigned long long);
int lit() { return 1_x; }
int operator""_x(unsigned long long) { return more() ? lit() : 1; }
struct Bind { int v; template <std::size_t I> int get() const; };
namespace std { template <> struct tuple_size<Bind> { static constexpr size_t value = 2; }; template <size_t I> struct tuple_element<I, Bind> { using type = int; }; }
int binds() { auto [a, b] = Bind{1}; return a + b; }
template <std::size_t I> int Bind::get() const { return more() ? binds() : 1; }
struct InitL { InitL(std::initializer_list<int>); };
void initl() { InitL i{1, 2}; }
InitL::InitL(std::initializer_list<int>) { if (more()) initl(); }
void lambdaConv(); void (*lc)() = +[] { if (more()) lambdaConv(); }; void lambdaConv() { lc(); }
struct Functor { void operator()() const; };
void functor() { std::function<void()> f = Functor(); f(); }
void Functor::operator()() const { if (more()) functor(); }
struct ArrDtor { ~ArrDtor(); };
void arrdtor() { ArrDtor *p = new ArrDtor[1]; delete[] p; }
ArrDtor::~ArrDtor() { if (more()) arrdtor(); }
struct CondT { explicit operator bool() const; };
int cond() { if (CondT()) return 1; return 0; }
CondT::operator bool() const { return more() ? cond() : true; }
struct SwitchT { operator int() const; };
int switches() { switch (SwitchT()) { case 1: return 1; } return 0; }
SwitchT::operator int() const { return more() ? switches() : 1; }
struct Del2 { Del2(int); Del2() : Del2(1) {} };
void delegates() { Del2 d; }
Del2::Del2(int) { if (more()) delegates(); }
struct Sub { int operator[](int) const; };
int subs() { return Sub()[1]; }
int Sub::operator[](int) const { return more() ? subs() : 1; }
struct Comma { int operator,(int) const; };
int commas() { return (Comma(), 1); }
int Comma::operator,(int) const { return more() ? commas() : 1; }
template <class T> struct CrtpB { int go() { return static_cast<T *>(this)->impl(); } };
struct CrtpD : CrtpB<CrtpD> { int impl() { return more() ? go() : 1; } };
int crtp() { return CrtpD().go(); }
struct PM { int f(); };
int pm() { int (PM::*p)() = &PM::f; return (PM().*p)(); }
int PM::f() { return more() ? pm() : 1; }
static int fptr(); static int (*const fp)() = fptr; static int fptr() { return more() ? fp() : 1; }
int stmtExpr() { return ({ Temp t; more() ? stmtExpr() : 1; }); }
template <class F> void calls(F f) { f(); } void viaTemplate() { calls([] { if (more()) viaTemplate(); }); }
struct NoexceptDtorMember { Dtor d; int v; }; void memberDtor() { NoexceptDtorMember m{{}, 1}; (void)m; }
struct Cl { int (*f)(); };
static int viaStruct();
static const Cl cl{viaStruct};
static int viaStruct() { return more() ? cl.f() : 1; }
#define TURNS(...) {#__VA_ARGS__, [] { __VA_ARGS__; }}
static const struct {
  const char *name;
  void (*function)();
} all[] = {
    TURNS(conv(1)), TURNS(op()), TURNS(dtor()), TURNS(temp()), TURNS(range()), TURNS(range2()),
    TURNS(arrow()), TURNS(news()), TURNS(dels()), TURNS(dmi()), TURNS(dmiagg()), TURNS(defarg()),
    TURNS(eq()), TURNS(cmp()), TURNS(eqdef()), TURNS(copies()), TURNS(assigns()), TURNS(inherits()),
    TURNS(vbase()), TURNS(throwsCopy()), TURNS(catches()), TURNS(lit()), TURNS(binds()), TURNS(initl()),
    TURNS(lambdaConv()), TURNS(functor()), TURNS(arrdtor()), TURNS(cond()), TURNS(switches()),
    TURNS(delegates()), TURNS(subs()), TURNS(commas()), TURNS(crtp()), TURNS(pm()), TURNS(fptr()),
    TURNS(stmtExpr()), TURNS(viaTemplate()), TURNS(memberDtor()), TURNS(viaStruct())};

int main(int argc, char **argv) {
  for (auto &[name, function] : all)
    if (argc < 3) {
      std::puts(name);
    } else if (!std::strcmp(name, argv[2])) {
      long count = turns = std::atol(argv[1]);
      function();
      std::printf("%s %d\n", name, seen >= count);
    }
}
