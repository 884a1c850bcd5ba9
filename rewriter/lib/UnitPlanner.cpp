//===- UnitPlanner.cpp - the checks of one parsed translation unit -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitPlanner.h"
#include "CheckPlacer.h"
#include "ConstantInitialization.h"
#include "DynamicStackRewriter.h"
#include "FrameEstimator.h"
#include "FunctionKeys.h"
#include "FunctionLabel.h"
#include "HeavyExternals.h"
#include "InclusionRecorder.h"
#include "InitializerFinder.h"
#include "OwnStackRewriter.h"
#include "PlanDecisions.h"
#include "SetjmpRewriter.h"
#include "ShapeDecider.h"
#include "TargetPragmas.h"
#include "UnitPlacement.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/GlobPattern.h"
#include <algorithm>

using namespace clang;

namespace segstack {
namespace {

/// A closure that an earlier rewrite put there is no function of the program.
bool isOurClosure(const Candidate &Function, const SourceManager &Sources,
                  const LangOptions &Language) {
  if (!Function.Lambda)
    return false;
  return isInMacro(
      Function.Lambda->getIntroducerRange().getBegin(),
      [](llvm::StringRef Name) { return Name.starts_with("SEGSTACK_"); },
      Sources, Language);
}

bool isAlreadyInstrumented(const EditableRange &Range, llvm::StringRef Bytes,
                           bool TryBlock) {
  if (TryBlock)
    return Bytes.take_front(Range.Begin).ends_with("SEGSTACK_TRY ");
  llvm::StringRef First = Bytes.drop_front(Range.Begin + 1);
  return First.consume_front(" SEGSTACK_") && !First.starts_with("VISIT") &&
         !First.starts_with("SPACE") && !First.starts_with("ON_SYSTEM_STACK");
}

llvm::StringRef lineAt(llvm::StringRef Bytes, unsigned Offset) {
  size_t Begin = Bytes.take_front(Offset).rfind('\n') + 1;
  return Bytes.slice(Begin, Bytes.find('\n', Offset));
}

/// Whether a namespace or an `extern "C"` around it was opened by a file that
/// includes this one.
bool isInsideOfIncluder(const FunctionDecl &Function, FileID File,
                        const SourceManager &Sources) {
  for (const DeclContext *Scope = Function.getLexicalDeclContext(); Scope;
       Scope = Scope->getLexicalParent())
    if (isa<NamespaceDecl, LinkageSpecDecl>(Scope) &&
        Sources.getFileID(
            Sources.getExpansionLoc(cast<Decl>(Scope)->getBeginLoc())) != File)
      return true;
  return false;
}

/// What stands between the beginning of a function and its body; nothing where
/// the two are in different files.
llvm::StringRef declarator(const FunctionDecl &Function,
                           const EditableRange &Range, llvm::StringRef Bytes,
                           const SourceManager &Sources) {
  auto Begin = fileOffset(Sources.getExpansionLoc(Function.getOuterLocStart()),
                          Range.File, Sources);
  return Begin && *Begin < Range.Begin ? Bytes.slice(*Begin, Range.Begin) : "";
}

class Planner {
public:
  Planner(ASTContext &Context, const InclusionRecorder &Inclusions,
          const TargetPragmas &Targets, const RewriteOptions &Options,
          const EstimateOptions &Estimate, const Demotions &Known,
          TranslationUnit &Unit)
      : Context(Context), Sources(Context.getSourceManager()),
        Inclusions(Inclusions), Targets(Targets), Options(Options),
        Frames(Context, Estimate),
        Keys(Context, [this](const FunctionDecl &F) { return fileOf(F); }),
        Externals(Options), Known(Known), Unit(Unit) {
    for (const std::string &Glob : Options.SkipFunctions)
      if (auto Pattern = llvm::GlobPattern::create(Glob))
        Skip.push_back(std::move(*Pattern));
      else
        llvm::consumeError(Pattern.takeError()); // The tool has checked them.
  }

