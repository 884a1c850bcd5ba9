//===- ChainProgram.h - programs of a line for each function ---*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function is a line; after Go's test of its linker's nosplit check.
//
//   a 600 check -> b ~c @printf    600 bytes, a check; ~: outside the check, as
//                                  ~@printf is
//   a 600 -> *b                    through a pointer
//   @printf 300 table leaf         foreign: 300 bytes, does not call back
//
// Words of a function: check, outline, none (it can have no check), est=N
// ext=N of its check, before=N, plan-real=N, heat=N, called-back, filtered-out,
// inlined, dynamic (as built), alloca (in the source), unmeasured.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TESTS_CHAINPROGRAM_H
#define SEGSTACK_TESTS_CHAINPROGRAM_H

#include "ChainProver.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "gtest/gtest.h"

namespace segstack {

struct ChainProgram {
  ProgramPlan Plan;
  RealFrames Real;
};

inline uint64_t numberIn(llvm::StringRef Word) {
  uint64_t Number = 0;
  bool Bad = Word.substr(Word.find('=') + 1).getAsInteger(10, Number);
  EXPECT_FALSE(Bad) << Word.str();
  return Number;
}

inline void readWord(llvm::StringRef Word, PlannedFunction &F, RealFrame &Real,
                     bool &Measured) {
  if (Word == "check")
    F.Check = true;
  else if (Word == "outline" || Word == "none")
    F.Shape = Word.str();
  else if (Word == "called-back")
    F.CalledBack = true;
  else if (Word == "inlined")
    Real.Inlined = true;
  else if (Word == "dynamic")
    Real.Dynamic = true;
  else if (Word == "alloca")
    F.Frame.Dynamic = true;
  else if (Word == "unmeasured")
    Measured = false;
  else if (Word == "filtered-out")
    F.Shape = "none", F.Reason = Word.str();
  else if (Word.starts_with("est="))
    F.Frame.Bytes = numberIn(Word);
  else if (Word.starts_with("ext="))
    F.External = {"x", numberIn(Word)};
  else if (Word.starts_with("before="))
    Real.Before = numberIn(Word);
  else if (Word.starts_with("plan-real="))
    F.RealBytes = numberIn(Word);
  else if (Word.starts_with("heat="))
    F.Heat = numberIn(Word);
  else
    ADD_FAILURE() << "unknown word " << Word.str();
}

inline void readForeign(llvm::ArrayRef<llvm::StringRef> Words,
                        ChainProgram &Into) {
  ForeignFunction F{Words[0].drop_front().str(), numberIn(Words[1]), "assumed",
                    true};
  for (llvm::StringRef Word : Words.drop_front(2))
    if (Word == "leaf")
      F.CallsBack = false;
    else
      F.Source = Word.str();
  Into.Plan.Foreign.push_back(F);
}

inline void readLine(llvm::StringRef Line, ChainProgram &Into) {
  llvm::SmallVector<llvm::StringRef, 8> Words;
  Line.split(Words, ' ', -1, /*KeepEmpty=*/false);
  if (Words.empty())
    return;
  if (Words[0].starts_with("@"))
    return readForeign(Words, Into);
  PlannedFunction F;
  F.Key = F.Name = Words[0].str();
  F.File = "a.cpp";
  F.Line = Into.Plan.Functions.size() + 1;
  F.Shape = "retry";
  F.Frame.Bytes = numberIn(Words[1]);
  RealFrame Real{F.Frame.Bytes, F.Frame.Bytes, false, false};
  bool Calls = false, Measured = true;
  for (llvm::StringRef Word : llvm::ArrayRef(Words).drop_front(2))
    if (Word == "->")
      Calls = true;
    else if (!Calls)
      readWord(Word, F, Real, Measured);
    else if (Word.consume_front("@"))
      F.Foreign.push_back({Word.str()});
    else if (Word.consume_front("~@"))
      F.Foreign.push_back({Word.str(), true});
    else {
      bool Outside = Word.consume_front("~");
      CallKind How =
          Word.consume_front("*") ? CallKind::Indirect : CallKind::Direct;
      F.Calls.push_back({Word.str(), How, Outside});
    }
  if (Measured)
    Into.Real[F.Key] = Real;
  Into.Plan.Functions.push_back(F);
}

inline ChainProgram chainProgram(llvm::StringRef Text) {
  ChainProgram Result;
  llvm::SmallVector<llvm::StringRef, 8> Lines;
  Text.split(Lines, '\n');
  for (llvm::StringRef Line : Lines)
    readLine(Line.trim(), Result);
  return Result;
}

inline ProofLimits limits(uint64_t Usable) {
  ProofLimits Result;
  Result.Reserve = Usable;
  Result.SignalFrame = Result.Crossing = 0;
  return Result;
}

inline std::string print(const std::vector<ChainLink> &Links, bool Sizes) {
  std::string Text;
  for (const ChainLink &Link : Links) {
    bool Back = Link.From == SizeSource::Foreign && Link.Key.empty();
    Text += " " + (Back ? "*" : Link.Name);
    if (Sizes && !Back)
      Text += ":" + std::to_string(Link.Bytes);
    if (Link.From == SizeSource::Within)
      Text += "(" + Link.Detail + ")";
  }
  return Text;
}

inline std::string print(const Remedy &Way) {
  std::string Text = std::string(" ") + spelling(Way.What);
  if (!Way.Function.empty())
    Text += " " + Way.Function;
  return Way.What == Remedy::Reserve ? Text + " " + std::to_string(Way.Bytes)
                                     : Text;
}

inline std::string print(const UncheckedChain &Chain) {
  return print(Chain.Links, true) + " = " + std::to_string(Chain.Bytes) + "/" +
         std::to_string(Chain.Allowed);
}

/// "fits" and the tightest chain, or all that does not fit.
inline std::string verdict(const ChainProof &Proof) {
  std::string Text;
  for (const UncheckedCycle &Cycle : Proof.Cycles)
    Text += "; cycle" + print(Cycle.Links, false) + "," + print(Cycle.Way);
  for (const UncheckedChain &Chain : Proof.Chains)
    Text += "; over" + print(Chain) + "," + print(Chain.Way);
  if (Proof.proved())
    Text = "; fits" + (Proof.Tightest ? print(*Proof.Tightest) : "");
  return Text.substr(2);
}

} // namespace segstack

#endif
