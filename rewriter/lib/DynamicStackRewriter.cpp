//===- DynamicStackRewriter.cpp - frames that grow as they run ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DynamicStackRewriter.h"
#include "FrameTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace segstack {
namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(const EditableRange &Body, ASTContext &Context)
      : Body(Body), Context(Context) {}

  FoundDynamicStack Found;

  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable))
      if (const VariableArrayType *Array =
              Context.getAsVariableArrayType(Variable->getType()))
        noteArray(*Variable, *Array);
    return true;
  }

  /// A function that is called by its name; as a macro it is a builtin.
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!isAlloca(Callee) || Callee->getName() != "alloca" ||
        Call->getBeginLoc().isMacroID())
      return true;
    if (std::optional<ByteRange> Size = placeOf(*Call->getArg(0)))
      Found.Sizes.push_back({*Size, ""});
    return true;
  }

  // Bodies of their own.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

private:
  void noteArray(const VarDecl &Variable, const VariableArrayType &Array) {
    std::string Why;
    const Expr *Length = Array.getSizeExpr();
    if (Length && isThereAlready(*Length))
      return;
    std::optional<ByteRange> Place =
        Length ? placeOf(*Length) : std::optional<ByteRange>();
    std::optional<std::string> Each = eachOf(Array.getElementType(), Why);
    if (Variable.getTypeSourceInfo() && !Variable.getTypeSourceInfo()
                                             ->getTypeLoc()
                                             .getUnqualifiedLoc()
                                             .getAs<ArrayTypeLoc>())
      Why = "its length is that of its type";
    else if (!Place)
      Why = "its length comes from a macro";
    if (!Why.empty())
      Found.LeftAlone.push_back(
          {Variable.getLocation(), Variable.getName().str(), Why});
    else
      Found.Sizes.push_back({*Place, *Each});
  }

  /// The size of an element as it can be written before the length: `4`, or
  /// `(m) * 4`. Nothing: \p Why.
  std::optional<std::string> eachOf(QualType Type, std::string &Why) {
    if (Type->isDependentType()) {
      Why = "the size of its elements depends on a template's argument";
      return std::nullopt;
    }
    const auto *Inner = Context.getAsVariableArrayType(Type);
    if (!Inner)
      return std::to_string(Context.getTypeSizeInChars(Type).getQuantity());
    // Its lengths are those that the names in it had where it was declared.
    if (const auto *Named = Type->getAs<TypedefType>())
      return "sizeof(" + Named->getDecl()->getNameAsString() + ")";
    const Expr *Length = Inner->getSizeExpr();
    std::optional<ByteRange> Place =
        Length ? placeOf(*Length) : std::optional<ByteRange>();
    std::optional<std::string> Rest = eachOf(Inner->getElementType(), Why);
    if (!Place || Length->HasSideEffects(Context))
      Why = "a length of its elements cannot be written twice";
    if (!Why.empty())
      return std::nullopt;
    llvm::StringRef Bytes = Context.getSourceManager().getBufferData(Body.File);
    llvm::StringRef Text = Bytes.slice(Place->Begin, Place->End);
    if (Text.contains('\n') || Text.contains("//") || Text.contains("/*")) {
      Why = "a length of its elements cannot be written twice";
      return std::nullopt;
    }
    return "(__SIZE_TYPE__)(" + Text.str() + ") * " + *Rest;
  }

  std::optional<ByteRange> placeOf(const Expr &E) const {
    SourceLocation First = E.getBeginLoc(), Last = E.getEndLoc();
    if (First.isMacroID() || Last.isMacroID())
      return std::nullopt;
    return fileRange(First, Last, Body.File, Context.getSourceManager(),
                     Context.getLangOpts());
  }

  /// By an earlier rewrite, or by hand.
  bool isThereAlready(const Expr &Length) const {
    return isInMacro(
        Length.getBeginLoc(),
        [](llvm::StringRef Name) { return Name == "SEGSTACK_LENGTH"; },
        Context.getSourceManager(), Context.getLangOpts());
  }

  const EditableRange &Body;
  ASTContext &Context;
};

} // namespace

FoundDynamicStack findDynamicStack(const FunctionDecl &Function,
                                   const EditableRange &Body,
                                   ASTContext &Context) {
  Finder F(Body, Context);
  if (Body.Problem != Reason::Fine)
    return {};
  F.TraverseStmt(Function.getBody());
  llvm::sort(F.Found.Sizes, [](const DynamicSize &A, const DynamicSize &B) {
    return A.Place.Begin < B.Place.Begin;
  });
  return std::move(F.Found);
}

} // namespace segstack
