//===- linux.cpp - the system's contract on Linux -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// os.h by mmap, /proc/self/maps and the dynamic loader's list of modules.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "os.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

/// An address on the main thread's stack; the C library's loader sets it.
extern "C" void *__libc_stack_end;

// Not there in a static program.
#pragma weak dlsym
#pragma weak dladdr1

namespace segstack::os {

uptr page_size() {
  static uptr size;
  if (!size)
    size = static_cast<uptr>(sysconf(_SC_PAGESIZE));
  return size;
}

static constexpr int private_pages =
    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK;

void *reserve(uptr size) { return reserve_at(size, 0); }

void *reserve_at(uptr size, uptr start) {
  void *wish = reinterpret_cast<void *>(start & ~(page_size() - 1));
  void *got = mmap(wish, size, PROT_NONE, private_pages, -1, 0);
  return got == MAP_FAILED ? nullptr : got;
}

bool commit(void *start, uptr size) {
  return mprotect(start, size, PROT_READ | PROT_WRITE) == 0;
}

void prefer_huge_pages(void *start, uptr size) {
  madvise(start, size, MADV_HUGEPAGE);
}

bool make_readable(void *start, uptr size) {
  return mprotect(start, size, PROT_READ) == 0;
}

bool decommit(void *start, uptr size) {
  return mmap(start, size, PROT_NONE, private_pages | MAP_FIXED, -1, 0) ==
         start;
}

void release(void *start, uptr size) { munmap(start, size); }

namespace {

/// Reads /proc/self/maps one line at a time with a buffer of its own.
class Maps {
public:
  Maps() : file(open("/proc/self/maps", O_RDONLY | O_CLOEXEC)) {}
  ~Maps() {
    if (file >= 0)
      close(file);
  }

  /// The next mapping's addresses; false at the end.
  bool next(Range &range) {
    char c = 0;
    if (!number(range.low, c) || c != '-' || !number(range.high, c))
      return false;
    while (c != '\n' && get(c))
      ;
    return true;
  }

private:
  bool number(uptr &value, char &end) {
    value = 0;
    while (get(end)) {
      if (end >= '0' && end <= '9')
        value = value * 16 + static_cast<uptr>(end - '0');
      else if (end >= 'a' && end <= 'f')
        value = value * 16 + static_cast<uptr>(end - 'a' + 10);
      else
        return true;
    }
    return false;
  }

  bool get(char &c) {
    if (at == filled) {
      ssize_t got = file < 0 ? 0 : read(file, buffer, sizeof(buffer));
      if (got <= 0)
        return false;
      at = 0;
      filled = static_cast<size_t>(got);
    }
    c = buffer[at++];
    return true;
  }

  int file;
  size_t at = 0, filled = 0;
  char buffer[512];
};

/// The main thread's stack grows down to its rlimit, but never closer than
/// the kernel's gap (256 pages) to the mapping below.
Range main_stack() {
  const uptr sp = reinterpret_cast<uptr>(__libc_stack_end);
  Maps maps;
  Range below = {0, 0}, stack = {0, 0};
  while (maps.next(stack) && stack.high <= sp)
    below = stack;
  if (sp < stack.low || sp >= stack.high)
    return {0, 0};
  uptr low = below.high + 257 * page_size();
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
      limit.rlim_cur < stack.high && stack.high - limit.rlim_cur > low)
    low = stack.high - limit.rlim_cur;
  // What is mapped already is usable whatever the limits say now.
  return {low < stack.low ? low : stack.low, stack.high};
}

Range other_stack() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0)
    return {0, 0};
  void *low = nullptr;
  size_t size = 0;
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  return {reinterpret_cast<uptr>(low), reinterpret_cast<uptr>(low) + size};
}

} // namespace

Range thread_stack() {
  return process_id() == thread_id() ? main_stack() : other_stack();
}

uptr readable_down_to(uptr from, uptr most) {
  // A byte of each page; the call stops at the first that cannot be read.
  constexpr unsigned pages = 32;
  char bytes[pages];
  struct iovec to = {bytes, pages}, at[pages];
  uptr page = page_size(), low = from & ~(page - 1);
  while (from - low < most && low > pages * page) {
    for (unsigned i = 0; i < pages; ++i)
      at[i] = {reinterpret_cast<void *>(low - (i + 1) * page), 1};
    long read = syscall(SYS_process_vm_readv, getpid(), &to, 1L, at,
                        static_cast<long>(pages), 0L);
    if (read <= 0)
      break;
    low -= static_cast<uptr>(read) * page;
    if (read < static_cast<long>(pages))
      break;
  }
  return low < from ? low : from;
}

uptr stack_pointer(const ucontext_t &context) {
  return static_cast<uptr>(context.uc_mcontext.gregs[REG_RSP]);
}

uptr program_counter(const ucontext_t &context) {
  return static_cast<uptr>(context.uc_mcontext.gregs[REG_RIP]);
}

void go_on_at(ucontext_t &context, uptr pc) {
  context.uc_mcontext.gregs[REG_RIP] = static_cast<greg_t>(pc);
}

Range alternate_stack() {
  stack_t stack;
  if (sigaltstack(nullptr, &stack) != 0 || stack.ss_flags & SS_DISABLE)
    return {0, 0};
  uptr low = reinterpret_cast<uptr>(stack.ss_sp);
  return {low, low + stack.ss_size};
}

int set_alternate_stack(const stack_t *wanted, stack_t *old) {
  constexpr int autodisarm = int(1u << 31); // SS_AUTODISARM, linux/signal.h
  if (wanted && !(wanted->ss_flags & SS_DISABLE)) {
    stack_t ours = *wanted;
    ours.ss_flags |= autodisarm;
    if (!syscall(SYS_sigaltstack, &ours, old))
      return 0;
  }
  return static_cast<int>(syscall(SYS_sigaltstack, wanted, old));
}

