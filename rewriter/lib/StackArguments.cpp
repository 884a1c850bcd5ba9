//===- StackArguments.cpp - what a call passes on the stack ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StackArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecordLayout.h"
#include <algorithm>

using namespace clang;

namespace segstack {
namespace {

constexpr uint64_t Word = 8;         ///< the ABI's eightbyte
constexpr uint64_t InRegisters = 16; ///< larger classes are on the stack
constexpr unsigned IntegerRegisters = 6, VectorRegisters = 8;

/// What one value needs, were it in registers.
struct Registers {
  unsigned Integer = 0, Vector = 0;
  bool Memory = false; ///< never in registers
  bool Certain = true; ///< all compilers agree
};

/// The classes of the two eightbytes of a small value.
class Classifier {
public:
  Classifier(QualType Type, const ASTContext &Context) : Context(Context) {
    Words = (bytesOf(Type) + Word - 1) / Word;
    if (bytesOf(Type) > InRegisters && !Type->isVectorType())
      Result.Memory = true;
    else
      visit(Type, 0);
  }

  Registers result() {
    for (unsigned I = 0; I < Words && !Result.Memory; ++I)
      if (Integer[I])
        ++Result.Integer;
      else if (!Continues[I])
        ++Result.Vector;
    return Result;
  }

private:
  uint64_t bytesOf(QualType Type) const {
    return Context.getTypeSizeInChars(Type).getQuantity();
  }

  void mark(uint64_t Offset, uint64_t Bytes, bool IsInteger) {
    for (uint64_t At = Offset / Word; At * Word < Offset + Bytes && At < 2;
         ++At)
      Integer[At] |= IsInteger;
  }

  void visit(QualType Type, uint64_t Offset) {
    Type = Type.getCanonicalType().getUnqualifiedType();
    if (const auto *Atomic = Type->getAs<AtomicType>())
      return visit(Atomic->getValueType(), Offset);
    if (const auto *Record = Type->getAs<RecordType>())
      return visitRecord(*Record->getDecl(), Offset);
    if (const auto *Array = Context.getAsConstantArrayType(Type)) {
      uint64_t Size = bytesOf(Array->getElementType());
      for (uint64_t I = 0; I != Array->getSize().getZExtValue(); ++I)
        visit(Array->getElementType(), Offset + I * Size);
      return;
    }
    visitScalar(Type, Offset);
  }

  void visitScalar(QualType Type, uint64_t Offset) {
    uint64_t Bytes = bytesOf(Type);
    const auto *Complex = Type->getAs<ComplexType>();
    QualType Part = Complex ? Complex->getElementType() : Type;
    if (Part->isSpecificBuiltinType(BuiltinType::LongDouble)) {
      Result.Memory = true;
    } else if (Type->isVectorType()) {
      // g++ and clang++ differ over those of less than 16 bytes.
      Result.Certain &= Bytes >= InRegisters;
      Continues[1] = true;
    } else if (Part->isFloatingType()) {
      Continues[1] |= Bytes == InRegisters && !Complex; // __float128
    } else {
      mark(Offset, Bytes, true);
    }
  }

  void visitRecord(const RecordDecl &Record, uint64_t Offset) {
    const ASTRecordLayout &Layout = Context.getASTRecordLayout(&Record);
    for (const FieldDecl *Field : Record.fields()) {
      uint64_t Bits = Layout.getFieldOffset(Field->getFieldIndex());
      uint64_t At = Offset + Bits / 8;
      if (Field->isBitField()) {
        mark(At, 1 + (Bits % 8 + Field->getBitWidthValue(Context) - 1) / 8,
             !Field->isUnnamedBitField());
        continue;
      }
      QualType Type = Field->getType();
      if (Type->isIncompleteArrayType())
        continue;
      // A field that is not where it would be aligned makes all go to memory.
      if (At % Context.getTypeAlignInChars(Type).getQuantity())
        Result.Memory = true;
      else
        visit(Type, At);
    }
  }

