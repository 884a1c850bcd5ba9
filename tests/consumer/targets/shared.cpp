#ifdef DEEP
int shared(int levels) {
  volatile char frame[64];
  frame[0] = 0;
  return levels ? shared(levels - 1) + 1 : frame[0];
}
#else
int shared(int levels) { return levels; }
#endif
