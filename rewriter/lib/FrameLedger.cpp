//===- FrameLedger.cpp - what is alive while a body is walked -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameLedger.h"
#include "FrameEstimator.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace segstack {

FrameLedger::FrameLedger(const FunctionDecl &Definition,
                         FrameEstimator &Estimator)
    : Escaped(findEscapes(Definition, Estimator)),
      Optimizing(Estimator.options().OptLevel > 0), Definition(Definition),
      Estimator(Estimator),
      Sharing(Optimizing && !Estimator.options().Address) {}

static uint64_t roundUp(uint64_t Bytes, uint64_t To) {
  return (Bytes + To - 1) / To * To;
}

/// AddressSanitizer puts each object at a multiple of 32, with a redzone after
/// it that grows with the object (as LLVM's ASanStackFrameLayout has it).
static uint64_t withRedzone(uint64_t Bytes) {
  uint64_t Redzone = Bytes <= 128    ? 32
                     : Bytes <= 512  ? 64
                     : Bytes <= 4096 ? 128
                                     : 256;
  return roundUp(Bytes + Redzone, 32);
}

void FrameLedger::addObject(const FrameType &T, bool Promotable) {
  Parts.Guess |= T.Guess;
  Parts.Dynamic |= T.Dynamic;
  Parts.Alignment = std::max(Parts.Alignment, T.Alignment);
  Current = roundUp(Current, T.Alignment) +
            (Estimator.options().Address && !Promotable ? withRedzone(T.Bytes)
                                                        : T.Bytes);
  Parts.Memory = std::max(Parts.Memory, Current);
}

void FrameLedger::use(const Decl *Key) {
  auto Found = Numbers.find(Key);
  if (Found != Numbers.end())
    Values.use(Found->second);
}

/// True when code that is not inlined builds or destroys an object of type
/// \p T from \p Init.
bool FrameLedger::builtInMemory(const Expr *Init, QualType T) {
  const CXXDestructorDecl *Destructor = destructorOf(T);
  if (Destructor && Estimator.leaks(Destructor, 0))
    return true;
  FrameCall Call;
  const Expr *Core = Init ? Init->IgnoreImplicit() : nullptr;
  if (!Core || !readCall(Core, Call))
    return false;
  if (isa<CXXConstructExpr>(Core))
    return Estimator.leaks(Call.Callee, 0);
  return passedByAddress(T, Estimator.context()) &&
         !Estimator.inlined(Call.Callee);
}

void FrameLedger::countCall(const FunctionDecl *Callee, uint64_t Outgoing,
                            bool IsTail) {
  const FrameParts *Inlined = Estimator.inlined(Callee);
  if (!Inlined) {
    ++Parts.Calls;
    Parts.TailCalls += IsTail;
    Parts.Recursive |= Callee && Callee->getDefinition() == &Definition;
    bool NoReturn = Callee && Callee->isNoReturn();
    Parts.NoReturns += NoReturn;
    Parts.Work += 3;
    Parts.Outgoing = std::max(Parts.Outgoing, Outgoing);
    Values.call(!NoReturn, 0, 0);
    return;
  }
  Parts.Calls += Inlined->Calls;
  Parts.TailCalls += IsTail ? Inlined->TailCalls : 0;
  Parts.Work += Inlined->Work;
  Parts.Outgoing = std::max(Parts.Outgoing, Inlined->Outgoing);
  Parts.Alignment = std::max(Parts.Alignment, Inlined->Alignment);
  Parts.Dynamic |= Inlined->Dynamic;
  Parts.Cleanups |= Inlined->Cleanups;
  Parts.Memory = std::max(Parts.Memory, Current + Inlined->Memory);
  if (!Sharing)
    Current += Inlined->Memory;
  Parts.NoReturns += Inlined->NoReturns;
  Values.call(Inlined->Calls > Inlined->NoReturns, Inlined->Values,
              Inlined->Pressure);
}

/// A copy of bytes is a call when it is large.
void FrameLedger::countCopy(QualType T) {
  Parts.Work += 1;
  if (frameType(T, Estimator.context()).Bytes > 128)
    countCall(nullptr, 0);
}

void FrameLedger::countDestructor(QualType T) {
  if (const CXXDestructorDecl *Destructor = destructorOf(T)) {
    const FrameParts *Inlined = Estimator.inlined(Destructor);
    Parts.Cleanups |= !Inlined || Inlined->Calls;
    countCall(Destructor->isVirtual() && T->isPointerType() ? nullptr
                                                            : Destructor,
              0);
  }
}

void FrameLedger::addValue(const Decl *Key, unsigned Words) {
  Numbers[Key] = Values.define(Words);
}

void FrameLedger::addVariable(const VarDecl *Variable) {
  FrameType Size = frameType(Variable->getType(), Estimator.context());
  bool Escapes = Escaped.Address.count(Variable);
  if (!Optimizing || Escapes || Size.Dynamic || Size.words() > MostWords ||
      Variable->getType()->isArrayType() ||
      Variable->getType().isVolatileQualified())
    addObject(Size, Size.Scalar && !Escapes);
  else
    addValue(Variable, Size.words());
}

void FrameLedger::destroyLater(QualType T) {
  if (destructorOf(T))
    Destroyed.push_back(T);
}

void FrameLedger::closeScope(const Scope &Opened, bool KeepBytes) {
  while (Destroyed.size() > Opened.Destroyed)
    countDestructor(Destroyed.pop_back_val());
  if (Sharing && !KeepBytes)
    Current = Opened.Bytes;
}

FrameParts FrameLedger::finish() {
  Parts.Values = Values.acrossCalls();
  Parts.Pressure = Values.anywhere();
  return std::move(Parts);
}

} // namespace segstack
