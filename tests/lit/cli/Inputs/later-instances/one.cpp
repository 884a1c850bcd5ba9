#include "box.h"
int one() { int n = 0; return count(&n, 3) + twice(2) + Box<int>().held(1) + Box<int>().kept(2, 2) + depth(1, 2); }
