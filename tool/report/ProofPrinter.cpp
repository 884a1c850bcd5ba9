//===- ProofPrinter.cpp - proofs, for people and programs -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProofPrinter.h"
#include "Gap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using llvm::json::Array;
using llvm::json::Object;

namespace segstack {
namespace {

/// A chain may be as long as the program is large.
constexpr size_t MostLinks = 60;

std::string count(size_t Number, const char *Of) {
  return std::to_string(Number) + " " + Of + (Number == 1 ? "" : "s");
}

std::string placeOf(llvm::StringRef File, unsigned Line) {
  return File.empty() ? "" : (" " + File + ":" + llvm::Twine(Line)).str();
}

void printLinks(const std::vector<ChainLink> &Links, llvm::raw_ostream &OS) {
  Gap Left(Links.size(), MostLinks);
  for (size_t I = 0; I != Links.size(); ++I) {
    if (Left.Size && I == Left.Begin)
      OS << "           ... " << count(Left.Size, "function") << " more\n";
    if (Left.has(I))
      continue;
    const ChainLink &Link = Links[I];
    OS << llvm::formatv("  {0,8} ", Link.Bytes) << Link.Name
       << placeOf(Link.File, Link.Line) << sourceOf(Link) << '\n';
  }
}

void printChain(const UncheckedChain &Chain, llvm::raw_ostream &OS) {
  printLinks(Chain.Links, OS);
  OS << llvm::formatv("  {0,8} of {1} bytes", Chain.Bytes, Chain.Allowed)
     << (Chain.AfterCheck ? " after its check" : "") << '\n';
}

void printRefuted(const ChainProof &Proof, llvm::raw_ostream &OS) {
  for (const UncheckedCycle &Cycle : Proof.Cycles) {
    OS << "recursion without a check:\n";
    printLinks(Cycle.Links, OS);
    OS << "  way out: " << describe(Cycle.Way) << '\n';
  }
  for (const UncheckedChain &Chain : Proof.Chains) {
    OS << "a chain without a check that does not fit:\n";
    printChain(Chain, OS);
    OS << "  way out: " << describe(Chain.Way) << '\n';
  }
  if (Proof.ChainCount > Proof.Chains.size())
    OS << "and " << count(Proof.ChainCount - Proof.Chains.size(), "chain")
       << " more\n";
}

/// Estimates by file; there may be as many as functions.
void printAssumptions(const ChainProof &Proof, llvm::raw_ostream &OS) {
  std::map<std::string, size_t> Estimates;
  bool Any = false;
  for (const ProofAssumption &A : Proof.Assumptions) {
    if (A.What == ProofAssumption::Estimate) {
      ++Estimates[A.File];
      continue;
    }
    OS << (Any ? "" : "assumed:\n");
    Any = true;
    OS << llvm::formatv("  {0,8} ", A.Bytes) << A.Name
       << placeOf(A.File, A.Line);
    if (A.What == ProofAssumption::Dynamic)
      OS << " (what it grows by at run time)";
    else if (A.What == ProofAssumption::Unknown)
      OS << " (no function of the plan)";
    else if (A.What == ProofAssumption::Depth)
      OS << " (all that it has by calling itself, given)";
    else
      OS << " (" << A.Source << ")";
    OS << ", " << count(A.Callers, "caller") << '\n';
  }
  for (const auto &[File, Number] : Estimates) {
    OS << (Any ? "" : "assumed:\n") << "  the estimates of "
       << count(Number, "frame") << " of " << File << '\n';
    Any = true;
  }
}

// -- JSON

Object toJson(const ChainLink &Link) {
  Object Result{{"function", Link.Name},
                {"bytes", int64_t(Link.Bytes)},
                {"from", spelling(Link.From)}};
  if (!Link.Key.empty())
    Result["key"] = Link.Key;
  if (!Link.File.empty()) {
    Result["file"] = Link.File;
    Result["line"] = Link.Line;
  }
  if (!Link.Detail.empty())
    Result["detail"] = Link.Detail;
  return Result;
}

Object toJson(const Remedy &Way) {
  Object Result{{"what", spelling(Way.What)}, {"text", describe(Way)}};
  if (!Way.Function.empty())
    Result["function"] = Way.Function;
  if (!Way.File.empty()) {
    Result["file"] = Way.File;
    Result["line"] = Way.Line;
  }
  if (Way.Bytes)
    Result["bytes"] = int64_t(Way.Bytes);
  return Result;
}

Array toJson(const std::vector<ChainLink> &Links) {
  Array Result;
  for (const ChainLink &Link : Links)
    Result.push_back(toJson(Link));
  return Result;
}

Object toJson(const UncheckedChain &Chain) {
  Object Result{{"chain", toJson(Chain.Links)},
                {"after-check", Chain.AfterCheck},
                {"bytes", int64_t(Chain.Bytes)},
                {"allowed", int64_t(Chain.Allowed)}};
  if (!Chain.fits())
    Result["way-out"] = toJson(Chain.Way);
  return Result;
}

Object toJson(const ProofAssumption &A) {
  Object Result{{"what", spelling(A.What)},
                {"name", A.Name},
                {"bytes", int64_t(A.Bytes)},
                {"source", A.Source},
                {"callers", A.Callers}};
  if (!A.File.empty()) {
    Result["file"] = A.File;
    Result["line"] = A.Line;
  }
  return Result;
}

Object toJson(const ProofOfBuild &Of) {
  const ChainProof &Proof = Of.Proof;
  Array Chains, Cycles, Assumptions;
  for (const UncheckedChain &Chain : Proof.Chains)
    Chains.push_back(toJson(Chain));
  for (const UncheckedCycle &Cycle : Proof.Cycles)
    Cycles.push_back(
        Object{{"cycle", toJson(Cycle.Links)}, {"way-out", toJson(Cycle.Way)}});
  for (const ProofAssumption &A : Proof.Assumptions)
    Assumptions.push_back(toJson(A));
  Object Result{{"name", Of.Name},
                {"proved", Proof.proved()},
                {"functions", int64_t(Proof.Functions)},
                {"checked", int64_t(Proof.Checked)},
                {"real", int64_t(Proof.Measured)},
                {"inlined", int64_t(Proof.Inlined)},
                {"estimates", int64_t(Proof.Estimated)},
                {"too-long", int64_t(Proof.ChainCount)},
                {"chains", std::move(Chains)},
                {"cycles", std::move(Cycles)},
                {"assumptions", std::move(Assumptions)},
                {"ambiguous", Array(Of.Problems)}};
  if (Proof.Tightest)
    Result["tightest"] = toJson(*Proof.Tightest);
  return Result;
}

} // namespace

std::string describe(const Remedy &Way) {
  std::string Place = placeOf(Way.File, Way.Line);
  switch (Way.What) {
  case Remedy::RealSizes:
    return "verify --feed-back, then rewrite and build again: the check of " +
           Way.Function + Place + " asks for too little";
  case Remedy::Check:
    return "a check in " + Way.Function + Place;
  case Remedy::OwnStack:
    return "--system-stack=" + Way.Function +
           ", or --external-stack if it needs less than " +
           std::to_string(Way.Bytes) + " bytes";
  case Remedy::Reserve:
    return "a reserve of at least " + std::to_string(Way.Bytes) +
           " bytes (SEGSTACK_OPTIONS=reserve=" + std::to_string(Way.Bytes) +
           ", verify --reserve=" + std::to_string(Way.Bytes) + ")";
  case Remedy::Header:
    return wayIntoHeader(Way.File) + ": " + Way.Function + Place;
  case Remedy::Source:
    return "none of them can have a check; the recursion has to be changed "
           "at " +
           Way.Function + Place;
  }
  return "";
}

bool ProofsOfPlan::proved() const {
  return llvm::all_of(Builds,
                      [](const ProofOfBuild &Of) { return Of.Proof.proved(); });
}

std::string sourceOf(const ChainLink &Link) {
  switch (Link.From) {
  case SizeSource::Real:
    return "";
  case SizeSource::Estimate:
    return " (estimate)";
  case SizeSource::Inlined:
    return " (inlined)";
  case SizeSource::Within:
    return " (its check may be a part of " + Link.Detail +
           ", and this is that frame)";
  case SizeSource::Foreign:
    return Link.Detail.empty() ? "" : " (" + Link.Detail + ")";
  }
  return "";
}

std::string verdictOn(const ProofOfBuild &Of, const ProofLimits &Limits) {
  const ChainProof &Proof = Of.Proof;
  std::string Text = Of.Name + ": ";
  if (Proof.proved())
    Text += "proved: every chain without a check fits " +
            std::to_string(Limits.usable()) + " bytes";
  else
    Text += "refuted: " + count(Proof.ChainCount, "chain") + " too long, " +
            count(Proof.Cycles.size(), "cycle") + " without a check";
  return Text + "; " + count(Proof.Functions, "function") + ", " +
         std::to_string(Proof.Checked) +
         " with a check; frames: " + std::to_string(Proof.Measured) +
         " real, " + std::to_string(Proof.Inlined) + " inlined, " +
         std::to_string(Proof.Estimated) + " estimates";
}

std::string printProofsText(const ProofsOfPlan &Proofs, bool Quiet) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const ProofOfBuild &Of : Proofs.Builds) {
    if (Quiet && Of.Proof.proved())
      continue;
    OS << verdictOn(Of, Proofs.Limits) << '\n';
    printRefuted(Of.Proof, OS);
    if (Quiet)
      continue;
    if (Of.Proof.Tightest) {
      OS << "the tightest chain that fits:\n";
      printChain(*Of.Proof.Tightest, OS);
    }
    printAssumptions(Of.Proof, OS);
  }
  return Text;
}

Object proofsJson(const ProofsOfPlan &Proofs) {
  Array Builds;
  for (const ProofOfBuild &Of : Proofs.Builds)
    Builds.push_back(toJson(Of));
  return Object{{"proved", Proofs.proved()},
                {"reserve", int64_t(Proofs.Limits.Reserve)},
                {"usable", int64_t(Proofs.Limits.usable())},
                {"builds", std::move(Builds)}};
}

std::string printProofsJson(const ProofsOfPlan &Proofs) {
  Object Whole = proofsJson(Proofs);
  Whole["segstack-proof"] = 1;
  return llvm::formatv("{0:2}\n", llvm::json::Value(std::move(Whole))).str();
}

} // namespace segstack
