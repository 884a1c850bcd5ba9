//===- Verifier.cpp - proof that the checks mean what they should -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verifier.h"
#include "DefinitionFinder.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>
#include <set>

using namespace clang;

namespace segstack {
namespace {

/// In the text that is proven the place of a check's bytes holds its number,
/// as a multiple of 16 because sizes are rounded to that.
unsigned numberFor(size_t Index) { return (Index + 1) * 16; }

std::optional<size_t> indexFor(uint64_t Number, const TranslationUnit &Unit) {
  if (Number == 0 || Number % 16 || Number / 16 > Unit.Checks.size())
    return std::nullopt;
  return Number / 16 - 1;
}

TranslationUnit numbered(const TranslationUnit &Unit) {
  TranslationUnit Copy = Unit;
  for (size_t I = 0; I != Copy.Checks.size(); ++I) {
    Copy.Checks[I].Frame.Bytes = numberFor(I);
    Copy.Checks[I].External = {};
    for (OwnStackCall &Call : Copy.Checks[I].OwnStackCalls)
      Call.Bytes = numberFor(I);
    // Alloca's has no number of its own: the size of its type is no error.
    for (DynamicSize &Size : Copy.Checks[I].Sizes)
      if (!Size.Each.empty())
        Size.Each = std::to_string(numberFor(I));
  }
  return Copy;
}

/// What an error belongs to.
struct FailedCheck {
  size_t Index;
  /// A call on the thread's own stack, and not the check of the function.
  bool OfCall = false;
  bool OfSize = false; ///< an array's length
};

/// The number behind `SEGSTACK_...(`.
std::optional<FailedCheck> numberedCheck(llvm::StringRef Text,
                                         const TranslationUnit &Unit) {
  uint64_t Number;
  auto [Macro, Rest] = Text.split('(');
  if (Rest.consumeInteger(10, Number))
    return std::nullopt;
  std::optional<size_t> Index = indexFor(Number, Unit);
  if (!Index)
    return std::nullopt;
  return FailedCheck{*Index, Macro.starts_with("SEGSTACK_VISIT"),
                     Macro == "SEGSTACK_LENGTH" || Macro == "SEGSTACK_SPACE"};
}

/// The outlined body around the end of \p Text: the last one that opens and
/// does not close.
std::optional<FailedCheck> outlineAround(llvm::StringRef Text,
                                         const TranslationUnit &Unit) {
  unsigned Closed = 0;
  for (size_t At = Text.rfind("SEGSTACK_BODY"); At != llvm::StringRef::npos;
       At = Text.take_front(At).rfind("SEGSTACK_BODY")) {
    llvm::StringRef Here = Text.drop_front(At);
    if (Here.starts_with("SEGSTACK_BODY_END"))
      ++Closed;
    else if (Closed > 0)
      --Closed;
    else
      return numberedCheck(Here, Unit);
  }
  return std::nullopt;
}

/// Finds the check that an error belongs to.
class ErrorCollector : public DiagnosticConsumer {
public:
  ErrorCollector(const TranslationUnit &Unit,
                 const std::vector<SourceError> &Accepted)
      : Unit(Unit), Accepted(Accepted) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level >= DiagnosticsEngine::Error)
      startError(Info);
    else if (Level != DiagnosticsEngine::Note || !Open)
      return;
    // A note may tell where a template was instantiated from.
    if (Open)
      if (std::optional<FailedCheck> Check =
              checkAt(Info, Info.getLocation())) {
        Errors.emplace_back(*Check, Message);
        Open = false;
      }
  }

  /// Call when the parse is over.
  void finish() {
    if (Open && Beside)
      Errors.emplace_back(*Beside, Message);
    else if (Open && Unexplained.empty())
      Unexplained = Message;
    Open = false;
  }

  std::vector<std::pair<FailedCheck, std::string>> Errors;
  /// An error that belongs to no check; empty when there is none.
  std::string Unexplained;

private:
  void startError(const Diagnostic &Info) {
    finish();
    SourceError Error = readError(Info);
    Message = Error.Message;
    Beside = checkBeside(Info);
    Open = llvm::none_of(Accepted, [&](const SourceError &Known) {
      return Known.isSame(Error);
    });
  }

  struct FileOffset {
    llvm::StringRef Text; ///< of the main file
    unsigned Offset;
  };

  /// Where in the main file: all checks are there, and theirs is the outermost
  /// macro.
  static std::optional<FileOffset> placeOf(const Diagnostic &Info,
                                           SourceLocation Location) {
    if (!Info.hasSourceManager() || Location.isInvalid())
      return std::nullopt;
    const SourceManager &Sources = Info.getSourceManager();
    auto [File, Offset] =
        Sources.getDecomposedLoc(Sources.getExpansionLoc(Location));
    if (File != Sources.getMainFileID())
      return std::nullopt;
    return FileOffset{Sources.getBufferData(File), Offset};
  }

