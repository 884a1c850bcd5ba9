//===- parser.cpp - a recursive-descent parser ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses and evaluates a generated arithmetic expression, as a class with a
// method per rule and an error by exception. `parser [rounds]`, default 320.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

class Parser {
public:
  explicit Parser(const std::string &text) : At(text.c_str()) {}

  unsigned parse() {
    unsigned value = sum();
    if (*At)
      throw std::runtime_error("text after the expression");
    return value;
  }

private:
  unsigned sum() {
    unsigned value = product();
    while (*At == '+' || *At == '-')
      value = *At++ == '+' ? value + product() : value - product();
    return value;
  }

  unsigned product() {
    unsigned value = factor();
    while (*At == '*' || *At == '%') {
      bool times = *At++ == '*';
      unsigned right = factor();
      value = times ? value * right : value % (right | 1);
    }
    return value;
  }

  unsigned factor() {
    if (*At == '-') {
      ++At;
      return 0 - factor();
    }
    if (*At == '(')
      return group();
    return number();
  }

  unsigned group() {
    ++At;
    unsigned value = sum();
    if (*At != ')')
      throw std::runtime_error("expected )");
    ++At;
    return value;
  }

  unsigned number() {
    if (*At < '0' || *At > '9')
      throw std::runtime_error("expected a number");
    unsigned value = 0;
    while (*At >= '0' && *At <= '9')
      value = value * 10 + static_cast<unsigned>(*At++ - '0');
    return value;
  }

  const char *At;
};

/// Writes random expressions, the same in every program.
class Generator {
public:
  std::string text(unsigned depth) {
    Out.clear();
    expression(depth);
    return Out;
  }

private:
  unsigned random(unsigned below) {
    State = State * 1103515245u + 12345u;
    return (State >> 16) % below;
  }

  void expression(unsigned depth) {
    operand(depth);
    for (unsigned more = 1 + random(3); more; --more) {
      Out += "+-*%"[random(4)];
      operand(depth);
    }
  }

  void operand(unsigned depth) {
    if (random(8) == 0)
      Out += '-';
    if (depth == 0 || random(4) == 0) {
      Out += std::to_string(random(1000));
      return;
    }
    Out += '(';
    expression(depth - 1);
    Out += ')';
  }

  unsigned State = 20;
  std::string Out;
};

int main(int argc, char **argv) {
  long rounds = argc > 1 ? std::atol(argv[1]) : 320;
  const std::string text = Generator().text(12);
  unsigned total = 0;
  for (long round = 0; round < rounds; ++round)
    total += Parser(text).parse();
  std::printf("%zu %u\n", text.size(), total);
}
