#include "other.h"

const char *greeting() { return "levels"; }