  std::optional<FailedCheck> checkAt(const Diagnostic &Info,
                                     SourceLocation Location) const {
    std::optional<FileOffset> Place = placeOf(Info, Location);
    if (!Place)
      return std::nullopt;
    llvm::StringRef Here = Place->Text.drop_front(Place->Offset);
    if (Here.starts_with("SEGSTACK_"))
      return numberedCheck(Here, Unit);
    return outlineAround(Place->Text.take_front(Place->Offset), Unit);
  }

  /// For what no place explains: a check in what the error underlines, as the
  /// argument of a member's initialiser, or the first one on its line.
  std::optional<FailedCheck> checkBeside(const Diagnostic &Info) const {
    for (const CharSourceRange &Range : Info.getRanges())
      if (std::optional<FailedCheck> Check = checkAt(Info, Range.getBegin()))
        return Check;
    std::optional<FileOffset> Place = placeOf(Info, Info.getLocation());
    if (!Place)
      return std::nullopt;
    llvm::StringRef Text = Place->Text;
    size_t Begin = Text.rfind('\n', Place->Offset) + 1;
    llvm::StringRef Line = Text.slice(Begin, Text.find('\n', Place->Offset));
    size_t At = Line.find("SEGSTACK_");
    if (At == llvm::StringRef::npos)
      return std::nullopt;
    return numberedCheck(Line.drop_front(At), Unit);
  }

  const TranslationUnit &Unit;
  const std::vector<SourceError> &Accepted;
  std::string Message;
  std::optional<FailedCheck> Beside;
  bool Open = false;
};

/// What a repeated call calls, without the conversions of its result.
const CallExpr *repeatedCall(const LambdaExpr &Closure) {
  const auto *Body = dyn_cast<CompoundStmt>(Closure.getBody());
  const auto *Return = Body && !Body->body_empty()
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  if (!Return || !Return->getRetValue())
    return nullptr;
  const Expr *Value = Return->getRetValue()->IgnoreUnlessSpelledInSource();
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(Value)) {
    if (Construct->getNumArgs() != 1)
      return nullptr;
    Value = Construct->getArg(0)->IgnoreUnlessSpelledInSource();
  }
  return dyn_cast<CallExpr>(Value);
}

bool dispatches(const CallExpr &Call, const FunctionDecl &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const auto *Member = dyn_cast<MemberExpr>(Call.getCallee()->IgnoreParens());
  return Method && Method->isVirtual() && Member && !Member->hasQualifier();
}

bool isCross(const FunctionDecl &Function) {
  return Function.getIdentifier() && Function.getName() == "segstack_cross" &&
         isOfCheck(Function);
}

/// Visits every check that is a retry, in templates as instantiated.
class RetryVisitor : public RecursiveASTVisitor<RetryVisitor> {
public:
  explicit RetryVisitor(const TranslationUnit &Unit) : Unit(Unit) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Cross = Call->getDirectCallee();
    if (!Cross || !isCross(*Cross))
      return true;
    const auto *Closure =
        dyn_cast<LambdaExpr>(Call->getArg(0)->IgnoreUnlessSpelledInSource());
    if (!Closure) // An outlined body hands its closure on.
      return true;
    if (auto Index = indexOf(*Cross))
      prove(*Index, *Closure);
    return true;
  }

  /// `{bytes, name, &function, ...}`, the segstack_callee of a retry in C.
  bool VisitVarDecl(VarDecl *Variable) {
    const auto *List = Variable->isStaticLocal() && isCallee(*Variable)
                           ? dyn_cast<InitListExpr>(Variable->getInit())
                           : nullptr;
    if (!List || List->getNumInits() < 3)
      return true;
    std::optional<llvm::APSInt> Bytes =
        List->getInit(0)->getIntegerConstantExpr(Variable->getASTContext());
    auto Index = Bytes ? indexFor(Bytes->getZExtValue(), Unit) : std::nullopt;
    if (Index)
      proveInC(*Index, *Variable, *List->getInit(2)->IgnoreParenCasts());
    return true;
  }

  /// A retry that is no template's and was not met is not proven.
  void noteUnseen() {
    for (size_t I = 0; I != Unit.Checks.size(); ++I)
      if (Unit.Checks[I].How == Shape::Retry &&
          !Unit.Checks[I].Linkage.empty() && !Seen.count(I))
        Wrong.emplace_back(I, "a call that the proof did not find");
  }

  std::vector<std::pair<size_t, std::string>> Wrong;

