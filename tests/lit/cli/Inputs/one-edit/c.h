int as_c(int n) { return n ? as_c(n - 1) + 1 : 0; }
