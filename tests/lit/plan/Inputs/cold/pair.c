// Two functions that call each other in the same way.
void left(unsigned n);
void right(unsigned n);
#ifdef COLD
__attribute__((cold)) void COLD(unsigned n);
#endif
#ifdef HOT
__attribute__((hot)) void HOT(unsigned n);
#endif
void left(unsigned n) {
  if (n)
    right(n - 1);
}
void right(unsigned n) {
  if (n)
    left(n - 1);
}
int main(void) {
  left(1000000);
  right(1000000);
}
