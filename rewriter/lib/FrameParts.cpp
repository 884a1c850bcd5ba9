//===- FrameParts.cpp - what a frame is made of ---------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameParts.h"
#include <algorithm>

namespace segstack {

unsigned LiveValues::define(unsigned Words) {
  ++Now;
  Ranges.push_back({Now, Now, Words});
  return Ranges.size() - 1;
}

void LiveValues::use(unsigned Value) { Ranges[Value].Last = ++Now; }

void LiveValues::call(bool Stays, unsigned Values, unsigned Pressure) {
  Events.push_back({++Now, Stays, Values, Pressure});
}

void LiveValues::endLoop(unsigned Begin) {
  ++Now;
  for (Range &R : Ranges)
    if (R.First <= Begin && R.Last > Begin)
      R.Last = Now;
}

unsigned LiveValues::liveAt(unsigned At) const {
  unsigned Words = 0;
  for (const Range &R : Ranges)
    if (R.First < At && At < R.Last)
      Words += R.Words;
  return Words;
}

unsigned LiveValues::acrossCalls() const {
  unsigned Most = 0;
  for (const Event &E : Events)
    if (E.Stays)
      Most = std::max(Most, liveAt(E.At) + E.Values);
  return Most;
}

unsigned LiveValues::anywhere() const {
  unsigned Most = 0;
  for (const Event &E : Events)
    Most = std::max(Most, liveAt(E.At) + E.Pressure);
  for (const Range &R : Ranges)
    Most = std::max(Most, liveAt(R.First) + R.Words);
  return Most;
}

} // namespace segstack
