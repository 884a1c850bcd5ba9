// A reader that logs and hands on, perhaps to another one that logs.
#include <cstdio>
#include <cstdlib>

struct Reader {
  virtual int onDrop(int value) { return value; }
  virtual int onElse(int value) { return value; }
  virtual ~Reader() = default;
};

struct Logging : Reader {
  Reader *next;
  explicit Logging(Reader *next) : next(next) {}
  int onDrop(int value) override;
  int onElse(int value) override;
};

#define DEFINE(name)                                                           \
  int Logging::name(int value) {                                               \
    std::fprintf(stderr, #name " %d\n", value);                                \
    return next->name(value) + 1;                                              \
  }
DEFINE(onDrop)
DEFINE(onElse)

static Reader *nested(int levels) {
  Reader *result = new Reader;
  for (int i = 0; i < levels; ++i)
    result = new Logging(result);
  return result;
}

int main(int, char **arguments) {
  int levels = std::atoi(arguments[1]);
  Reader *reader = nested(levels);
  return reader->onDrop(0) + reader->onElse(0) != 2 * levels;
}
