#include "../h.h"
#include "mine.h"
inline const char *deep_file() { return __FILE__; }