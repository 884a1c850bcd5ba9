int main();
int down(int n) { return n ? down(n - 1) + 1 : 0; }
int main() { return down(3) - 3; }
struct S { int n; ~S() { n = 0; } }; struct T { int n; T(int k) : n(k) { if (k) n = T(k - 1).n; } };
auto last(int n) { return n; }