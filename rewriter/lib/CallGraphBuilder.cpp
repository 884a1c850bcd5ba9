//===- CallGraphBuilder.cpp - the call graph of an AST --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallGraphBuilder.h"
#include "DefinitionFinder.h"
#include "FrameTypes.h"
#include "HeavyExternals.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

using namespace clang;

namespace segstack {

namespace {
using NodeIndices = llvm::DenseMap<const FunctionDecl *, unsigned>;
using Overriders = llvm::DenseMap<const FunctionDecl *, std::vector<unsigned>>;
using OutlinedInitializer =
    llvm::function_ref<bool(const CXXConstructorDecl &, const Expr &)>;

/// Reads one body into one node.
class CallReader {
public:
  CallReader(const ASTContext &Context, const NodeIndices &Indices,
             const Overriders &Standard, const HeavyExternals *Externals,
             CallGraph::Node &Node)
      : Context(Context), Indices(Indices), Standard(Standard),
        Externals(Externals), Node(Node) {}
  void readFunction(const FunctionDecl &F, OutlinedInitializer Outlined);

private:
  void read(const Stmt *S);
  void readExpression(const Expr *E);
  void readCheck(const FrameCall &Call);
  void readVariables(const DeclStmt *S);
  void readMembers(const CXXRecordDecl *Record);
  void readInitializers(const CXXConstructorDecl &Constructor,
                        OutlinedInitializer Outlined);
  void addVirtual(const Expr *Call);
  void addCall(const FunctionDecl *Callee);
  void addDestructor(QualType T);

  const ASTContext &Context;
  const NodeIndices &Indices;
  const Overriders &Standard;
  const HeavyExternals *Externals;
  CallGraph::Node &Node;
};
} // namespace

/// Functions of the C library that call nothing of the program and need next
/// to no stack.
static bool isHarmlessLeaf(const FunctionDecl *F, const ASTContext &Context) {
  if (isExpanded(F, Context))
    return true;
  if (!F->isExternC() && !F->getBuiltinID())
    return false;
  llvm::StringRef Name = F->getName();
  Name.consume_front("__builtin_");
  return llvm::StringSwitch<bool>(Name)
      .Cases("memcpy", "memmove", "memset", "memcmp", "memchr", true)
      .Cases("strlen", "strcmp", "strncmp", "strchr", "strrchr", true)
      .Cases("strcpy", "strncpy", "strcat", "strnlen", "memrchr", true)
      .Cases("wmemcpy", "wmemmove", "wmemset", "wmemcmp", "wcslen", true)
      .Cases("abs", "labs", "llabs", "fabs", "fabsf", true)
      .Cases("isdigit", "isalpha", "isalnum", "isspace", "isxdigit", true)
      .Cases("tolower", "toupper", "isupper", "islower", "isprint", true)
      .Default(false);
}

/// A check calls nothing but the body that it outlines, so that a function is
/// the same with it and without.
void CallReader::readCheck(const FrameCall &Call) {
  if (!Call.Callee->getIdentifier() ||
      (Call.Callee->getName() != "segstack_run" &&
       Call.Callee->getName() != "segstack_run_on_own"))
    return;
  for (const Expr *Argument : Call.Arguments)
    if (const auto *Class = Argument->getType()->getAsCXXRecordDecl())
      if (Class->isLambda())
        addCall(Class->getLambdaCallOperator());
}

void CallReader::addCall(const FunctionDecl *Callee) {
  if (!Callee) {
    Node.UnknownCalls = true;
    return;
  }
  const FunctionDecl *Definition = Callee->getDefinition();
  auto Found =
      Indices.find((Definition ? Definition : Callee)->getCanonicalDecl());
  if (Found != Indices.end()) {
    Node.Callees.push_back(Found->second);
    return;
  }
  ExternalStack Need;
  if (Externals)
    Need = Externals->needOf(*Callee);
  Node.External.raiseTo(Need);
  if (Need.Bytes > 0)
    Node.UnknownCalls = true;
  else if (!Callee->isTrivial() && !(Callee->getDeclName().isIdentifier() &&
                                     isHarmlessLeaf(Callee, Context)))
    Node.UnknownCalls = true;
}

void CallReader::addVirtual(const Expr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  if (!Member || !Member->getMethodDecl())
    return;
  auto Found = Standard.find(Member->getMethodDecl()->getCanonicalDecl());
  if (Found != Standard.end())
    llvm::append_range(Node.Callees, Found->second);
}

void CallReader::addDestructor(QualType T) {
  if (const CXXDestructorDecl *Destructor = destructorOf(T))
    addCall(Destructor);
}

void CallReader::readVariables(const DeclStmt *S) {
  for (const Decl *D : S->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable)
      continue;
    // A static local's constructor is guarded and its destructor registered.
    if (Variable->isStaticLocal() && !Variable->hasConstantInitialization())
      addCall(nullptr);
    if (Variable->hasLocalStorage())
      addDestructor(Variable->getType());
    if (const auto *Whole = dyn_cast<DecompositionDecl>(Variable))
      for (const BindingDecl *Binding : Whole->bindings())
        if (const VarDecl *Holder = Binding->getHoldingVar())
          read(Holder->getInit());
  }
}

