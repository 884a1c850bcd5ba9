#ifndef MINE_H
#define MINE_H
inline int mine(int x) { return x ? mine(x - 1) : 0; }
#endif
