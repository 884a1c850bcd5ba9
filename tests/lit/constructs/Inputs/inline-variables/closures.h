// Inline variables that hold closures; both sources change and call them.
#include <functional>

inline auto recursive = [](auto self, int n) -> int { return n ? self(self, n - 1) + 1 : 0; };
inline std::function<int(int)> function = [](int n) { return n ? function(n - 1) + 1 : 0; };
inline int (*pointer)(int) = [](int n) { return n ? pointer(n - 1) + 2 : 0; };
struct Type {
  static inline const auto member = [](int n) { return n ? function(n - 1) + 3 : 0; };
};
template <class T> inline int (*const generic)(T) = [](T n) -> int { return n ? generic<T>(n - 1) + int(sizeof(T)) : 0; };
inline int made = [](int n) { return n * 2; }(21);
int other(int n);
const void *addressOf(int which);
