/* One of two sources that call each other. */
int odd(unsigned n);

static unsigned leaf(unsigned n) { return n - 1; }

int even(unsigned n) {
  if (n == 0)
    return 1;
  return odd(leaf(n));
}
