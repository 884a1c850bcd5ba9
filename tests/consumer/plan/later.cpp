int made();
int leaf(int i) { return made() + i; }
