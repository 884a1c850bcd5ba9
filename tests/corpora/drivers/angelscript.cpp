//===- angelscript.cpp - deep scripts, compiled and executed -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"
#include <angelscript.h>
#include <memory>

namespace {
struct ShutDown {
  void operator()(asIScriptEngine *Engine) const {
    Engine->ShutDownAndRelease();
  }
};
struct Release {
  void operator()(asIScriptContext *Context) const { Context->Release(); }
};
} // namespace

static void print(const asSMessageInfo *Message, void *) {
  std::printf("script:%d:%d: %s\n", Message->row, Message->col,
              Message->message);
}

/// Compiles \p Script and returns whether its `int main()` gives 7.
static bool givesSeven(const std::string &Script) {
  std::unique_ptr<asIScriptEngine, ShutDown> Engine(asCreateScriptEngine());
  Engine->SetMessageCallback(asFUNCTION(print), nullptr, asCALL_CDECL);
  asIScriptModule *Module = Engine->GetModule("deep", asGM_ALWAYS_CREATE);
  Module->AddScriptSection("deep", Script.data(), Script.size());
  if (Module->Build() < 0)
    return wrong("does not compile");
  std::unique_ptr<asIScriptContext, Release> Context(Engine->CreateContext());
  Context->Prepare(Module->GetFunctionByDecl("int main()"));
  if (Context->Execute() != asEXECUTION_FINISHED)
    return wrong("does not run to its end");
  return Context->GetReturnDWord() == 7 || wrong("returns something else");
}

static bool expressions(std::size_t Depth) {
  return givesSeven("int main() { return " + repeat("(", Depth) + "7" +
                    repeat(")", Depth) + "; }");
}

static bool blocks(std::size_t Depth) {
  return givesSeven("int main() { int x = 3; " + repeat("{", Depth) + "x = 7;" +
                    repeat("}", Depth) + " return x; }");
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"expressions", expressions}, {"blocks", blocks}};
  return driverMain(ArgC, ArgV, Cases);
}
