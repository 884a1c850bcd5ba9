#include "shared.h"

// The program could see it move.
struct Heavy {
  int weight = 2;
  std::string name;
  Heavy() {}
  Heavy(const Heavy &other) : weight(other.weight) {}
  Heavy(Heavy &&other) : weight(other.weight) { other.weight = 0; }
  bool operator==(const Heavy &other) const { return weight == other.weight; }
};

struct Light {
  int weight;
};

const void *idElsewhere(int which) {
  return which == 0 ? idOf<int>() : which == 1 ? Tagged().id : static_cast<const void *>(table());
}

int other() {
  Box<int> box{3};
  Box<Heavy> heavy;
  Light light{2};
  std::printf("%d %d %ld %ld\n", box.holds(4), heavy.holds(Heavy()),
              box.sum(Heavy(), 3), box.sum(light, 5));
  std::printf("%d %d\n", counted(1), countedInAClosure(1));
  return twice(9);
}