  void plan() {
    Found = findFunctions(Context);
    Initialization = findConstantInitialization(Context);
    for (Candidate &Function : Found.Candidates)
      planOne(Function);
    placeInUnit(
        Context, [this](const FunctionDecl &F) { return frameOf(F); },
        [this](const FunctionDecl &F) { return fileOf(F); }, Externals, Options,
        Plans, Inclusions, Unit);
    llvm::stable_sort(Unit.Checks, [](const CheckPlan &A, const CheckPlan &B) {
      return std::tie(A.Inclusion, A.BodyBegin) <
             std::tie(B.Inclusion, B.BodyBegin);
    });
  }

private:
  void planOne(Candidate &Function) {
    if (isOurClosure(Function, Sources, Context.getLangOpts()))
      return;
    EditableRange Range = findEditableRange(*Function.Pattern, Sources);
    SourceLocation Name =
        Sources.getExpansionLoc(Function.Pattern->getLocation());
    FileID File = Range.File.isValid() ? Range.File : Sources.getFileID(Name);
    std::optional<unsigned> Inclusion = Inclusions.indexOf(File);
    if (!Inclusion)
      return;
    const IncludedFile &Here = Unit.Files[*Inclusion];
    if (Here.System && !Here.Editable)
      return;
    Function.Open = Options.Lasting && Here.Parent &&
                    Function.Pattern->isDependentContext();
    CheckPlan Plan = decide(Function, Range, *Inclusion);
    Plan.Inclusion = *Inclusion;
    Plan.BodyBegin = Range.Begin;
    Plan.BodyEnd = Range.End;
    Unit.Files[*Inclusion].Inside |=
        isInsideOfIncluder(*Function.Pattern, File, Sources);
    Plan.Result = Function.Pattern->getDeclaredReturnType().getAsString(
        Context.getPrintingPolicy());
    labelFunction(Function, Context, Plan);
    // A body without a place goes by its name's, so that all are listed.
    if (Range.Problem != Reason::Fine)
      Plan.BodyBegin = Plan.BodyEnd = Plan.NameOffset;
    Plans[Function.Pattern->getBody()->getBeginLoc().getRawEncoding()] =
        Unit.Checks.size();
    Unit.Checks.push_back(std::move(Plan));
  }

  CheckPlan decide(const Candidate &Function, const EditableRange &Range,
                   unsigned Inclusion) {
    const IncludedFile &Here = Unit.Files[Inclusion];
    CheckPlan Plan;
    Plan.Frame = frameOf(Function);
    if (!Here.Editable) {
      Plan.Why = Reason::FilteredOut;
      return Plan;
    }
    bool TryBlock = isa<CXXTryStmt>(Function.Pattern->getBody());
    if (Range.Problem == Reason::Fine &&
        isAlreadyInstrumented(Range, Here.Bytes, TryBlock)) {
      Plan.Why = Reason::AlreadyInstrumented;
      return Plan;
    }
    FrameEstimate Frame = Plan.Frame;
    Plan = shapeOf(Function, Range, Inclusion, Frame);
    Plan.Frame = Frame;
    return Plan;
  }

