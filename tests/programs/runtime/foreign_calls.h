//===- foreign_calls.h - calls into the C library ---------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A table of functions without checks that programs call, each with arguments
// that make it use much stack. A call adds what it returned to a Result, which
// must be the same wherever the call is made. What it needs lies in static
// memory: the stack that it uses is the function's own.
//
//===----------------------------------------------------------------------===//

#ifndef FOREIGN_CALLS_H
#define FOREIGN_CALLS_H

#include "expect.h"

#include <arpa/inet.h>
#include <cfloat>
#include <climits>
#include <clocale>
#include <cmath>
#include <ctime>
#include <cwchar>
#include <dirent.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fnmatch.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <iconv.h>
#include <ifaddrs.h>
#include <iterator>
#include <link.h>
#include <netdb.h>
#include <pthread.h>
#include <pwd.h>
#include <regex.h>
#include <resolv.h>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>
#include <wordexp.h>

namespace foreign {

/// What a call returned, as one number.
struct Result {
  unsigned long hash = 14695981039346656037u;
  void add(const void *at, size_t size) {
    for (size_t i = 0; i < size; ++i)
      hash =
          (hash ^ static_cast<const unsigned char *>(at)[i]) * 1099511628211u;
  }
  void add(const char *text) { add(text, std::strlen(text)); }
  void add(long value) { add(&value, sizeof(value)); }
};

enum Kind {
  common,  ///< what programs do
  extreme, ///< arguments made to use much stack: as much as they ask for
  starts   ///< common, but starts a process: slow
};

struct Call {
  const char *function, *what;
  Kind kind;
  void (*run)(Result &);
};

static thread_local char text[1 << 17];
static thread_local wchar_t wide[1 << 15];

/// "(((...a*...)*)*)*", \p depth groups in one another.
inline std::string nested_groups(int depth) {
  std::string pattern(depth, '(');
  pattern += "a|b";
  for (int i = 0; i < depth; ++i)
    pattern += ")*";
  return pattern;
}

/// Compiles and runs a pattern on a long subject.
inline void match(Result &result, const char *pattern, int flags,
                  bool execute) {
  static const std::string subject =
      std::string(400, 'a') + "bc" + std::string(400, 'b') + "xyz1234";
  regex_t regex;
  regmatch_t found[4];
  EXPECT_EQ(regcomp(&regex, pattern, flags), 0);
  if (execute) {
    result.add(regexec(&regex, subject.c_str(), 4, found, 0));
    result.add(found, sizeof(found));
  }
  regfree(&regex);
}

inline FILE *nowhere(bool buffered) {
  static thread_local FILE *file[2];
  FILE *&to = file[buffered];
  if (!to) {
    to = std::fopen("/dev/null", "w");
    EXPECT(to);
    std::setvbuf(to, nullptr, buffered ? _IOFBF : _IONBF,
                 buffered ? BUFSIZ : 0);
  }
  return to;
}

inline void look_up(Result &result, const char *host, const char *service,
                    int flags) {
  addrinfo hints = {}, *found = nullptr;
  hints.ai_flags = flags;
  hints.ai_socktype = SOCK_STREAM;
  EXPECT_EQ(getaddrinfo(host, service, &hints, &found), 0);
  EXPECT(found != nullptr);
  for (addrinfo *at = found; at; at = at->ai_next)
    result.add(at->ai_addr, at->ai_addrlen);
  freeaddrinfo(found);
}

/// Answers each question for an A record with 40 of them, others with none.
inline void *answer(void *data) {
  int from = *static_cast<int *>(data);
  unsigned char packet[2048];
  sockaddr_in who;
  for (;;) {
    socklen_t size = sizeof(who);
    ssize_t got = recvfrom(from, packet, 512, 0,
                           reinterpret_cast<sockaddr *>(&who), &size);
    if (got < 17)
      return nullptr;
    size_t end = 12;
    while (packet[end])
      end += packet[end] + 1u;
    unsigned char count = packet[end + 2] == 1 ? 40 : 0;
    packet[2] = 0x81, packet[3] = 0x80, packet[7] = count, packet[11] = 0;
    end += 5;
    for (unsigned char i = 0; i < count; ++i, end += 16) {
      const unsigned char record[16] = {0xc0, 12, 0, 1, 0,   1, 0, 0,
                                        0,    60, 0, 4, 192, 0, 2, i};
      std::memcpy(packet + end, record, sizeof(record));
    }
    sendto(from, packet, end, 0, reinterpret_cast<sockaddr *>(&who), size);
  }
}

/// Asks a server of our own, so that no network is needed.
inline void resolve(Result &result) {
  static const sockaddr_in server = [] {
    static int ours = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in at = {};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(at);
    EXPECT_EQ(bind(ours, reinterpret_cast<sockaddr *>(&at), size), 0);
    EXPECT_EQ(getsockname(ours, reinterpret_cast<sockaddr *>(&at), &size), 0);
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, nullptr, answer, &ours), 0);
    return at;
  }();
  EXPECT_EQ(res_init(), 0);
  _res.nscount = 1;
  _res.nsaddr_list[0] = server;
  look_up(result, "stack.example.", "80", 0);
}

