//===- CallSpelling.cpp - how a function is called from its own body -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules of name lookup, turned around. Members go through `this->`, which
// no local name hides and argument-dependent lookup does not touch; virtual
// ones are qualified, so that no override is called. Functions at namespace
// scope are put in parentheses as soon as another one has the same name.
//
//===----------------------------------------------------------------------===//

#include "CallSpelling.h"
#include "FunctionFinder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace segstack {
namespace {

bool hasParameterNamed(const FunctionDecl &Function, llvm::StringRef Name) {
  for (const ParmVarDecl *Parameter : Function.parameters())
    if (Parameter->getName() == Name)
      return true;
  return false;
}

/// `T, Ts..., N`; nothing when a template parameter has no name. Those that are
/// an `auto` among the function's parameters come last and are deduced.
std::optional<std::string> spellParameters(const TemplateParameterList &List) {
  std::vector<std::string> Names;
  for (const NamedDecl *Parameter : List) {
    if (Parameter->isImplicit())
      break;
    if (!Parameter->getIdentifier())
      return std::nullopt;
    Names.push_back(Parameter->getName().str() +
                    (Parameter->isParameterPack() ? "..." : ""));
  }
  if (Names.empty())
    return std::nullopt;
  return llvm::join(Names, ", ");
}

/// One argument of `template <> void f<int, 'c'>()`, a pack as its elements.
bool spellArgument(const TemplateArgument &Argument, const ASTContext &Context,
                   std::vector<std::string> &Texts) {
  std::optional<std::string> Text;
  switch (Argument.getKind()) {
  case TemplateArgument::Type:
    Text = spellType(Argument.getAsType(), Context);
    break;
  case TemplateArgument::Integral:
    Text = spellType(Argument.getIntegralType(), Context);
    if (Text)
      *Text = "static_cast<" + *Text + ">(" +
              llvm::toString(Argument.getAsIntegral(), 10) + ")";
    break;
  case TemplateArgument::Pack:
    for (const TemplateArgument &Element : Argument.pack_elements())
      if (!spellArgument(Element, Context, Texts))
        return false;
    return true;
  default:
    return false;
  }
  if (Text)
    Texts.push_back(*Text);
  return Text.has_value();
}

/// The arguments of an explicit specialisation.
std::optional<std::string> spellArguments(const TemplateArgumentList &List,
                                          const ASTContext &Context) {
  std::vector<std::string> Texts;
  for (const TemplateArgument &Argument : List.asArray())
    if (!spellArgument(Argument, Context, Texts))
      return std::nullopt;
  return llvm::join(Texts, ", ");
}

/// `<T, N>` behind the name of a template; empty when there is none, or when
/// the call must deduce them.
std::string spellTemplateArguments(const FunctionDecl &Function,
                                   const ASTContext &Context) {
  // A conversion is named by its type alone.
  if (isa<CXXConversionDecl>(Function))
    return "";
  std::optional<std::string> Inside;
  if (const FunctionTemplateDecl *Template =
          Function.getDescribedFunctionTemplate())
    Inside = spellParameters(*Template->getTemplateParameters());
  else if (const auto *Special = Function.getTemplateSpecializationInfo();
           Special && Special->isExplicitSpecialization())
    Inside = spellArguments(*Special->TemplateArguments, Context);
  if (!Inside)
    return "";
  // `operator< <T>`, for `<<` is another token.
  bool IsOperator = Function.isOverloadedOperator();
  return (IsOperator ? " <" : "<") + *Inside + ">";
}

std::string nameOf(const FunctionDecl &Function, const ASTContext &Context) {
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(&Function))
    if (std::optional<std::string> Type =
            spellType(Conversion->getConversionType(), Context))
      return "operator " + *Type;
  std::string Text;
  llvm::raw_string_ostream Stream(Text);
  Function.getDeclName().print(Stream, Context.getPrintingPolicy());
  return Text;
}

/// `Class::` by the injected class name; nothing for a class without a name.
std::optional<std::string> classPrefix(const CXXRecordDecl &Class) {
  if (!Class.getIdentifier())
    return std::nullopt;
  return Class.getName().str() + "::";
}

/// `this->`, or `static_cast<const Class &&>(*this).` for `const &&` members.
std::optional<std::string> spellObject(const CXXMethodDecl &Method) {
  if (Method.getRefQualifier() != RQ_RValue)
    return "this->";
  const CXXRecordDecl *Class = Method.getParent();
  if (!Class->getIdentifier() || hasParameterNamed(Method, Class->getName()))
    return std::nullopt;
  std::string Qualifiers = Method.getMethodQualifiers().getAsString();
  return "static_cast<" + (Qualifiers.empty() ? "" : Qualifiers + " ") +
         Class->getName().str() + " &&>(*this).";
}

