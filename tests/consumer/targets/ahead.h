#pragma once
int again(int levels);
inline int ahead(int levels) { return levels ? again(levels - 1) + 1 : 0; }
