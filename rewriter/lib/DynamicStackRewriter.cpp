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
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace segstack {
namespace {

/// One pair of brackets of a declaration.
struct Dimension {
  const Expr *Length = nullptr; ///< null: it is a number
  uint64_t Number = 1;
  std::string Text;               ///< of the length, in one line
  std::optional<ByteRange> Place; ///< between the brackets
};

/// A type as it is written: what is in brackets, and of what it is an array.
struct Written {
  std::vector<Dimension> Dimensions;
  TypeLoc Element;
};

/// Bytes: a number times what is only known as the program runs.
struct Product {
  uint64_t Number = 1;
  std::string Text; ///< `(m) * `

  void by(const std::string &Factor) { Text += Factor + " * "; }
  std::string print() const {
    llvm::StringRef Rest = Text;
    return Number == 1 && Rest.consume_back(" * ")
               ? Rest.str()
               : Text + std::to_string(Number);
  }
};

/// \p Text in one line, without comments; empty when it has a directive.
std::string onOneLine(llvm::StringRef Text, const LangOptions &Language) {
  std::string Copy = Text.str(), Line;
  Lexer Tokens(SourceLocation(), Language, Copy.c_str(), Copy.c_str(),
               Copy.c_str() + Copy.size());
  Token Next;
  for (Tokens.LexFromRawLexer(Next); Next.isNot(tok::eof);
       Tokens.LexFromRawLexer(Next)) {
    if (Next.is(tok::hash))
      return "";
    size_t End = Tokens.getBufferLocation() - Copy.c_str();
    if (!Line.empty() && (Next.hasLeadingSpace() || Next.isAtStartOfLine()))
      Line += ' ';
    Line.append(Copy, End - Next.getLength(), Next.getLength());
  }
  return Line;
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(const EditableRange &Body, ASTContext &Context)
      : Body(Body), Context(Context), Sources(Context.getSourceManager()),
        Language(Context.getLangOpts()) {}

  FoundDynamicStack Found;

  bool VisitCompoundStmt(CompoundStmt *Block) {
    bool Asked = false; // by an earlier rewrite
    for (const Stmt *Child : Block->body()) {
      const auto *Declaration = dyn_cast<DeclStmt>(Child);
      if (Declaration)
        noteNamed(*Declaration, Asked);
      Asked = Declaration && asksForSpace(*Declaration);
    }
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (!isOnTheStack(*Variable) || Noted.count(Variable))
      return true;
    if (Written Type = written(*Variable); Type.Dimensions.empty())
      leave(*Variable, "its length is that of its type");
    else
      noteArray(*Variable, Type);
    return true;
  }

  /// A function that is called by its name; as a macro it is a builtin.
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!isAlloca(Callee) || Callee->getName() != "alloca" ||
        isThereAlready(Call->getArg(0)->getBeginLoc()))
      return true;
    std::optional<unsigned> End =
        fileOffset(Call->getRParenLoc(), Body.File, Sources);
    std::optional<unsigned> Begin = pastParenthesisAfter(*Call->getCallee());
    if (Begin && End)
      Found.Sizes.push_back({{*Begin, *End}, "", ""});
    else
      Found.LeftAlone.push_back(
          {Call->getBeginLoc(), "", "it is called by a macro as a function"});
    return true;
  }

  // Bodies of their own.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

private:
  bool isOnTheStack(const VarDecl &Variable) const {
    return Variable.hasLocalStorage() && !isa<ParmVarDecl>(Variable) &&
           Variable.getTypeSourceInfo() &&
           (Context.getAsVariableArrayType(Variable.getType()) ||
            dependsOnVariables(Variable.getType()));
  }

  /// Whether it may be of variable size in an instance: `int a[n * sizeof(T)]`.
  bool dependsOnVariables(QualType Type) const {
    const DependentSizedArrayType *Array =
        Context.getAsDependentSizedArrayType(Type);
    if (!Array)
      return false;
    struct Names : RecursiveASTVisitor<Names> {
      bool Local = false;
      bool VisitDeclRefExpr(DeclRefExpr *Name) {
        const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
        Local |= Variable && Variable->hasLocalStorage() &&
                 !Variable->isConstexpr() &&
                 !Variable->getType().isConstQualified();
        return true;
      }
    } In;
    In.TraverseStmt(Array->getSizeExpr());
    return In.Local || dependsOnVariables(Array->getElementType());
  }

  void leave(const VarDecl &Variable, std::string Why) {
    Found.LeftAlone.push_back(
        {Variable.getLocation(), Variable.getName().str(), std::move(Why)});
  }

  static bool asksForSpace(const DeclStmt &Declaration) {
    const auto *Variable = Declaration.isSingleDecl()
                               ? dyn_cast<VarDecl>(Declaration.getSingleDecl())
                               : nullptr;
    return Variable && Variable->getName().starts_with("segstack_space_of_");
  }

  /// Those of \p Declaration that have no brackets: asked for in front of it.
  void noteNamed(const DeclStmt &Declaration, bool Asked) {
    std::optional<unsigned> Begin =
        fileOffset(Declaration.getBeginLoc(), Body.File, Sources);
    DynamicSize All;
    for (const Decl *D : Declaration.decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Begin || !Variable || !isOnTheStack(*Variable) ||
          typeOf(*Variable).getAs<ArrayTypeLoc>())
        continue;
      const auto *Named = Variable->getType()->getAs<TypedefType>();
      if (!Named)
        continue;
      if (All.Name.empty())
        All.Name = Variable->getName();
      All.Each += (All.Each.empty() ? "" : " + ") + sizeOf(*Named);
      Noted.insert(Variable);
    }
    All.Place = {Begin.value_or(0), Begin.value_or(0)};
    if (!All.Name.empty() && !Asked)
      Found.Sizes.push_back(std::move(All));
  }

  /// Its lengths are those that the names in it had where it was declared.
  static std::string sizeOf(const TypedefType &Type) {
    return "sizeof(" + Type.getDecl()->getNameAsString() + ")";
  }

  static TypeLoc pastParentheses(TypeLoc Type) {
    while (auto Inner = Type.getUnqualifiedLoc().getAs<ParenTypeLoc>())
      Type = Inner.getInnerLoc();
    return Type.getUnqualifiedLoc();
  }

  static TypeLoc typeOf(const VarDecl &Variable) {
    return pastParentheses(Variable.getTypeSourceInfo()->getTypeLoc());
  }

  Written written(const VarDecl &Variable) const {
    Written W;
    W.Element = typeOf(Variable);
    while (auto Array = W.Element.getAs<ArrayTypeLoc>()) {
      W.Dimensions.push_back(dimension(Array));
      W.Element = pastParentheses(Array.getElementLoc());
    }
    return W;
  }

  Dimension dimension(ArrayTypeLoc Array) const {
    Dimension D;
    std::optional<unsigned> End =
        fileOffset(Array.getRBracketLoc(), Body.File, Sources);
    std::optional<unsigned> Begin = offsetPast(Array.getLBracketLoc());
    if (Begin && End)
      D.Place = {*Begin, *End};
    if (const auto *Known = dyn_cast<ConstantArrayType>(Array.getTypePtr())) {
      D.Number = Known->getSize().getZExtValue();
      return D;
    }
    D.Length = Array.getSizeExpr();
    if (D.Length && !D.Length->isValueDependent())
      if (auto Known = D.Length->getIntegerConstantExpr(Context)) {
        D.Number = Known->getZExtValue();
        D.Length = nullptr;
      }
    if (D.Place)
      D.Text = onOneLine(text(*D.Place), Language);
    return D;
  }

  llvm::StringRef text(const ByteRange &Place) const {
    return Sources.getBufferData(Body.File).slice(Place.Begin, Place.End);
  }

  void noteArray(const VarDecl &Variable, const Written &Type) {
    const std::vector<Dimension> &All = Type.Dimensions;
    if (llvm::any_of(All, [this](const Dimension &D) {
          return D.Length && isThereAlready(D.Length->getBeginLoc());
        }))
      return;
    size_t Host = hostOf(All);
    std::string Why = whyNot(All, Host);
    Product Each;
    for (size_t I = 0; I != All.size(); ++I)
      if (I != Host && All[I].Length)
        Each.by("(__SIZE_TYPE__)(" + All[I].Text + ")");
      else if (I != Host)
        Each.Number *= All[I].Number;
    multiplyByElement(Type.Element, Each, Why);
    if (Why.empty())
      Found.Sizes.push_back({*All[Host].Place, Each.print(), ""});
    else
      leave(Variable, Why);
  }

  bool hasEffects(const Dimension &D) const {
    return D.Length && D.Length->HasSideEffects(Context);
  }

  /// Which of the lengths the macro goes around: the one that is evaluated only
  /// once, else the first. The others are written again in it.
  size_t hostOf(const std::vector<Dimension> &All) const {
    auto Host = llvm::find_if(
        All, [this](const Dimension &D) { return hasEffects(D); });
    return Host == All.end() ? 0 : Host - All.begin();
  }

  std::string whyNot(const std::vector<Dimension> &All, size_t Host) const {
    for (const Dimension &D : All)
      if (!D.Place)
        return "it is declared by a macro";
      else if (D.Length && D.Text.empty())
        return "there is a directive in its length";
    // What is written again is evaluated once more, after the host's effects.
    auto At = All.begin() + Host;
    auto Varies = [](const Dimension &D) { return D.Length != nullptr; };
    auto Effects = [this](const Dimension &D) { return hasEffects(D); };
    if (std::any_of(At + 1, All.end(), Effects) ||
        std::any_of(All.begin(), At, Varies))
      return "its lengths have side effects and cannot be written twice";
    return "";
  }

  void multiplyByElement(TypeLoc Element, Product &Each, std::string &Why) {
    QualType Type = Element.getType();
    const auto *Named = Type->getAs<TypedefType>();
    if (Context.getAsVariableArrayType(Type) && Named)
      Each.by(sizeOf(*Named));
    else if (Context.getAsVariableArrayType(Type))
      Why = "the length of its elements is that of their type";
    else if (Type->isAnyPointerType())
      Each.Number *= sizeof(void *);
    else if (!Type->isDependentType())
      Each.Number *= Context.getTypeSizeInChars(Type).getQuantity();
    else if (std::string Text = dependentName(Element); !Text.empty())
      Each.by("sizeof(" + Text + ")");
    else
      Why = "the size of its elements depends on a template's argument";
  }

  std::string dependentName(TypeLoc Element) const {
    std::optional<ByteRange> Place =
        fileRange(Element.getBeginLoc(), Element.getEndLoc(), Body.File,
                  Sources, Language);
    return Place ? onOneLine(text(*Place), Language) : "";
  }

  std::optional<unsigned> pastParenthesisAfter(const Expr &Callee) const {
    std::optional<Token> Next =
        Lexer::findNextToken(Callee.getEndLoc(), Sources, Language);
    if (!Next || Next->isNot(tok::l_paren))
      return std::nullopt;
    return offsetPast(Next->getLocation());
  }

  /// The offset behind the token at \p Place.
  std::optional<unsigned> offsetPast(SourceLocation Place) const {
    if (!fileOffset(Place, Body.File, Sources))
      return std::nullopt;
    return fileOffset(Lexer::getLocForEndOfToken(Place, 0, Sources, Language),
                      Body.File, Sources);
  }

  /// By an earlier rewrite, or by hand.
  bool isThereAlready(SourceLocation Place) const {
    return isInMacro(
        Place,
        [](llvm::StringRef Name) {
          return Name == "SEGSTACK_LENGTH" || Name == "SEGSTACK_ROOM";
        },
        Sources, Language);
  }

  const EditableRange &Body;
  ASTContext &Context;
  const SourceManager &Sources;
  const LangOptions &Language;
  llvm::SmallPtrSet<const VarDecl *, 4> Noted; ///< by noteNamed
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
