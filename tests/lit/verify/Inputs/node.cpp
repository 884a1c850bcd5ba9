// Checks of both shapes, small and large.
int sink(void *);
struct Node {
  Node *next;
  Node(int);
  ~Node();
};
Node::Node(int n) : next(nullptr) {
  char room[9000];
  sink(room);
  if (n)
    next = new Node(n - 1);
}
Node::~Node() {
  sink(this);
  delete next;
}
int wide(int n) {
  char room[6000];
  return n ? wide(n - 1) + sink(room) : 0;
}
