// The other half of the cycle.
int descend(int levels, int (*by)(int));
int leaf(int);

int engine(int levels) {
  volatile char frame[32] = {0};
  return levels == 0 ? frame[0] : descend(levels - 1, engine) + leaf(0);
}
