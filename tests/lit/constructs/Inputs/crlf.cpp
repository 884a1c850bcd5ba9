#include <cstdio>
struct Node {
  Node *next;
  ~Node()
  {
    delete next;
  }
};
int down(int n, int)
{
  return n ? down(n - 1, 0) + 1 : 0;
}
int main() {
  delete new Node{new Node{nullptr}};
  std::printf("%d\n", down(10, 0));
}