uptr signal_frame_size() {
  constexpr unsigned long minimum_signal_stack = 51; // AT_MINSIGSTKSZ
  static uptr size;
  if (!size) {
    uptr told = getauxval(minimum_signal_stack);
    size = told ? told : 3584; // x86-64 with AVX-512
  }
  return size;
}

int change_mask(int how, const sigset_t *set, sigset_t *old) {
  // The C library's own signals, which cancel threads, are never blocked.
  uint64_t mask = 0, before = 0;
  constexpr uint64_t reserved = uint64_t(3) << 31;
  if (set) {
    rt::copy_bytes(&mask, set, sizeof(mask));
    mask &= ~reserved;
  }
  if (syscall(SYS_rt_sigprocmask, how, set ? &mask : nullptr, &before,
              sizeof(mask)) != 0)
    return errno;
  if (old) {
    rt::clear_bytes(old, sizeof(*old));
    rt::copy_bytes(old, &before, sizeof(before));
  }
  return 0;
}

// As setjmp of glibc keeps it (sysdeps/x86_64/jmpbuf-offsets.h, and PTR_MANGLE
// of sysdeps/unix/sysv/linux/x86/pointer_guard.h).
uintptr_t jumps_to(const void *target) {
#if defined(__x86_64__) && defined(__LP64__) && defined(__GLIBC__)
  constexpr int stack_pointer = 6;
  auto kept =
      static_cast<uintptr_t>(static_cast<const struct __jmp_buf_tag *>(target)
                                 ->__jmpbuf[stack_pointer]);
  __asm__("rorq $17, %0\n\txorq %%fs:0x30, %0" : "+r"(kept) : : "cc");
  return kept;
#else
  return 0;
#endif
}

bool restores_mask(const void *target) {
  return static_cast<const struct __jmp_buf_tag *>(target)->__mask_was_saved;
}

void send_to_self(int signal) {
  syscall(SYS_tgkill, getpid(), thread_id(), signal);
}

// By system call: the C library leaves out those that it uses itself, which
// cancel threads.
static uint64_t set_mask(uint64_t mask) {
  uint64_t old = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &old, sizeof(mask));
  return old;
}

uint64_t block_signals() { return set_mask(~uint64_t(0)); }

uint64_t block_asynchronous_signals() {
  const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
  uint64_t mask = ~uint64_t(0);
  for (int fault : faults)
    mask &= ~(uint64_t(1) << (fault - 1));
  return set_mask(mask);
}

void restore_signals(uint64_t mask) { set_mask(mask); }

uint64_t now_ns() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000u +
         static_cast<uint64_t>(now.tv_nsec);
}

int process_id() { return getpid(); }
int thread_id() { return static_cast<int>(syscall(SYS_gettid)); }

int open_file(const char *path, bool truncate) {
  return open(path,
              O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC |
                  (truncate ? O_TRUNC : 0),
              0666);
}

void write_all(int file, const char *text, size_t length) {
  while (length) {
    ssize_t wrote = write(file, text, length);
    if (wrote < 0 && errno == EINTR)
      continue;
    if (wrote <= 0)
      return;
    text += wrote;
    length -= static_cast<size_t>(wrote);
  }
}

void close_file(int file) { close(file); }

void quit(int status) { _exit(status); }

namespace {

// A note in every module that holds a copy of the runtime, so that copies can
// find each other even when their symbols are hidden.
constexpr uint32_t note_type = 1;
struct Note {
  uint32_t name_size, value_size, type;
  char name[12];
  uint32_t value;
};
__attribute__((section(".note.segstack"), used, aligned(4)))
const Note runtime_note = {9, 4, note_type, "segstack", 1};

struct Search {
  void (*found)(const char *, void *);
  void *data;
};

bool holds_note(const char *at, const char *end) {
  while (at + sizeof(ElfW(Nhdr)) <= end) {
    ElfW(Nhdr) header;
    rt::copy_bytes(&header, at, sizeof(header));
    const char *name = at + sizeof(header);
    if (header.n_type == note_type && header.n_namesz == 9 &&
        rt::same_bytes(name, "segstack", 9))
      return true;
    at = name + ((header.n_namesz + 3) & ~3u) + ((header.n_descsz + 3) & ~3u);
  }
  return false;
}

int visit(struct dl_phdr_info *module, size_t, void *data) {
  const Search *search = static_cast<const Search *>(data);
  for (int i = 0; i < module->dlpi_phnum; ++i) {
    const ElfW(Phdr) &part = module->dlpi_phdr[i];
    // Notes of eight-byte alignment have another layout; ours has four.
    if (part.p_type != PT_NOTE || part.p_align > 4)
      continue;
    const char *start =
        reinterpret_cast<const char *>(module->dlpi_addr + part.p_vaddr);
    if (holds_note(start, start + part.p_memsz))
      search->found(module->dlpi_name, search->data);
  }
  return 0;
}

} // namespace

void for_each_runtime(void (*found)(const char *, void *), void *data) {
  Search search = {found, data};
  dl_iterate_phdr(visit, &search);
}

void stay_loaded() {
  Dl_info info;
  link_map *module = nullptr;
  // Of dlopen by its name a linker of static programs would warn.
  if (!dlsym || !dladdr1 ||
      !dladdr1(&runtime_note, &info, reinterpret_cast<void **>(&module),
               RTLD_DL_LINKMAP))
    return;
  // The program itself has no name.
  void *open = *module->l_name ? dlsym(RTLD_DEFAULT, "dlopen") : nullptr;
  if (open)
    reinterpret_cast<void *(*)(const char *, int)>(open)(
        module->l_name, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

} // namespace segstack::os
