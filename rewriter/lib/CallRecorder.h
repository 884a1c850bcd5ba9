//===- CallRecorder.h - what a call leads to -------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   a call, of a function with a body here -> an edge of the CallGraph
//                   through a pointer, virtual, of the language's runtime, or
//                   of a function without a body -> an OpenCall
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLRECORDER_H
#define SEGSTACK_LIB_CALLRECORDER_H

#include "CallReader.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class CXXMethodDecl;
class Expr;
} // namespace clang

namespace segstack {

/// Takes down the calls that one function makes.
class CallRecorder {
public:
  CallRecorder(const CallContext &Known, CallGraph::Node &Node)
      : Known(Known), Context(Known.Context), Node(Node) {}

  // Of the calls that come next.
  double Often = 1;  ///< in one call of the function
  bool Rare = false; ///< and that is because of what is called, or expected
  bool OutsideBody = false; ///< a check in the body is not around them

  /// \p Callee may be null: nothing is called.
  void addCall(const clang::FunctionDecl *Callee,
               llvm::ArrayRef<const clang::Expr *> Arguments = {});
  void addVirtual(const clang::CXXMethodDecl &Method);
  /// Of \p Call, which names no function.
  void addIndirect(const clang::Expr *Call);
  void addDestructor(clang::QualType T);
  /// A function that the compiler calls, or `thread_local`.
  void addRuntime(const char *Name);

  /// Once at the end: gives the edges to the node, each once.
  void finish();

private:
  struct Edge {
    unsigned To;
    double Often;
    bool OutsideBody;
  };

  void addExternal(const clang::FunctionDecl &Callee,
                   llvm::ArrayRef<const clang::Expr *> Arguments);
  bool hidesFunction(const clang::Expr &Argument) const;
  void addOpen(OpenCall::Kind What, const clang::FunctionDecl *Function,
               std::string Type = "");

  const CallContext &Known;
  const clang::ASTContext &Context;
  CallGraph::Node &Node;
  std::vector<Edge> Edges;
};

} // namespace segstack

#endif
