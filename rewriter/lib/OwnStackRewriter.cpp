//===- OwnStackRewriter.cpp - calls on the thread's own stack -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnStackRewriter.h"
#include "ClosureEffects.h"
#include "FrameTypes.h"
#include "HeavyExternals.h"
#include "StackArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace segstack {
namespace {

/// Looks for what is not the same in a closure around the call.
class ArgumentScan : public RecursiveASTVisitor<ArgumentScan> {
public:
  ArgumentScan(const CallExpr &Call, const ASTContext &Context)
      : Call(Call), Context(Context) {
    TraverseStmt(const_cast<CallExpr *>(&Call));
  }

  std::string Why; ///< empty: nothing
  /// An object that lives to the end of the whole expression.
  bool Temporaries = false;

  bool shouldVisitImplicitCode() const { return true; }

  bool VisitExpr(Expr *E) {
    bool Object = E->isTypeDependent() || E->getType()->isRecordType();
    if (E != &Call &&
        ((E->isPRValue() && Object) || isa<MaterializeTemporaryExpr>(E)))
      Temporaries = true;
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *) {
    return leave("a closure in its arguments would get another name");
  }
  bool VisitStmtExpr(StmtExpr *) {
    return leave("its arguments hold a statement expression");
  }
  bool VisitCallExpr(CallExpr *Inner) {
    const FunctionDecl *Callee = Inner->getDirectCallee();
    if (isAlloca(Callee))
      return leave("its arguments hold an alloca");
    return !Callee || !Callee->hasAttr<ReturnsTwiceAttr>() ||
           leave("control may come back to it");
  }
  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    if (Reference->getType()->isVariablyModifiedType())
      return leave("its arguments name an array of variable size");
    return !isa<BindingDecl>(Reference->getDecl()) ||
           Context.getLangOpts().CPlusPlus20 ||
           leave("before C++20 no closure captures a structured binding");
  }

private:
  bool leave(const char *Reason) {
    Why = Reason;
    return false;
  }

  const CallExpr &Call;
  const ASTContext &Context;
};

/// What the program's function itself rules out; null: nothing.
const char *whyNotIn(const FunctionDecl &Function, const BodyFacts &Facts,
                     const EditableRange &Body, const ASTContext &Context) {
  if (Context.getLangOpts().CPlusPlus && !Context.getLangOpts().CPlusPlus11)
    return "it takes a closure, which needs C++11";
  if (Body.Problem != Reason::Fine)
    return "the body around it comes from a macro";
  if (Function.isConstexpr() && !isLambdaCallOperator(&Function))
    return "the function around it is constexpr";
  if (Facts.Coroutine)
    return "the function around it is a coroutine";
  if (Facts.Closures > 0 && isShared(Function))
    return "closures of the inline function around it would get other names";
  return nullptr;
}

class CallFinder : public RecursiveASTVisitor<CallFinder> {
public:
  CallFinder(const EditableRange &Body, const HeavyExternals &Externals,
             const char *WhyNot, const ASTContext &Context)
      : Body(Body), Externals(Externals), WhyNot(WhyNot), Context(Context) {}

  FoundOwnStackCalls Found;

  void find(const FunctionDecl &Function) {
    TraverseStmt(Function.getBody());
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function);
    if (!Constructor)
      return;
    WhyNot = "it stands in a member's initialiser";
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        TraverseStmt(Init->getInit());
  }

  // Whose temporaries end with the call.
  bool VisitExprWithCleanups(ExprWithCleanups *E) {
    Whole.insert(E->getSubExpr()->IgnoreImplicit()->IgnoreParenCasts());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || isa<CXXOperatorCallExpr, UserDefinedLiteral>(Call))
      return true;
    if (std::optional<uint64_t> Bytes = Externals.ownStackBytes(*Callee))
      note(*Call, *Callee, *Bytes);
    return true;
  }

  // Bodies of their own.
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    for (Expr *Init : Lambda->capture_inits())
      TraverseStmt(Init);
    return true;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  // What is never evaluated.
  bool TraverseTypeLoc(TypeLoc) { return true; }
  bool TraverseStaticAssertDecl(StaticAssertDecl *) { return true; }
  bool TraverseConstantExpr(ConstantExpr *) { return true; }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseCXXTypeidExpr(CXXTypeidExpr *) { return true; }
  bool TraverseRequiresExpr(RequiresExpr *) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }

