#define EXTRA
#include "shared.h"
int a() { return extended(3, 40) * 100 + int(outlined(3)) + called(1, 4); }