std::optional<std::string> spellMethod(const CXXMethodDecl &Method,
                                       const ASTContext &Context) {
  std::string Name =
      nameOf(Method, Context) + spellTemplateArguments(Method, Context);
  std::optional<std::string> Prefix = classPrefix(*Method.getParent());
  if (Method.isStatic()) {
    bool Hidden =
        Method.getIdentifier() && hasParameterNamed(Method, Method.getName());
    if (!Hidden)
      return Name;
    return Prefix ? std::optional(*Prefix + Name) : std::nullopt;
  }
  std::optional<std::string> Object = spellObject(Method);
  if (!Object)
    return std::nullopt;
  // Under a base that depends on a parameter any member may be an override.
  if (!Method.isVirtual() && !Method.getParent()->hasAnyDependentBases())
    return *Object + Name;
  return Prefix ? std::optional(*Object + *Prefix + Name) : std::nullopt;
}

bool isInUnnamedNamespace(const FunctionDecl &Function) {
  for (const DeclContext *Scope = Function.getDeclContext(); Scope;
       Scope = Scope->getParent())
    if (const auto *Space = dyn_cast<NamespaceDecl>(Scope))
      if (Space->isAnonymousNamespace())
        return true;
  return false;
}

/// `::outer::inner::`.
std::string namespacePrefix(const FunctionDecl &Function) {
  std::string Prefix;
  for (const DeclContext *Scope = Function.getDeclContext(); Scope;
       Scope = Scope->getParent())
    if (const auto *Space = dyn_cast<NamespaceDecl>(Scope))
      Prefix = Space->getName().str() + "::" + Prefix;
  return "::" + Prefix;
}

/// A friend that only its class has declared so far is found by its arguments
/// alone.
bool isHiddenFriend(const FunctionDecl &Function, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  for (const FunctionDecl *Declaration : Function.redecls())
    if (Declaration->getLexicalDeclContext()->isFileContext() &&
        !Sources.isBeforeInTranslationUnit(Function.getLocation(),
                                           Declaration->getLocation()))
      return false;
  return true;
}

/// A template is found by its arguments alone in spite of `<T>` since C++20.
std::string spellHiddenFriend(const FunctionDecl &Function,
                              const ASTContext &Context) {
  std::string Name = nameOf(Function, Context);
  if (Context.getLangOpts().CPlusPlus20)
    Name += spellTemplateArguments(Function, Context);
  return Name;
}

} // namespace

std::optional<std::string> spellType(QualType Type, const ASTContext &Context) {
  PrintingPolicy Policy = Context.getPrintingPolicy();
  Policy.SuppressTagKeyword = true;
  Policy.Bool = true;
  std::string Text =
      Type->isDependentType()
          ? Type.getAsString(Policy)
          : TypeName::getFullyQualifiedName(Type, Context, Policy);
  // Clang writes types that have no name in parentheses or with a place; and
  // attributes of types in a way that g++ does not read everywhere.
  for (const char *Unspeakable : {"(unnamed", "(anonymous", "(lambda",
                                  "type-parameter-", "__attribute__"})
    if (llvm::StringRef(Text).contains(Unspeakable))
      return std::nullopt;
  return Text;
}

bool mayBeOverloaded(const FunctionDecl &Function,
                     const FoundFunctions &Found) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function)) {
    auto Same = Method->getParent()->lookup(Method->getDeclName());
    return !Same.isSingleResult();
  }
  return !Found.isOnlyOneNamed(Function.getNameAsString());
}

/// As spellCallee, were there no macros.
static std::optional<std::string> spellPlainly(const FunctionDecl &Function,
                                               const FoundFunctions &Found,
                                               const ASTContext &Context) {
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(&Function))
    if (!spellType(Conversion->getConversionType(), Context))
      return std::nullopt;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function))
    return spellMethod(*Method, Context);
  std::string Name =
      nameOf(Function, Context) + spellTemplateArguments(Function, Context);
  bool Hidden = Function.getIdentifier() &&
                hasParameterNamed(Function, Function.getName());
  if (isHiddenFriend(Function, Context))
    return Hidden ? std::nullopt
                  : std::optional(spellHiddenFriend(Function, Context));
  if (!Hidden && !mayBeOverloaded(Function, Found))
    return Name;
  // In parentheses a name is looked up where it stands, not by its arguments;
  // so an unnamed namespace needs no name.
  if (!Hidden)
    return "(" + Name + ")";
  return isInUnnamedNamespace(Function)
             ? std::nullopt
             : std::optional(namespacePrefix(Function) + Name);
}

std::optional<std::string> spellCallee(const FunctionDecl &Function,
                                       const FoundFunctions &Found,
                                       const ASTContext &Context) {
  std::optional<std::string> Callee = spellPlainly(Function, Found, Context);
  const IdentifierInfo *Name = Function.getIdentifier();
  if (!Callee || !Name || !Name->hadMacroDefinition() || Callee->front() == '(')
    return Callee;
  // Before ')' the name of a function-like macro is only a name; but then
  // arguments do not find a friend.
  if (!isa<CXXMethodDecl>(Function) && isHiddenFriend(Function, Context))
    return std::nullopt;
  return "(" + *Callee + ")";
}

} // namespace segstack
