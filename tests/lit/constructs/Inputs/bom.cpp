#include <cstdio>
// äöü before the function, and in its line: columns are bytes.
const char *ärger(int n) { return n ? ärger(n - 1) : "ä€"; } int after(int n) { return n ? after(n - 1) : 1; }
int main() { std::printf("%s %d\n", ärger(5), after(3)); }
