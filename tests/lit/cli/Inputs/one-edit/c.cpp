namespace space {
#include "inside.inc"
}
extern "C" {
#include "c.h"
}
int c() { return space::inside(5) * 100 + space::generic(3) * 10 + as_c(3); }
