//===- Parser.cpp - one run of clang's parser -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace segstack {
namespace {

/// Prints diagnostics, keeps the errors and passes all on to the listener.
class ErrorLog : public TextDiagnosticPrinter {
public:
  ErrorLog(llvm::raw_ostream &Stream, DiagnosticOptions *Options,
           DiagnosticConsumer *Listener)
      : TextDiagnosticPrinter(Stream, Options), Listener(Listener) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    TextDiagnosticPrinter::HandleDiagnostic(Level, Info);
    if (Level >= DiagnosticsEngine::Error)
      Errors.push_back(readError(Info));
    if (Listener)
      Listener->HandleDiagnostic(Level, Info);
  }

  std::vector<SourceError> Errors;
  bool Done = false; ///< AfterParse was called

private:
  DiagnosticConsumer *Listener;
};

class Consumer : public ASTConsumer {
public:
  Consumer(const ParseHooks &Hooks, ErrorLog &Log) : Hooks(Hooks), Log(Log) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    Log.Done = Log.Errors.empty() ||
               (Hooks.Accept && Hooks.Accept(Context, Log.Errors));
    if (Log.Done)
      Hooks.AfterParse(Context);
  }

private:
  const ParseHooks &Hooks;
  ErrorLog &Log;
};

class Action : public ASTFrontendAction {
public:
  Action(const ParseHooks &Hooks, ErrorLog &Log) : Hooks(Hooks), Log(Log) {}

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    // "1 error generated." would go to stderr past the diagnostics' consumer.
    Compiler.setVerboseOutputStream(llvm::nulls());
    if (Hooks.BeforeParse)
      Hooks.BeforeParse(Compiler.getPreprocessor());
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<Consumer>(Hooks, Log);
  }

private:
  const ParseHooks &Hooks;
  ErrorLog &Log;
};

/// A file system with a working directory of its own, under the overlay.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
fileSystemFor(const ParseJob &Job) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real(
      llvm::vfs::createPhysicalFileSystem().release());
  if (!Job.Directory.empty())
    Real->setCurrentWorkingDirectory(Job.Directory);
  auto Overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Real);
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  // A relative name of the main file is taken from here, in both.
  if (auto Here = Real->getCurrentWorkingDirectory())
    Memory->setCurrentWorkingDirectory(*Here);
  for (const auto &[Path, Text] : Job.Overlay)
    Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBuffer(Text));
  Overlay->pushOverlay(Memory);
  return Overlay;
}

} // namespace

SourceError readError(const Diagnostic &Info) {
  SourceError Error;
  llvm::SmallString<128> Text;
  Info.FormatDiagnostic(Text);
  Error.Message = Text.str().str();
  if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
    return Error;
  Error.Place = Info.getLocation();
  PresumedLoc Presumed = Info.getSourceManager().getPresumedLoc(Error.Place);
  Error.Line = Presumed.isValid() ? Presumed.getLine() : 0;
  return Error;
}

llvm::Error parse(const ParseJob &Job, const ParseHooks &Hooks,
                  std::string &Diagnostics) {
  llvm::raw_string_ostream Stream(Diagnostics);
  auto Options = llvm::makeIntrusiveRefCnt<DiagnosticOptions>();
  ErrorLog Log(Stream, Options.get(), Hooks.Listener);
  auto Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(),
                                                      fileSystemFor(Job));
  tooling::ToolInvocation Invocation(
      Job.Arguments, std::make_unique<Action>(Hooks, Log), Files.get());
  Invocation.setDiagnosticConsumer(&Log);
  if (Invocation.run() || Log.Done)
    return llvm::Error::success();
  return llvm::createStringError("clang cannot parse the source");
}

} // namespace segstack