void CallReader::readExpression(const Expr *E) {
  FrameCall Call;
  if (readCall(E, Call)) {
    if (Call.Callee && isOfCheck(*Call.Callee))
      readCheck(Call);
    else
      addCall(Call.Callee);
    if (!Call.Callee)
      addVirtual(E);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    addCall(New->getOperatorNew());
    if (New->getOperatorDelete())
      addCall(New->getOperatorDelete());
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    const CXXDestructorDecl *Destructor =
        destructorOf(Delete->getDestroyedType());
    if (Destructor)
      addCall(Destructor);
    if (Destructor && Destructor->isVirtual())
      addCall(nullptr);
    addCall(Delete->getOperatorDelete());
  } else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E)) {
    addCall(Bind->getTemporary()->getDestructor());
  } else if (isa<MaterializeTemporaryExpr>(E)) {
    addDestructor(E->getType()); // of the array of an initializer_list, too
  } else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E)) {
    read(Default->getExpr());
  } else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E)) {
    read(Default->getExpr());
  } else if (isa<CXXThrowExpr>(E) || isa<CXXDynamicCastExpr>(E) ||
             isa<CoroutineSuspendExpr>(E)) {
    addCall(nullptr);
  } else if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (Variable && Variable->getTLSKind() == VarDecl::TLS_Dynamic)
      addCall(nullptr); // its wrapper may run an initialiser
  }
}

/// True for operands that are never evaluated.
static bool isUnevaluated(const Stmt *S) {
  if (isa<UnaryExprOrTypeTraitExpr>(S) || isa<CXXNoexceptExpr>(S) ||
      isa<ConstantExpr>(S))
    return true;
  const auto *Type = dyn_cast<CXXTypeidExpr>(S);
  return Type && !Type->isPotentiallyEvaluated();
}

void CallReader::read(const Stmt *S) {
  if (!S || isUnevaluated(S))
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      read(Init); // the body is a function of its own
    return;
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    readVariables(Declaration);
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S))
    if (Catch->getExceptionDecl())
      addDestructor(Catch->getExceptionDecl()->getType());
  if (isa<CoroutineBodyStmt>(S))
    addCall(nullptr);
  if (const auto *E = dyn_cast<Expr>(S))
    readExpression(E);
  for (const Stmt *Child : S->children())
    read(Child);
}

/// A destructor destroys members and bases; so does a constructor that an
/// exception leaves.
void CallReader::readMembers(const CXXRecordDecl *Record) {
  for (const FieldDecl *Field : Record->fields())
    addDestructor(Field->getType());
  for (const CXXBaseSpecifier &Base : Record->bases())
    addDestructor(Base.getType());
  for (const CXXBaseSpecifier &Base : Record->vbases())
    addDestructor(Base.getType());
}

static void sortUnique(std::vector<unsigned> &Nodes) {
  std::sort(Nodes.begin(), Nodes.end());
  Nodes.erase(std::unique(Nodes.begin(), Nodes.end()), Nodes.end());
}

/// A check in an initialiser is around all of it.
void CallReader::readInitializers(const CXXConstructorDecl &Constructor,
                                  OutlinedInitializer Outlined) {
  std::vector<unsigned> Inside;
  for (const CXXCtorInitializer *Init : Constructor.inits()) {
    std::vector<unsigned> Before = std::move(Node.Callees);
    ExternalStack NeedBefore = std::move(Node.External);
    Node.Callees.clear();
    Node.External = ExternalStack();
    read(Init->getInit());
    bool Checked = Init->isWritten() && Outlined &&
                   Outlined(Constructor, *Init->getInit());
    llvm::append_range(Checked ? Inside : Node.OutsideBody, Node.Callees);
    if (!Checked)
      Node.ExternalOutsideBody.raiseTo(Node.External);
    Node.Callees = std::move(Before);
    Node.External.raiseTo(NeedBefore);
  }
  llvm::append_range(Node.Callees, Inside);
  llvm::append_range(Node.Callees, Node.OutsideBody);
  sortUnique(Node.OutsideBody);
}

void CallReader::readFunction(const FunctionDecl &F,
                              OutlinedInitializer Outlined) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    readInitializers(*Constructor, Outlined);
  if (isa<CXXConstructorDecl>(F) || isa<CXXDestructorDecl>(F))
    readMembers(cast<CXXMethodDecl>(F).getParent());
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&F)) {
    Node.OutsideBody = Node.Callees;
    sortUnique(Node.OutsideBody);
    if (Destructor->isVirtual()) // the deleting destructor
      addCall(Destructor->getOperatorDelete());
  }
  read(F.getBody());
  sortUnique(Node.Callees);
}

/// What overrides a virtual function of the standard library within it.
static void noteOverridden(const FunctionDecl &F, unsigned Index,
                           Overriders &Standard) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || !Method->getParent()->isInStdNamespace())
    return;
  for (const CXXMethodDecl *Overridden : Method->overridden_methods()) {
    Standard[Overridden->getCanonicalDecl()].push_back(Index);
    noteOverridden(*Overridden, Index, Standard);
  }
}

CallGraph
buildCallGraph(ASTContext &Context,
               llvm::function_ref<FrameEstimate(const FunctionDecl &)> Estimate,
               llvm::function_ref<bool(const FunctionDecl &)> Instrumentable,
               OutlinedInitializer Outlined, const HeavyExternals *Externals) {
  NodeIndices Indices;
  Overriders Standard;
  CallGraph Graph;
  for (const FunctionDecl *F : findDefinitions(Context))
    if (Indices.insert({F->getCanonicalDecl(), Graph.Nodes.size()}).second) {
      FrameEstimate Frame = Estimate(*F);
      CallGraph::Node Node;
      Node.Function = F;
      Node.FrameBytes = Frame.Bytes;
      Node.Dynamic = Frame.Dynamic;
      Node.Instrumentable = Instrumentable(*F);
      noteOverridden(*F, Graph.Nodes.size(), Standard);
      Graph.Nodes.push_back(std::move(Node));
    }
  for (CallGraph::Node &Node : Graph.Nodes)
    CallReader(Context, Indices, Standard, Externals, Node)
        .readFunction(*Node.Function, Outlined);
  return Graph;
}

} // namespace segstack
