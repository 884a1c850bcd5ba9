#include "h.h"
int b() { return t(2L); }
