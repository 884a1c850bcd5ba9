int start(int);
void body();
struct Member {
  ~Member();
};
struct List {
  int first;
  Member member;
  List *next;
  List(int n);
  ~List();
};
List::List(int n) : first(start(n)) {
  body();
  next = n ? new List(n - 1) : nullptr;
}
List::~List() {
  body();
  delete next;
}
int main() { List list(5); }
