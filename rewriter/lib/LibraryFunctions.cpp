//===- LibraryFunctions.cpp - what calls nothing of the program -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryFunctions.h"
#include "FrameTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace segstack {

bool isOfSystem(const Decl &D) {
  return D.getASTContext().getSourceManager().isInSystemHeader(D.getLocation());
}

namespace {

/// By the headers that declare them. None has a stream, nor a pointer to a
/// function.
constexpr llvm::StringLiteral LibraryOfC =
    // stdlib.h
    "malloc calloc realloc reallocarray free aligned_alloc posix_memalign "
    "memalign valloc malloc_usable_size atoi atol atoll atof strtol strtoll "
    "strtoul strtoull strtod strtof strtold rand rand_r srand random srandom "
    "drand48 lrand48 getenv secure_getenv setenv unsetenv putenv abort "
    "_exit _Exit div ldiv lldiv mbtowc wctomb "
    "mbstowcs wcstombs mblen "
    // string.h, strings.h
    "strdup strndup strstr strcasestr strcasecmp strncasecmp strspn strcspn "
    "strpbrk strtok strtok_r strsep strcoll strxfrm strerror strerror_r "
    "strsignal memmem memccpy mempcpy stpcpy stpncpy strncat strlcpy strlcat "
    "rawmemchr strchrnul ffs bcopy bzero bcmp index rindex strverscmp "
    // wchar.h, wctype.h
    "wcscpy wcsncpy wcscat wcscmp wcsncmp wcschr wcsrchr wcsstr wcsnlen wcstol "
    "wcstoul wcstod mbrtowc wcrtomb mbsrtowcs wcsrtombs mbrlen btowc wctob "
    "wcsdup towlower towupper iswalpha iswdigit iswspace iswalnum iswupper "
    "iswlower iswprint iswpunct iswcntrl wmemchr "
    // ctype.h, errno.h, assert.h, setjmp.h
    "iscntrl isgraph ispunct isblank isascii toascii __ctype_b_loc "
    "__ctype_tolower_loc __ctype_toupper_loc __ctype_get_mb_cur_max "
    "__errno_location __assert_fail __assert_rtn __assert "
    // setjmp.h, signal.h: raise, and the handler that it was given
    "setjmp _setjmp __sigsetjmp sigsetjmp longjmp _longjmp siglongjmp "
    "__longjmp_chk raise kill sigprocmask pthread_sigmask sigemptyset "
    "sigfillset sigaddset sigdelset sigismember "
    // time.h, sys/time.h
    "time clock difftime mktime gmtime gmtime_r localtime localtime_r strftime "
    "asctime ctime clock_gettime clock_getres gettimeofday nanosleep usleep "
    "sleep timegm "
    // unistd.h, fcntl.h, sys/*.h
    "read write pread pwrite open openat close lseek lseek64 stat fstat lstat "
    "fstatat access unlink rmdir mkdir rename getcwd chdir dup dup2 pipe "
    "ftruncate fsync fdatasync isatty getpid getppid getuid geteuid getgid "
    "sysconf getpagesize fcntl ioctl poll select mmap munmap mprotect madvise "
    "mremap readlink realpath opendir readdir closedir getrusage getrlimit "
    "setrlimit uname "
    // stdio.h
    "snprintf sprintf vsnprintf vsprintf sscanf vsscanf remove tmpnam "
    // pthread.h, sched.h, semaphore.h
    "pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock "
    "pthread_mutex_init pthread_mutex_destroy pthread_mutexattr_init "
    "pthread_mutexattr_settype pthread_mutexattr_destroy pthread_self "
    "pthread_equal pthread_getspecific pthread_setspecific pthread_cond_wait "
    "pthread_cond_timedwait pthread_cond_signal pthread_cond_broadcast "
    "pthread_cond_init pthread_cond_destroy pthread_rwlock_rdlock "
    "pthread_rwlock_wrlock pthread_rwlock_unlock pthread_spin_lock "
    "pthread_spin_unlock sched_yield sem_wait sem_post sem_trywait "
    // the languages' runtime
    "__cxa_allocate_exception __cxa_throw __cxa_rethrow __cxa_guard_acquire "
    "__cxa_guard_release __cxa_atexit __cxa_bad_cast __cxa_bad_typeid "
    "__dynamic_cast";

/// Those with a stream, whose functions may be the program's own.
constexpr llvm::StringLiteral Streams =
    "printf fprintf vprintf vfprintf dprintf vdprintf scanf fscanf vscanf "
    "vfscanf putc putchar puts fputc fputs getc getchar fgetc fgets ungetc "
    "fread fwrite fopen freopen fdopen fclose fflush fseek fseeko ftell ftello "
    "rewind fgetpos fsetpos setbuf setvbuf feof ferror clearerr fileno perror "
    "getline getdelim tmpfile popen pclose putc_unlocked putchar_unlocked "
    "getc_unlocked getchar_unlocked fwrite_unlocked fread_unlocked "
    "fputs_unlocked fputc_unlocked fprintf_unlocked flockfile funlockfile "
    "__printf_chk __fprintf_chk __vfprintf_chk __vprintf_chk";

/// Those of math.h, of double; of float and long double they end in f and l.
constexpr llvm::StringLiteral Mathematics =
    "sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh exp "
    "exp2 expm1 log log2 log10 log1p pow sqrt cbrt hypot floor ceil round "
    "lround llround trunc rint lrint llrint nearbyint fmod remainder remquo "
    "modf frexp ldexp scalbn scalbln logb ilogb fmin fmax fdim fma copysign "
    "nextafter nexttoward erf erfc lgamma tgamma nan fabs";

void addWords(llvm::StringRef Words, llvm::StringSet<> &Into,
              llvm::StringRef End = "") {
  llvm::SmallVector<llvm::StringRef, 128> Parts;
  Words.split(Parts, ' ', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Word : Parts)
    Into.insert((Word + End).str());
}

const llvm::StringSet<> &streamsOfC() {
  static const llvm::StringSet<> Names = [] {
    llvm::StringSet<> All;
    addWords(Streams, All);
    return All;
  }();
  return Names;
}

const llvm::StringSet<> &libraryOfC() {
  static const llvm::StringSet<> Names = [] {
    llvm::StringSet<> All;
    addWords(LibraryOfC, All);
    for (const char *End : {"", "f", "l"})
      addWords(Mathematics, All, End);
    return All;
  }();
  return Names;
}

llvm::StringRef nameInC(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return "";
  llvm::StringRef Name = F.getName();
  Name.consume_front("__builtin_");
  return Name;
}

bool isOfC(const FunctionDecl &F) { return F.isExternC() || F.getBuiltinID(); }

bool isInStd(const Decl &D) {
  return D.getDeclContext()->getEnclosingNamespaceContext()->isStdNamespace();
}

bool isOfStd(const TemplateArgument &Argument);

bool areOfStd(llvm::ArrayRef<TemplateArgument> Arguments) {
  return llvm::all_of(
      Arguments, [](const TemplateArgument &Each) { return isOfStd(Each); });
}

/// A type of the language or of its libraries, and of nothing else.
bool isOfStd(QualType T) {
  while (!T.isNull() && (T->isPointerType() || T->isReferenceType()))
    T = T->getPointeeType();
  if (T.isNull() || T->isBuiltinType())
    return true;
  const auto *Class = T->getAsCXXRecordDecl();
  if (!Class || !isOfSystem(*Class))
    return false;
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  return !Instance || areOfStd(Instance->getTemplateArgs().asArray());
}

bool isOfStd(const TemplateArgument &Argument) {
  switch (Argument.getKind()) {
  case TemplateArgument::Type:
    return isOfStd(Argument.getAsType());
  case TemplateArgument::Pack:
    return areOfStd(Argument.pack_elements());
  case TemplateArgument::Integral:
    return true;
  default:
    return false;
  }
}

/// What makes an instance of it is the library's, too: `extern template class
/// std::vector<Own>` calls functions of Own.
bool isInstanceOfStd(const FunctionDecl &F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F))
    if (!isOfStd(F.getASTContext().getRecordType(Method->getParent())))
      return false;
  const TemplateArgumentList *Own = F.getTemplateSpecializationArgs();
  return !Own || areOfStd(Own->asArray());
}

