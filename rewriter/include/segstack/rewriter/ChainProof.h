//===- ChainProof.h - does every unchecked chain fit? -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ProgramPlan + RealFrames + ProofLimits -> proveChains() -> [ChainProof]
//
// A check leaves the reserve free below it. What then runs without a check, one
// function calling the next, is a chain, and has to fit there. docs/verify.md
// tells what is proved. Plain values in, plain values out.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_CHAINPROOF_H
#define SEGSTACK_REWRITER_CHAINPROOF_H

#include "segstack/rewriter/ProgramPlan.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// What a compiler made of a function.
struct RealFrame {
  uint64_t Bytes = 0; ///< while it runs; return address included
  /// The part that may be there when its check is made: all but an outlined
  /// body.
  uint64_t Before = 0;
  /// There is no such frame in the build: it is a part of its callers'.
  bool Inlined = false;
  bool Dynamic = false; ///< more at run time
};

/// By key. What is not in it was not measured.
using RealFrames = std::map<std::string, RealFrame>;

struct ProofLimits {
  uint64_t Reserve = 64 * 1024;
  /// Of a signal handler, on the stack that it interrupts. With the registers
  /// of AVX-512 and AMX it has 11 KiB.
  uint64_t SignalFrame = 11 * 1024;
  /// Of the runtime, where a check finds no room.
  uint64_t Crossing = 3 * 1024;
  /// What main begins with: no check and no caller, but all of a stack.
  uint64_t MainStack = 1024 * 1024;
  /// For foreign functions of which nothing is known, and for what a frame
  /// grows by at run time; without it what the plan assumes.
  std::optional<uint64_t> Assumed;
  /// Foreign functions that are known better than the plan knows them.
  std::vector<ExternalStack> Given;
  size_t MostChains = 50; ///< to tell of

  /// What a chain may use, the foreign code at its end included.
  uint64_t usable() const {
    uint64_t Kept = SignalFrame + Crossing;
    return Reserve > Kept ? Reserve - Kept : 0;
  }
};

/// segstack_small_frame of the runtime: a check of no more subtracts nothing.
constexpr uint64_t SmallFrame = 512;

/// What the text of \p F's check says and the check subtracts; 0 without one.
uint64_t askedBy(const PlannedFunction &F);

enum class SizeSource {
  Real,     ///< a compiler's
  Estimate, ///< the plan's
  Inlined,  ///< a part of its callers' frames
  Within,   ///< of ChainLink::Within, which its check may be a part of
  Foreign,  ///< of a function without a body in the program
};

struct ChainLink {
  std::string Key, Name;
  std::string File; ///< empty: foreign code
  unsigned Line = 0;
  uint64_t Bytes = 0;
  SizeSource From = SizeSource::Real;
  std::string Detail; ///< Within: a function's name; Foreign: its source
};

/// What to change.
struct Remedy {
  enum Kind {
    RealSizes, ///< rewrite with the real sizes: Function asks for too little
    Check,     ///< in Function
    OwnStack,  ///< --system-stack for Function, which is foreign
    Reserve,   ///< of Bytes, at least
    Header,    ///< let checks into File, where Function is
    Source,    ///< Function, or another of the cycle, has to be changed
  };
  Kind What = Reserve;
  std::string Function; ///< a name
  std::string File;
  unsigned Line = 0;
  uint64_t Bytes = 0;
};

struct UncheckedChain {
  std::vector<ChainLink> Links; ///< the first one has passed a check, or is
                                ///< called by nobody, or by foreign code
  bool AfterCheck = false;
  uint64_t Bytes = 0;   ///< all of them
  uint64_t Allowed = 0; ///< with what the check asks for beyond the reserve
  /// The key of the function whose check could ask for more: the first one, or
  /// that of which it is a part.
  std::string Asker;
  Remedy Way; ///< of a chain that does not fit

  bool fits() const { return Bytes <= Allowed; }
};

/// Functions that call one another without a check: there is no bound.
struct UncheckedCycle {
  std::vector<ChainLink> Links; ///< the shortest way round
  Remedy Way;
};

/// What the proof relies on and nobody has measured.
struct ProofAssumption {
  enum Kind {
    Foreign,  ///< a foreign function's need
    Estimate, ///< a function's frame is the plan's estimate
    Dynamic,  ///< and what it grows by at run time
    Unknown,  ///< a call of what is no function of the plan
    Depth,    ///< how many frames it has by calling itself: those of all
  };
  Kind What = Foreign;
  std::string Name;
  std::string File;
  unsigned Line = 0;
  uint64_t Bytes = 0;
  /// Foreign: `table`, `given` or `assumed`; Depth: `given`.
  std::string Source;
  unsigned Callers = 0; ///< functions of the plan that call it
};

struct ChainProof {
  std::vector<UncheckedChain> Chains; ///< that do not fit, the worst first
  size_t ChainCount = 0;              ///< all that do not fit
  std::vector<UncheckedCycle> Cycles;
  std::vector<ProofAssumption> Assumptions;
  /// Of those that fit the one with the least room left.
  std::optional<UncheckedChain> Tightest;
  size_t Functions = 0, Checked = 0;               ///< of the plan
  size_t Measured = 0, Inlined = 0, Estimated = 0; ///< of the functions

  bool proved() const { return Chains.empty() && Cycles.empty(); }
};

/// Takes time in proportion to the plan's functions and calls. No recursion.
ChainProof proveChains(const ProgramPlan &Plan, const RealFrames &Real,
                       const ProofLimits &Limits);

/// Words for machine output: "real", "estimate", ...
const char *spelling(SizeSource From);
const char *spelling(Remedy::Kind What);
const char *spelling(ProofAssumption::Kind What);

} // namespace segstack

#endif
