struct V { int n; V(const V &o) : n(o.n) { ++n; } V(V &&o) : n(o.n) { o.n = 0; } V(int n) : n(n) {} };
// These need a check for their frames alone.
int large(int n) { volatile char a[3000]; a[n] = 1; volatile char b[3000]; b[n] = 2; return a[n] + b[n]; }
int outlined(V v) { volatile char a[3000]; a[v.n] = 1; volatile char b[3000]; b[v.n] = 2; return a[0] + b[0]; }
int caller(int n) { return large(n) + outlined(V(n)); }
int deepest(int n) { return caller(n) + 1; }