private:
  /// `cross<R, Bytes, Flags>`: the number stands in the place of the bytes.
  std::optional<size_t> indexOf(const FunctionDecl &Cross) const {
    const TemplateArgumentList *Arguments =
        Cross.getTemplateSpecializationArgs();
    if (!Arguments || Arguments->size() < 2 ||
        Arguments->get(1).getKind() != TemplateArgument::Integral)
      return std::nullopt;
    return indexFor(Arguments->get(1).getAsIntegral().getZExtValue(), Unit);
  }

  void prove(size_t Index, const LambdaExpr &Closure) {
    Seen.insert(Index);
    const auto *Around = dyn_cast<FunctionDecl>(
        Closure.getLambdaClass()->getDeclContext()->getNonClosureAncestor());
    const CallExpr *Call = repeatedCall(Closure);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Around || !Callee)
      Wrong.emplace_back(Index, "a call through a pointer");
    else if (Callee->getCanonicalDecl() != Around->getCanonicalDecl())
      Wrong.emplace_back(Index, Callee->getQualifiedNameAsString());
    else if (dispatches(*Call, *Callee))
      Wrong.emplace_back(Index, "an override");
  }

  static bool isCallee(const VarDecl &Variable) {
    const auto *Record = Variable.getType()->getAsRecordDecl();
    return Record && Record->getName() == "segstack_callee";
  }

  void proveInC(size_t Index, const VarDecl &Variable, const Expr &Address) {
    Seen.insert(Index);
    const auto *Around = dyn_cast<FunctionDecl>(Variable.getDeclContext());
    const auto *Of = dyn_cast<UnaryOperator>(&Address);
    const auto *Name =
        Of ? dyn_cast<DeclRefExpr>(Of->getSubExpr()->IgnoreParens()) : nullptr;
    if (!Name)
      Wrong.emplace_back(Index, "a call through a pointer");
    else if (!Around ||
             Name->getDecl()->getCanonicalDecl() != Around->getCanonicalDecl())
      Wrong.emplace_back(Index, Name->getDecl()->getNameAsString());
  }

  const TranslationUnit &Unit;
  std::set<size_t> Seen;
};

/// A constructor first goes without the checks of its initialisers.
void demote(const CheckPlan &Plan, Reason Why, const std::string &Detail,
            Demotions &Known) {
  Demotion &Next = Known[{Plan.Inclusion, Plan.BodyBegin}];
  Next.AtMost = Plan.How == Shape::Retry || !Plan.Initializers.empty()
                    ? Shape::Outline
                    : Shape::None;
  Next.Why = Why;
  Next.Detail = Detail;
}

/// What is known of the function; the check may be what it is.
Demotion &knownOf(const CheckPlan &Plan, Demotions &Known) {
  Demotion Unlimited;
  Unlimited.AtMost = Shape::Retry;
  Unlimited.Why = Reason::Fine;
  return Known.try_emplace({Plan.Inclusion, Plan.BodyBegin}, Unlimited)
      .first->second;
}

ParseJob jobFor(const TranslationUnit &Unit, const ParseJob &Original) {
  ParseJob Job = Original;
  // An error that is not seen would cost another proof.
  Job.Arguments.insert(Job.Arguments.begin() + 1, "-ferror-limit=0");
  Job.Overlay = {{Unit.Files[0].Name,
                  printSelfContained(numbered(Unit), SelfContainedOptions())}};
  return Job;
}

bool hasChecks(const TranslationUnit &Unit) {
  return llvm::any_of(Unit.Checks,
                      [](const CheckPlan &Plan) { return Plan.hasEdits(); });
}

} // namespace

llvm::Error verifyUnit(const TranslationUnit &Unit, const ParseJob &Original,
                       const std::vector<SourceError> &Accepted,
                       Demotions &Known, bool &Changed) {
  if (!hasChecks(Unit))
    return llvm::Error::success();
  ErrorCollector Collector(Unit, Accepted);
  RetryVisitor Visitor(Unit);
  ParseHooks Hooks;
  Hooks.Accept = [](ASTContext &, const std::vector<SourceError> &) {
    return true; // The collector looks at them.
  };
  Hooks.Listener = &Collector;
  Hooks.AfterParse = [&](ASTContext &Context) {
    Visitor.TraverseDecl(Context.getTranslationUnitDecl());
    Visitor.noteUnseen();
  };
  std::string Ignored;
  if (llvm::Error Failed = parse(jobFor(Unit, Original), Hooks, Ignored))
    return Failed;
  Collector.finish();
  for (const auto &[Check, Message] : Collector.Errors)
    if (Check.OfCall)
      knownOf(Unit.Checks[Check.Index], Known).NoVisits = Message;
    else if (Check.OfSize)
      knownOf(Unit.Checks[Check.Index], Known).NoSizes = Message;
    else
      demote(Unit.Checks[Check.Index], Reason::WouldNotCompile, Message, Known);
  if (Collector.Errors.empty())
    for (const auto &[Index, Callee] : Visitor.Wrong)
      demote(Unit.Checks[Index], Reason::RetryReachesOther, Callee, Known);
  Changed = !Collector.Errors.empty() || !Visitor.Wrong.empty();
  if (!Collector.Unexplained.empty() && Collector.Errors.empty())
    return llvm::createStringError("%s: the result does not compile: %s",
                                   Unit.Files[0].Name.c_str(),
                                   Collector.Unexplained.c_str());
  return llvm::Error::success();
}

} // namespace segstack
