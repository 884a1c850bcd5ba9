int part(int levels) {
  volatile char frame[64];
  frame[0] = 0;
  return levels ? part(levels - 1) + 1 : frame[0];
}
