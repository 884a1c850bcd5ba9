//===- signals.cpp - handlers begin at a place that is known
//---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler may come while the limit is another stack's: on an alternate stack,
// or in the middle of a crossing. A limit below the stack that it runs on would
// never stop it. So sigaction() and signal() install a handler that makes the
// next check look where it is, and puts everything back after the program's
// handler has returned. Handlers installed by system call are not seen.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"

#include <dlfcn.h>
#include <signal.h>

using namespace segstack::rt;

using Sigaction = int (*)(int, const struct sigaction *, struct sigaction *);

extern "C" {
int __sigaction(int, const struct sigaction *, struct sigaction *) noexcept;
__attribute__((weak)) void *dlsym(void *, const char *) noexcept;
}

// A sanitizer's, or the C library's; in a static program there is no other.
static Sigaction next = __sigaction;

void segstack::rt::find_signals() {
  if (void *found = dlsym ? dlsym(RTLD_NEXT, "sigaction") : nullptr)
    next = reinterpret_cast<Sigaction>(found);
}

namespace {

using Handler = void (*)(int, siginfo_t *, void *);

Handler handlers[_NSIG];

struct Interrupted {
  Position position;
  uptr limit;
  unsigned visits;
  // Of a crossing that may be half-way to the segment after the current one.
  Segment *next;
  Crossing *entered;
};

void begin(Interrupted &was, uptr frame) {
  Thread *thread = here.thread;
  Segment *next = here.current->next;
  was = {here, segstack_limit, thread ? thread->visits : 0, next,
         next->entered};
  if (thread)
    push_visit(*thread, {0, frame, 0, here.current});
  // Nor may a thread be measured here that an earlier handler attached, and
  // jumped out: this one may have come in the middle of that.
  if ((!thread || thread->provisional) && !here.handler)
    here.handler = frame;
  put_limit(UINTPTR_MAX);
}

void end(const Interrupted &was) {
  if (was.position.thread && was.position.thread != here.thread) {
    // The handler has switched stacks, and comes back in another thread.
    put_limit(UINTPTR_MAX);
    return;
  }
  if (was.position.thread)
    pop_visits(*was.position.thread, was.visits, was.position.current);
  else if (here.thread && here.thread->provisional)
    detach();
  here = was.position;
  if (was.next != &no_segment && was.next == here.current->next)
    was.next->entered = was.entered;
  put_limit(was.limit);
}

void handle(int signal, siginfo_t *info, void *context) {
  call_handler(__atomic_load_n(&handlers[signal], __ATOMIC_ACQUIRE), signal,
               info, context);
}

int install(int signal, const struct sigaction *wanted, struct sigaction *old) {
  if (guarded && signal == SIGSEGV)
    return install_for_faults(wanted, old);
  if (signal <= 0 || signal >= _NSIG ||
      (wanted && wanted->sa_sigaction == handle))
    return next(signal, wanted, old);
  Handler before = __atomic_load_n(&handlers[signal], __ATOMIC_RELAXED);
  struct sigaction ours;
  if (wanted) {
    copy_bytes(&ours, wanted, sizeof(ours));
    if (guarded)
      sigdelset(&ours.sa_mask, SIGSEGV);
    if (is_function(wanted->sa_sigaction)) {
      // So that the process is set up before the first signal comes.
      if (!here.thread)
        attach();
      __atomic_store_n(&handlers[signal], wanted->sa_sigaction,
                       __ATOMIC_RELEASE);
      ours.sa_sigaction = handle;
    }
  }
  int status = next(signal, wanted ? &ours : nullptr, old);
  if (status)
    __atomic_store_n(&handlers[signal], before, __ATOMIC_RELEASE);
  else if (old && old->sa_sigaction == handle)
    old->sa_sigaction = before;
  return status;
}

} // namespace

bool segstack::rt::is_function(Handler handler) {
  return reinterpret_cast<uptr>(handler) > 2 &&
         reinterpret_cast<uptr>(handler) != UINTPTR_MAX;
}

void segstack::rt::call_handler(Handler handler, int signal, siginfo_t *info,
                                void *context) {
  Interrupted was;
  begin(was, reinterpret_cast<uptr>(__builtin_frame_address(0)));
  handler(signal, info, context);
  end(was);
}

int segstack::rt::system_sigaction(int signal, const struct sigaction *wanted,
                                   struct sigaction *old) {
  return next(signal, wanted, old);
}

// Weak: a program or a sanitizer that has its own keeps it.
#pragma GCC visibility push(default)
extern "C" {

__attribute__((weak)) int sigaction(int signal, const struct sigaction *wanted,
                                    struct sigaction *old) noexcept {
  return install(signal, wanted, old);
}

__attribute__((weak)) sighandler_t signal(int signal,
                                          sighandler_t handler) noexcept {
  struct sigaction wanted, old;
  clear_bytes(&wanted, sizeof(wanted));
  wanted.sa_handler = handler;
  wanted.sa_flags = SA_RESTART;
  if (signal > 0 && signal < _NSIG)
    sigaddset(&wanted.sa_mask, signal);
  return install(signal, &wanted, &old) ? SIG_ERR : old.sa_handler;
}

} // extern "C"
#pragma GCC visibility pop