  const ASTContext &Context;
  Registers Result;
  uint64_t Words = 0;
  bool Integer[2] = {false, false};
  bool Continues[2] = {false, false}; ///< the register of the one before
};

/// A union may be passed as its first member is.
QualType passedAs(QualType Type) {
  const RecordType *Union = Type->getAsUnionType();
  if (Union && Union->getDecl()->hasAttr<TransparentUnionAttr>() &&
      !Union->getDecl()->field_empty())
    return Union->getDecl()->field_begin()->getType();
  return Type;
}

bool isReturnedInMemory(QualType Type, const ASTContext &Context) {
  if (Type->isVoidType())
    return false;
  uint64_t Bytes = Context.getTypeSizeInChars(Type).getQuantity();
  if (Type->isRecordType())
    return Classifier(Type, Context).result().Memory;
  return Bytes > InRegisters && !Type->isVectorType() &&
         !Type->isAnyComplexType();
}

/// The widest vector in a value.
uint64_t widestVector(QualType Type, const ASTContext &Context) {
  Type = Type.getCanonicalType();
  if (Type->isVectorType())
    return Context.getTypeSizeInChars(Type).getQuantity();
  if (const auto *Array = Context.getAsConstantArrayType(Type))
    return widestVector(Array->getElementType(), Context);
  uint64_t Widest = 0;
  if (const auto *Record = Type->getAs<RecordType>())
    for (const FieldDecl *Field : Record->getDecl()->fields())
      Widest = std::max(Widest, widestVector(Field->getType(), Context));
  return Widest;
}

/// As the end of a sentence; empty: it is kept.
std::string whyNotKept(QualType Type, const ASTContext &Context) {
  if (Type->isVoidType())
    return "";
  if (uint64_t Bytes = widestVector(Type, Context); Bytes > InRegisters)
    return "a vector of " + std::to_string(Bytes) + " bytes";
  if (uint64_t Bytes = Context.getTypeAlignInChars(Type).getQuantity();
      Bytes > InRegisters)
    return "aligned to " + std::to_string(Bytes) + " bytes";
  return "";
}

unsigned bytesOnStack(QualType Result, llvm::ArrayRef<QualType> Types,
                      const ASTContext &Context) {
  unsigned Integer = IntegerRegisters, Vector = VectorRegisters;
  if (isReturnedInMemory(Result, Context))
    --Integer;
  uint64_t Stack = 0;
  for (QualType Passed : Types) {
    QualType Type = passedAs(Passed);
    Registers Needs = Classifier(Type, Context).result();
    bool Fits =
        !Needs.Memory && Needs.Integer <= Integer && Needs.Vector <= Vector;
    if (Fits) {
      Integer -= Needs.Integer;
      Vector -= Needs.Vector;
    }
    if (Fits && Needs.Certain)
      continue;
    uint64_t Align = Context.getTypeAlignInChars(Type).getQuantity();
    Stack = llvm::alignTo(Stack, std::max(Word, Align));
    Stack +=
        llvm::alignTo(Context.getTypeSizeInChars(Type).getQuantity(), Word);
  }
  return llvm::alignTo(Stack, 16);
}

std::string spell(QualType Type, const ASTContext &Context) {
  return " of type '" + Type.getAsString(Context.getPrintingPolicy()) + "', ";
}

/// Those of the parameters where there are any: of a union that is passed as
/// its first member the argument may be another one.
std::vector<QualType> argumentTypes(const CallExpr &Call) {
  std::vector<QualType> Types;
  const FunctionDecl *Callee = Call.getDirectCallee();
  for (unsigned I = 0; I != Call.getNumArgs(); ++I)
    Types.push_back(Callee && I < Callee->getNumParams()
                        ? Callee->getParamDecl(I)->getType()
                        : Call.getArg(I)->getType());
  return Types;
}

} // namespace

unsigned stackArgumentBytes(const FunctionDecl &Function,
                            const ASTContext &Context) {
  std::vector<QualType> Types;
  for (const ParmVarDecl *Parameter : Function.parameters())
    Types.push_back(Parameter->getType());
  return bytesOnStack(Function.getReturnType(), Types, Context);
}

unsigned stackArgumentBytes(const CallExpr &Call, const ASTContext &Context) {
  return bytesOnStack(Call.getType(), argumentTypes(Call), Context);
}

std::optional<std::string> whatIsNotKept(const FunctionDecl &Function,
                                         const ASTContext &Context) {
  QualType Result = Function.getReturnType();
  if (std::string Why = whyNotKept(Result, Context); !Why.empty())
    return "a result" + spell(Result, Context) + Why;
  for (const ParmVarDecl *Parameter : Function.parameters())
    if (std::string Why = whyNotKept(Parameter->getType(), Context);
        !Why.empty())
      return "parameter '" + Parameter->getName().str() + "'" +
             spell(Parameter->getType(), Context) + Why;
  return std::nullopt;
}

std::optional<std::string> whatIsNotKept(const CallExpr &Call,
                                         const ASTContext &Context) {
  std::vector<QualType> Types = argumentTypes(Call);
  Types.push_back(Call.getType());
  for (QualType Type : Types)
    if (std::string Why = whyNotKept(Type, Context); !Why.empty())
      return "a value" + spell(Type, Context) + Why;
  return std::nullopt;
}

} // namespace segstack