inline void convert(Result &result, const char *to) {
  iconv_t way = iconv_open(to, "UTF-8");
  EXPECT(way != reinterpret_cast<iconv_t>(-1));
  static char from[] = "Stack \xc3\xbc \xe6\x97\xa5\xe6\x9c\xac \xe8\xaa\x9e";
  char *in = from, *out = text;
  size_t in_left = sizeof(from), out_left = sizeof(text);
  result.add(static_cast<long>(iconv(way, &in, &in_left, &out, &out_left)));
  result.add(text, sizeof(text) - out_left);
  iconv_close(way);
}

template <size_t Size> struct Element {
  int key;
  char rest[Size - sizeof(int)];
};

template <size_t Size> int compare(const void *a, const void *b) {
  int left = static_cast<const Element<Size> *>(a)->key;
  int right = static_cast<const Element<Size> *>(b)->key;
  return left < right ? -1 : left > right;
}

template <size_t Size, int Count> void sort(Result &result) {
  static thread_local Element<Size> *elements = new Element<Size>[Count];
  unsigned seed = 1;
  for (int i = 0; i < Count; ++i)
    elements[i].key = static_cast<int>((seed = seed * 1103515245 + 12345) >> 8);
  std::qsort(elements, Count, sizeof(*elements), compare<Size>);
  for (int i = 1; i < Count; ++i)
    EXPECT(elements[i - 1].key <= elements[i].key);
  result.add(elements[Count / 2].key);
}

/// A directory with 12 more in one another and a file in each.
inline const std::string &tree() {
  static const std::string root = [] {
    char name[] = "/tmp/segstack-foreign-XXXXXX";
    EXPECT(mkdtemp(name));
    std::string path = name;
    for (int i = 0; i < 12; ++i) {
      path += "/directory";
      EXPECT_EQ(mkdir(path.c_str(), 0700), 0);
      std::fclose(std::fopen((path + "/file").c_str(), "w"));
    }
    return std::string(name);
  }();
  return root;
}

inline void remove_tree() {
  nftw(
      tree().c_str(),
      [](const char *path, const struct stat *, int, FTW *) {
        return std::remove(path);
      },
      8, FTW_DEPTH | FTW_PHYS);
}

static thread_local long visited;

inline int visit_file(const char *, const struct stat *, int) {
  return ++visited, 0;
}

inline void add_time(Result &result) {
  std::time_t when = 1700000000;
  std::tm parts;
  EXPECT(localtime_r(&when, &parts));
  result.add(parts.tm_hour * 60 + parts.tm_min);
}

} // namespace foreign

#endif // FOREIGN_CALLS_H