  CheckPlan shapeOf(const Candidate &Function, const EditableRange &Range,
                    unsigned Inclusion, FrameEstimate Frame) {
    llvm::StringRef Bytes = Unit.Files[Inclusion].Bytes;
    BodyFacts Facts = gatherBodyFacts(*Function.Pattern);
    ShapeQuestion Question{Function, Facts, Range, Bytes, Frame};
    Question.Declarator = declarator(*Function.Pattern, Range, Bytes, Sources);
    Question.SkippedByUser = isSkipped(Function, Range, Bytes);
    Question.OtherTarget = Targets.changedAt(
        Sources.getExpansionLoc(Function.Pattern->getBeginLoc()));
    Question.ResolvesIFunc =
        !Found.Resolvers.empty() &&
        Found.Resolvers.contains(linkageName(*Function.Pattern, Context));
    Question.Initializes = initializedBy(Function);
    auto Earlier = Known.find({Inclusion, Range.Begin});
    if (Earlier != Known.end()) {
      Question.AtMost = Earlier->second.AtMost;
      Question.AtMostWhy = Earlier->second.Why;
      Question.AtMostDetail = Earlier->second.Detail;
    }
    CheckPlan Plan = decideShape(Question, Found, Context);
    Plan.KeptApart =
        Question.Frame.Bytes > LargeFrame && !Function.Pattern->isConstexpr();
    if (Plan.How == Shape::Retry && Question.Frame.Bytes > HugeFrame)
      warn(Function.Pattern->getLocation(), Inclusion,
           "has a frame of " + std::to_string(Question.Frame.Bytes) +
               " bytes and cannot be outlined: its check comes when the frame "
               "is made, too late where it is called by a pointer or from "
               "another source at a segment's end; see large-frame in "
               "docs/not-instrumented.md");
    if (Plan.How == Shape::Outline)
      if (const auto *Constructor =
              dyn_cast<CXXConstructorDecl>(Function.Pattern))
        planInitializers(*Constructor, Question, Plan);
    planJumps(Question, Inclusion, Plan);
    planOwnStackCalls(Question, Inclusion, Plan,
                      Earlier == Known.end() ? "" : Earlier->second.NoVisits);
    planSizes(Question, Inclusion, Plan,
              Earlier == Known.end() ? "" : Earlier->second.NoSizes);
    return Plan;
  }

  const VarDecl *initializedBy(const Candidate &Function) const {
    for (const FunctionDecl *Instance : Function.Instances)
      if (const VarDecl *Variable = Initialization.lookup(Instance))
        return Variable;
    return nullptr;
  }

  void planInitializers(const CXXConstructorDecl &Constructor,
                        const ShapeQuestion &Question, CheckPlan &Plan) {
    bool Failed = Question.AtMost == Shape::Outline; // see demote()
    if (!Question.Function.Open && !Failed)
      Plan.Initializers =
          findInitializers(Constructor, Question.Function.Instances,
                           Question.Range.File, Context);
    const auto *Body = dyn_cast<CompoundStmt>(Constructor.getBody());
    Plan.OnlyInitializers = Body && Body->body_empty();
    if (Plan.OnlyInitializers && Plan.Initializers.empty()) {
      Plan.How = Shape::None;
      Plan.Why = Reason::EmptyBody;
    }
  }

  void planJumps(const ShapeQuestion &Question, unsigned Inclusion,
                 CheckPlan &Plan) {
    const FunctionDecl &Function = *Question.Function.Pattern;
    FoundJumps Found =
        findJumps(Function, Question.Facts, Question.Range, Context);
    if (!Question.SkippedByUser && Plan.Why != Reason::WouldNotCompile)
      Plan.Jumps = std::move(Found.Calls);
    if (!Found.Unseen.empty())
      warn(Function.getLocation(), Inclusion,
           "calls " + Found.Unseen +
               ": the runtime does not see such a jump; save the position "
               "before and restore it after (segstack_save_position)");
  }

  /// \p Failed is the error that they made in an earlier attempt.
  void planOwnStackCalls(const ShapeQuestion &Question, unsigned Inclusion,
                         CheckPlan &Plan, const std::string &Failed) {
    FoundOwnStackCalls Found =
        findOwnStackCalls(*Question.Function.Pattern, Question.Facts,
                          Question.Range, Externals, Context);
    for (const FoundOwnStackCalls::Left &Left : Found.LeftAlone)
      warn(Left.Place, Inclusion,
           "calls " + Left.Name + " where the stack is: " + Left.Why);
    if (Found.Calls.empty())
      return;
    std::string Why = Question.SkippedByUser
                          ? "the function is to be left alone"
                      : Failed.empty() ? ""
                                       : "else it would not compile: " + Failed;
    if (Why.empty())
      Plan.OwnStackCalls = std::move(Found.Calls);
    else
      warn(Question.Function.Pattern->getLocation(), Inclusion,
           "makes no call on the thread's own stack: " + Why);
  }