bool isHandedAFunction(const FunctionDecl &F) {
  return llvm::any_of(F.parameters(), [](const ParmVarDecl *P) {
    QualType T = P->getType().getNonReferenceType();
    return T->isFunctionPointerType() || T->isMemberPointerType();
  });
}

/// It calls functions of streams, facets and handlers, which it has been given.
bool isOfCxxLibrary(const FunctionDecl &F) {
  if (F.isReplaceableGlobalAllocationFunction() ||
      F.getBuiltinID() == Builtin::BI__builtin_operator_new ||
      F.getBuiltinID() == Builtin::BI__builtin_operator_delete)
    return true;
  return isInStd(F) && isOfSystem(F) && isInstanceOfStd(F) &&
         !isHandedAFunction(F);
}

} // namespace

bool isHarmlessLeaf(const FunctionDecl &F, const ASTContext &Context) {
  if (isExpanded(&F, Context))
    return true;
  if (!isOfC(F))
    return false;
  return llvm::StringSwitch<bool>(nameInC(F))
      .Cases("memcpy", "memmove", "memset", "memcmp", "memchr", true)
      .Cases("strlen", "strcmp", "strncmp", "strchr", "strrchr", true)
      .Cases("strcpy", "strncpy", "strcat", "strnlen", "memrchr", true)
      .Cases("wmemcpy", "wmemmove", "wmemset", "wmemcmp", "wcslen", true)
      .Cases("abs", "labs", "llabs", "fabs", "fabsf", true)
      .Cases("isdigit", "isalpha", "isalnum", "isspace", "isxdigit", true)
      .Cases("tolower", "toupper", "isupper", "islower", "isprint", true)
      .Cases("isnan", "isinf", "isinf_sign", "isfinite", "isnormal", true)
      .Cases("signbit", "signbitf", "signbitl", "fpclassify", true)
      .Cases("nan", "nanf", "nanl", "huge_val", "inf", "inff", true)
      .Cases("va_start", "va_end", "va_copy", "__errno_location", true)
      .Cases("ceil", "floor", "trunc", "rint", "round", "sqrt", true)
      .Default(false);
}

bool isOfLibrary(const FunctionDecl &F) {
  return (isOfC(F) && libraryOfC().contains(nameInC(F))) || isOfCxxLibrary(F);
}

bool isOfStreams(const FunctionDecl &F) {
  return isOfC(F) && streamsOfC().contains(nameInC(F));
}

bool makesStreams(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases("fopencookie", "funopen", "register_printf_function", true)
      .Cases("register_printf_specifier", "register_printf_modifier", true)
      .Default(false);
}

} // namespace segstack
