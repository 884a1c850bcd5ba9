#pragma once
inline int helper(int n) {
  return n
      ? helper(n - 1) + 1
      : 0;
}
