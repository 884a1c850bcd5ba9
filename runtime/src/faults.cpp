//===- faults.cpp - SIGSEGV: a check's, or the program's ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   SIGSEGV --> the pc of a check? --> its cold path
//           '-- no: the program's handler, as it has asked for it; none, or
//               blocked: the instruction runs again under the default action
//
// A check may fault anywhere, so SIGSEGV is never really blocked. The program
// that blocks it, or is in its own handler, has a note to say so.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "guard.h"
#include "state.h"

#include <errno.h>
#include <pthread.h>
#include <ucontext.h>

namespace segstack::rt {

namespace {

/// What the program has asked for.
struct sigaction program;

/// To the program, SIGSEGV is blocked in this thread.
__thread bool blocked;

/// The system ends the process, at the faulting instruction.
void give_back_fault(bool sent) {
  struct sigaction action;
  clear_bytes(&action, sizeof(action));
  system_sigaction(SIGSEGV, &action, nullptr);
  if (sent)
    os::send_to_self(SIGSEGV);
}

/// The mask that the program's handler is to run with.
void set_handler_mask(const ucontext_t &context,
                      const struct sigaction &action) {
  sigset_t mask;
  for (int signal = 1; signal < _NSIG; ++signal)
    if (sigismember(&context.uc_sigmask, signal) ||
        sigismember(&action.sa_mask, signal))
      sigaddset(&mask, signal);
    else
      sigdelset(&mask, signal);
  sigdelset(&mask, SIGSEGV);
  os::change_mask(SIG_SETMASK, &mask, nullptr);
}

void handle_fault(int signal, siginfo_t *info, void *context) {
  ucontext_t &at = *static_cast<ucontext_t *>(context);
  bool sent = info->si_code <= 0;
  if (uptr resume = sent ? 0 : resume_of(os::program_counter(at))) {
    os::go_on_at(at, resume);
    return;
  }
  struct sigaction action = program;
  if (sent && action.sa_handler == SIG_IGN)
    return;
  if (!is_function(action.sa_sigaction) || (blocked && !sent)) {
    give_back_fault(sent);
    return;
  }
  if (action.sa_flags & SA_RESETHAND)
    program.sa_handler = SIG_DFL;
  set_handler_mask(at, action);
  bool was = blocked;
  blocked = !(action.sa_flags & SA_NODEFER);
  call_handler(action.sa_sigaction, signal, info, context);
  blocked = was;
}

/// Under what the system is told, for what the program wants.
struct sigaction ours_for(const struct sigaction &wanted) {
  struct sigaction ours;
  copy_bytes(&ours, &wanted, sizeof(ours));
  ours.sa_sigaction = handle_fault;
  ours.sa_flags |= SA_SIGINFO | SA_NODEFER;
  ours.sa_flags &= ~SA_RESETHAND;
  // Nothing comes before a check's handler is done: while it runs, the kernel
  // takes the thread to have no alternate stack.
  sigfillset(&ours.sa_mask);
  return ours;
}

} // namespace

void take_faults() {
  // Through the program's sigaction, which knows what it has installed before.
  sigaction(SIGSEGV, nullptr, &program);
  guarded = true;
  struct sigaction ours = ours_for(program);
  system_sigaction(SIGSEGV, &ours, nullptr);
}

int install_for_faults(const struct sigaction *wanted, struct sigaction *old) {
  Quiet quiet;
  struct sigaction before = program;
  if (wanted) {
    struct sigaction ours = ours_for(*wanted);
    if (system_sigaction(SIGSEGV, &ours, nullptr))
      return -1;
    copy_bytes(&program, wanted, sizeof(program));
  }
  if (old)
    copy_bytes(old, &before, sizeof(before));
  return 0;
}

void jump_from_faults() { blocked = false; }

static bool is_blocked_by(int how, const sigset_t &set) {
  bool named = sigismember(&set, SIGSEGV);
  if (how == SIG_SETMASK)
    return named;
  return how == SIG_BLOCK ? blocked || named : blocked && !named;
}

/// Changes the mask but for SIGSEGV; an error's number.
static int change_mask(int how, const sigset_t *set, sigset_t *old) {
  sigset_t rest;
  bool was = blocked;
  if (set) {
    copy_bytes(&rest, set, sizeof(rest));
    if (guarded)
      sigdelset(&rest, SIGSEGV);
  }
  int error = os::change_mask(how, set ? &rest : nullptr, old);
  if (error || !guarded)
    return error;
  if (set)
    blocked = is_blocked_by(how, *set);
  if (old && was)
    sigaddset(old, SIGSEGV);
  return 0;
}

} // namespace segstack::rt

using namespace segstack::rt;

// Weak: a program or a sanitizer that has its own keeps it.
#define SYSTEM extern "C" __attribute__((weak, visibility("default"))) int

SYSTEM sigprocmask(int how, const sigset_t *set, sigset_t *old) noexcept {
  int error = change_mask(how, set, old);
  if (error)
    errno = error;
  return error ? -1 : 0;
}

SYSTEM pthread_sigmask(int how, const sigset_t *set, sigset_t *old) noexcept {
  return change_mask(how, set, old);
}