private:
  void note(const CallExpr &Call, const FunctionDecl &Callee, uint64_t Bytes) {
    if (isThereAlready(Call))
      return;
    bool InC = !Context.getLangOpts().CPlusPlus;
    std::optional<ByteRange> Place = placeOf(Call), Name;
    if (InC)
      Name = calleeOf(Call);
    std::string Why = InC ? whyNotInC(Call, Callee) : whyNot(Call, Callee);
    if (Why.empty() && (!Place || (InC && !Name)))
      Why = "it comes from a macro";
    if (Why.empty() && InC)
      Found.Calls.push_back(
          {*Place, Bytes, Name->End, stackArgumentBytes(Call, Context)});
    else if (Why.empty())
      Found.Calls.push_back({*Place, Bytes});
    else
      Found.LeftAlone.push_back(
          {Call.getBeginLoc(), Callee.getQualifiedNameAsString(), Why});
  }

  /// By an earlier rewrite, or by hand.
  bool isThereAlready(const CallExpr &Call) const {
    return isInMacro(
        Call.getBeginLoc(),
        [](llvm::StringRef Name) {
          return Name == "SEGSTACK_VISIT" || Name == "SEGSTACK_VISIT_C" ||
                 Name == "SEGSTACK_ON_SYSTEM_STACK";
        },
        Context.getSourceManager(), Context.getLangOpts());
  }

  std::optional<ByteRange> placeOf(const CallExpr &Call) const {
    if (Call.getEndLoc().isMacroID())
      return std::nullopt;
    return fileRange(Call.getBeginLoc(), Call.getEndLoc(), Body.File,
                     Context.getSourceManager(), Context.getLangOpts());
  }

  std::optional<ByteRange> calleeOf(const CallExpr &Call) const {
    const Expr &Callee = *Call.getCallee();
    return fileRange(Callee.getBeginLoc(), Callee.getEndLoc(), Body.File,
                     Context.getSourceManager(), Context.getLangOpts());
  }

  /// The arguments are where they were: only the call is made elsewhere.
  std::string whyNotInC(const CallExpr &Call,
                        const FunctionDecl &Callee) const {
    if (WhyNot)
      return WhyNot;
    if (Callee.isNoReturn())
      return "it does not return";
    if (Callee.hasAttr<ReturnsTwiceAttr>())
      return "control may come back to it";
    if (Callee.getType()->castAs<FunctionType>()->getCallConv() != CC_C)
      return "it has a calling convention of its own";
    if (std::optional<std::string> What = whatIsNotKept(Call, Context))
      return "it passes " + *What;
    return "";
  }

  std::string whyNot(const CallExpr &Call, const FunctionDecl &Callee) const {
    if (WhyNot)
      return WhyNot;
    if (Callee.isNoReturn())
      return "it does not return";
    if (!Context.getLangOpts().CPlusPlus17 && Call.isPRValue() &&
        Call.getType()->isRecordType())
      return "before C++17 its result would be moved";
    ArgumentScan Scan(Call, Context);
    if (!Scan.Why.empty())
      return Scan.Why;
    if (Scan.Temporaries && !Whole.contains(&Call))
      return "temporary objects in its arguments would not live as long";
    if (std::string Name = functionNameIn(Call); !Name.empty())
      return Name + " in its arguments would name the closure";
    return "";
  }

  const EditableRange &Body;
  const HeavyExternals &Externals;
  const char *WhyNot;
  const ASTContext &Context;
  llvm::SmallPtrSet<const Expr *, 8> Whole;
};

void sortByPlace(std::vector<OwnStackCall> &Calls) {
  llvm::sort(Calls, [](const OwnStackCall &A, const OwnStackCall &B) {
    return std::make_pair(A.Place.Begin, B.Place.End) <
           std::make_pair(B.Place.Begin, A.Place.End);
  });
}

/// The arguments of a call that goes to the thread's own stack are there, too.
void keepOutermost(std::vector<OwnStackCall> &Calls) {
  unsigned End = 0;
  llvm::erase_if(Calls, [&](const OwnStackCall &Call) {
    bool IsInside = Call.Place.End <= End;
    End = std::max(End, Call.Place.End);
    return IsInside;
  });
}

} // namespace

FoundOwnStackCalls findOwnStackCalls(const FunctionDecl &Function,
                                     const BodyFacts &Facts,
                                     const EditableRange &Body,
                                     const HeavyExternals &Externals,
                                     ASTContext &Context) {
  if (!Externals.anyOnOwnStack())
    return {};
  CallFinder Finder(Body, Externals, whyNotIn(Function, Facts, Body, Context),
                    Context);
  Finder.find(Function);
  sortByPlace(Finder.Found.Calls);
  if (Context.getLangOpts().CPlusPlus) // in C they stay where they are
    keepOutermost(Finder.Found.Calls);
  return std::move(Finder.Found);
}

} // namespace segstack