  /// \p Failed is the error that they made in an earlier attempt.
  void planSizes(const ShapeQuestion &Question, unsigned Inclusion,
                 CheckPlan &Plan, const std::string &Failed) {
    const FunctionDecl &Function = *Question.Function.Pattern;
    if (Question.SkippedByUser || !Question.Facts.DynamicStack)
      return;
    FoundDynamicStack Found =
        findDynamicStack(Function, Question.Range, Context);
    for (const FoundDynamicStack::Left &Left : Found.LeftAlone)
      warn(Left.Place, Inclusion,
           (Left.Name.empty() ? "the space that alloca takes"
                              : "the space of the array '" + Left.Name + "'") +
               " is not checked: " + Left.Why);
    if (Failed.empty())
      Plan.Sizes = std::move(Found.Sizes);
    else if (!Found.Sizes.empty())
      warn(Function.getLocation(), Inclusion,
           "the space of its arrays and of alloca is not checked: else it "
           "would not compile: " +
               Failed);
  }

  void warn(SourceLocation Where, unsigned Inclusion, std::string Message) {
    PresumedLoc Place = Sources.getPresumedLoc(Where);
    Unit.Findings.push_back({Finding::Warning, Unit.Files[Inclusion].Name,
                             Place.isValid() ? Place.getLine() : 0,
                             Place.isValid() ? Place.getColumn() : 0,
                             std::move(Message)});
  }

  std::string fileOf(const FunctionDecl &F) const {
    FileID File = Sources.getFileID(Sources.getExpansionLoc(F.getLocation()));
    if (std::optional<unsigned> Index = Inclusions.indexOf(File))
      return Unit.Files[*Index].Path;
    OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    return Entry ? Entry->getFileEntry().tryGetRealPathName().str() : "";
  }

  /// What a build made of it, where the plan has that.
  FrameEstimate frameOf(const FunctionDecl &F) {
    FrameEstimate Frame = Frames.estimate(F);
    if (Options.Plan && !F.isDependentContext())
      if (auto Real = Options.Plan->realBytes(Keys.of(F)))
        Frame.Bytes = *Real;
    return Frame;
  }

  FrameEstimate frameOf(const Candidate &Function) {
    if (Function.Instances.empty()) {
      FrameEstimate Frame = frameOf(*Function.Pattern);
      Frame.Guess = true;
      return Frame;
    }
    FrameEstimate Largest;
    for (const FunctionDecl *Instance : Function.Instances) {
      FrameEstimate Frame = frameOf(*Instance);
      Largest.Bytes = std::max(Largest.Bytes, Frame.Bytes);
      Largest.Dynamic |= Frame.Dynamic;
    }
    return Largest;
  }

  bool isSkipped(const Candidate &Function, const EditableRange &Range,
                 llvm::StringRef Bytes) const {
    for (const auto *Note : Function.Pattern->specific_attrs<AnnotateAttr>())
      if (Note->getAnnotation() == "segstack::skip")
        return true;
    if (Range.Problem == Reason::Fine &&
        lineAt(Bytes, Range.Begin).contains("// NOSEGSTACK"))
      return true;
    std::string Name = Function.Pattern->getQualifiedNameAsString();
    return llvm::any_of(
        Skip, [&](const llvm::GlobPattern &G) { return G.match(Name); });
  }

  ASTContext &Context;
  const SourceManager &Sources;
  const InclusionRecorder &Inclusions;
  const TargetPragmas &Targets;
  const RewriteOptions &Options;
  FrameEstimator Frames;
  FunctionKeys Keys;
  const HeavyExternals Externals;
  const Demotions &Known;
  TranslationUnit &Unit;
  FoundFunctions Found;
  ConstantInitialization Initialization;
  PlanIndex Plans;
  std::vector<llvm::GlobPattern> Skip;
};

} // namespace

void planUnit(ASTContext &Context, const InclusionRecorder &Inclusions,
              const TargetPragmas &Targets, const RewriteOptions &Options,
              const EstimateOptions &Estimate, const Demotions &Known,
              TranslationUnit &Unit) {
  Planner(Context, Inclusions, Targets, Options, Estimate, Known, Unit).plan();
}

} // namespace segstack
