// What comes when box.h has its checks.
#include "box.h"
#include <cstdio>
#include <memory>

int one();

struct Counted {
  int Value = 0;
  inline static int Copies = 0;
  Counted(int Value = 0) : Value(Value) {}
  Counted(const Counted &Other) : Value(Other.Value) { ++Copies; }
  friend bool operator==(const Counted &A, const Counted &B) { return A.Value == B.Value; }
  friend bool operator!=(const Counted &A, std::nullptr_t) { return A.Value != 0; }
  friend Counted operator+(const Counted &A, const Counted &B) { return Counted(A.Value + B.Value); }
};

int main() {
  int Moved = count(std::make_unique<int>(4), 5);
  Counted Four(4);
  int Sum = count(Four, 5) + twice(Four).Value + Box<Counted>().held(Four) +
            Box<Counted>().kept(Four, 6) + depth(Four, 7).Value;
  std::printf("%d %d %d %d\n", one(), Moved, Sum, Counted::Copies);
}
