//===- ProjectRunner.cpp - all translation units, in parallel -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectRunner.h"
#include "Paths.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

namespace segstack {
namespace {

void dropUnneededText(TranslationUnit &Unit) {
  Unit.Directives.clear();
  Unit.Directives.shrink_to_fit();
  for (IncludedFile &File : Unit.Files)
    if (!File.Editable)
      std::string().swap(File.Bytes);
}

void runJob(const Job &Job, const RunnerOptions &Options,
            const Analyzer &Analyze, JobResult &Result) {
  llvm::Expected<TranslationUnit> Unit =
      Analyze(Job.Input, Job.Options, Result.Diagnostics);
  if (!Unit) {
    Result.Error = llvm::toString(Unit.takeError());
    return;
  }
  if (!Options.KeepAllText)
    dropUnneededText(*Unit);
  Result.Unit = std::move(*Unit);
}

/// As wide as the part of the line that it fills.
std::string bar(size_t Done, size_t Total) {
  constexpr size_t Width = 20;
  size_t Full = Width * Done / Total;
  return "[" + std::string(Full, '#') + std::string(Width - Full, ' ') + "]";
}

} // namespace

Progress::Progress(size_t Total, bool Quiet)
    : Total(Total), Quiet(Quiet),
      Terminal(llvm::sys::Process::StandardErrIsDisplayed()) {}

Progress::~Progress() {
  if (!Quiet && Terminal && Done)
    llvm::errs() << "\r\033[K";
}

void Progress::finished(llvm::StringRef File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Done;
  if (Quiet)
    return;
  if (Terminal)
    llvm::errs() << '\r' << bar(Done, Total) << ' ' << Done << '/' << Total
                 << ' ' << File << "\033[K";
  else
    llvm::errs() << '[' << Done << '/' << Total << "] " << File << '\n';
}

std::vector<JobResult> runProject(llvm::ArrayRef<Job> Jobs,
                                  const RunnerOptions &Options,
                                  const Analyzer &Analyze) {
  std::vector<JobResult> Results(Jobs.size());
  Progress Progress(Jobs.size(), Options.Quiet);
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Options.Threads));
  for (size_t I = 0; I < Jobs.size(); ++I)
    Pool.async([&, I] {
      runJob(Jobs[I], Options, Analyze, Results[I]);
      Progress.finished(displayPath(
          absolutePath(Jobs[I].Input.File, Jobs[I].Input.Directory)));
    });
  Pool.wait();
  return Results;
}

} // namespace segstack
