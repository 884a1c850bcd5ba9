#ifndef GUARD_H
#define GUARD_H
struct Guard {
  static long alive;
  Guard() { ++alive; }
  Guard(const Guard &) = delete;
  ~Guard() { --alive; }
};
#endif
