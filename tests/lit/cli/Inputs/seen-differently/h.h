#ifdef FAST
static inline int f(int n) { return n ? f(n - 1) : 0; }
#else
static inline int f(int n) { return n ? f(n - 1) + 1 : 0; }
#endif

#ifdef FAST
struct S { S(const S &); S(); int v[2]; };
#else
struct S { int v[2]; };
#endif
static inline int g(S s, int n) { return n ? g(s, n - 1) : s.v[0]; }

template <class T> int t(T n) { return n ? t(n - 1) : 0; }
