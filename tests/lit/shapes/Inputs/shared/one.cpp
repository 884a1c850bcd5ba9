#include "shared.h"

struct Light {
  int weight;
};

int other();
void print();

int main() {
  Box<int> box{3};
  Light light{2};
  std::printf("%d %ld %d\n", box.holds(3), box.sum(light, 5), twice(7));
  std::printf("%d %d\n", counted(1), countedInAClosure(1));
  std::printf("%d %d %d\n", idOf<int>() == idElsewhere(0), Tagged().id == idElsewhere(1), table() == idElsewhere(2));
  std::printf("%d\n", other());
  std::printf("%d %d\n", counted(1), countedInAClosure(1));
}
