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
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace segstack {
namespace {

class Consumer : public ASTConsumer {
public:
  explicit Consumer(const ParseHooks &Hooks) : Hooks(Hooks) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Hooks.EvenWithErrors || !Context.getDiagnostics().hasErrorOccurred())
      Hooks.AfterParse(Context);
  }

private:
  const ParseHooks &Hooks;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(const ParseHooks &Hooks) : Hooks(Hooks) {}

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    if (Hooks.BeforeParse)
      Hooks.BeforeParse(Compiler.getPreprocessor());
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<Consumer>(Hooks);
  }

private:
  const ParseHooks &Hooks;
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
  for (const auto &[Path, Text] : Job.Overlay)
    Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBuffer(Text));
  Overlay->pushOverlay(Memory);
  return Overlay;
}

} // namespace

llvm::Error parse(const ParseJob &Job, const ParseHooks &Hooks,
                  std::string &Diagnostics) {
  llvm::raw_string_ostream Stream(Diagnostics);
  auto Options = llvm::makeIntrusiveRefCnt<DiagnosticOptions>();
  TextDiagnosticPrinter Printer(Stream, Options.get());
  auto Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(),
                                                      fileSystemFor(Job));
  tooling::ToolInvocation Invocation(
      Job.Arguments, std::make_unique<Action>(Hooks), Files.get());
  Invocation.setDiagnosticConsumer(Hooks.Diagnostics ? Hooks.Diagnostics
                                                     : &Printer);
  if (Invocation.run() || Hooks.EvenWithErrors)
    return llvm::Error::success();
  return llvm::createStringError("the source does not parse");
}

} // namespace segstack
