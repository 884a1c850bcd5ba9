// As test frameworks have it: one macro, and several functions at its place.
#define TEST(name)                                                             \
  struct name {                                                                \
    name() = default;                                                          \
    ~name() {}                                                                 \
    static int id() { return 1; }                                              \
    void body();                                                               \
  };                                                                           \
  void name::body()

void use(char *);

TEST(Large) {
  char bytes[6000];
  use(bytes);
}

void use(char *bytes) { bytes[0] = 1; }

int main() {
  Large large;
  large.body();
  return Large::id() - 1;
}
