//===- foreign_table.h - the calls of foreign_calls.h -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FOREIGN_TABLE_H
#define FOREIGN_TABLE_H

#include "foreign_calls.h"

namespace foreign {

static const Call calls[] = {
    {"snprintf", "%d %s %x", common,
     [](Result &r) {
       r.add(std::snprintf(text, sizeof(text), "%d %s %x", 1, "two", 3));
     }},
    {"snprintf", "%f of 1e308", common,
     [](Result &r) {
       std::snprintf(text, sizeof(text), "%f %.17g %e", 1e308, 1e-300, 0.1);
       r.add(text);
     }},
    {"snprintf", "%Lf of 1e4932", common,
     [](Result &r) {
       std::snprintf(text, sizeof(text), "%Lf %La", LDBL_MAX, LDBL_MAX);
       r.add(text);
     }},
    {"snprintf", "%3$*4$s %1$ls %2$Lf", common,
     [](Result &r) {
       std::snprintf(text, sizeof(text), "%3$*4$s %1$ls %2$Lf", L"\u00fc\u65e5",
                     LDBL_MAX, "three", 2000);
       r.add(text);
     }},
    {"snprintf", "%ls of 20,000", common,
     [](Result &r) {
       std::wmemset(wide, L'\u65e5', 20000);
       wide[20000] = 0;
       wchar_t *volatile all = wide;
       std::snprintf(text, sizeof(text), "%ls", all);
       r.add(text);
     }},
    {"snprintf", "%.4000f", extreme,
     [](Result &r) {
       std::snprintf(text, sizeof(text), "%.4000f", 1.0 / 3);
       r.add(text);
     }},
    {"snprintf", "%.11000Lf of 1e4932", extreme,
     [](Result &r) {
       std::snprintf(text, sizeof(text), "%.11000Lf", LDBL_MAX);
       r.add(text);
     }},
    {"snprintf", "%.60000d", extreme,
     [](Result &r) {
       std::snprintf(text, sizeof(text), "%.60000d", 7);
       r.add(text);
     }},
    {"fprintf", "to a file with a buffer", common,
     [](Result &r) {
       r.add(std::fprintf(nowhere(true), "%Lf %s\n", LDBL_MAX, "text"));
     }},
    {"fprintf", "to a file without one, as stderr", common,
     [](Result &r) {
       r.add(std::fprintf(nowhere(false), "%Lf %s\n", LDBL_MAX, "text"));
     }},
    {"fwprintf", "to a file without a buffer", common,
     [](Result &r) {
       static thread_local FILE *file = std::fopen("/dev/null", "w");
       std::setvbuf(file, nullptr, _IONBF, 0);
       r.add(std::fwprintf(file, L"%Lf %s\n", LDBL_MAX, "text"));
     }},
    {"swprintf", "%Lf of 1e4932", common,
     [](Result &r) {
       r.add(std::swprintf(wide, 1 << 15, L"%Lf", LDBL_MAX));
       r.add(wide, 5000 * sizeof(*wide));
     }},
    {"sscanf", "%lf %Lf %[a-z]", common,
     [](Result &r) {
       double a;
       long double b;
       r.add(std::sscanf("1.5e300 0.1e-4000 word", "%lf %Lf %9[a-z]", &a, &b,
                         text));
       r.add(text);
       r.add(&a, sizeof(a));
     }},
    {"strtod", "800 digits", common,
     [](Result &r) {
       static const std::string digits = "0." + std::string(800, '7') + "e-300";
       double value = std::strtod(digits.c_str(), nullptr);
       r.add(&value, sizeof(value));
     }},
    {"strtold", "12,000 digits", common,
     [](Result &r) {
       static const std::string digits = std::string(12000, '7') + "e-9000";
       r.add(static_cast<long>(std::strtold(digits.c_str(), nullptr) < 1));
     }},
    {"getaddrinfo", "127.0.0.1", common,
     [](Result &r) { look_up(r, "127.0.0.1", "80", AI_NUMERICHOST); }},
    {"getaddrinfo", "localhost", common,
     [](Result &r) { look_up(r, "localhost", "80", 0); }},
    {"getaddrinfo", "localhost, http", common,
     [](Result &r) { look_up(r, "localhost", "http", AI_ADDRCONFIG); }},
    {"getaddrinfo", "DNS, 40 addresses", common, resolve},
    {"getnameinfo", "127.0.0.1", common,
     [](Result &r) {
       sockaddr_in to = {};
       to.sin_family = AF_INET;
       to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
       r.add(getnameinfo(reinterpret_cast<sockaddr *>(&to), sizeof(to), text,
                         200, nullptr, 0, 0));
       r.add(text);
     }},
    {"gethostbyname_r", "localhost", common,
     [](Result &r) {
       hostent entry, *found;
       int error;
       r.add(gethostbyname_r("localhost", &entry, text, sizeof(text), &found,
                             &error));
     }},
    {"getservbyname_r", "http", common,
     [](Result &r) {
       servent entry, *found;
       r.add(
           getservbyname_r("http", "tcp", &entry, text, sizeof(text), &found));
     }},
    {"getifaddrs", "", common,
     [](Result &r) {
       ifaddrs *found = nullptr;
       r.add(getifaddrs(&found));
       freeifaddrs(found);
     }},
    {"regcomp", "10 nested groups", common,
     [](Result &r) {
       match(r, nested_groups(10).c_str(), REG_EXTENDED, false);
     }},
    {"regcomp", "100 nested groups", extreme,
     [](Result &r) {
       match(r, nested_groups(100).c_str(), REG_EXTENDED, false);
     }},
    {"regexec", "10 nested groups", common,
     [](Result &r) {
       match(r, nested_groups(10).c_str(), REG_EXTENDED, true);
     }},
    {"regexec", "classes and alternatives", common,
     [](Result &r) {
       match(r, "([ac]+|x)*b?(c)b+([[:alpha:]]{3})([0-9]+)$",
             REG_EXTENDED | REG_ICASE, true);
     }},
    {"regexec", "a back reference", common,
     [](Result &r) { match(r, "b\\(b\\{1,20\\}\\)\\1x", 0, true); }},
    {"iconv", "UTF-8 to UTF-16", common,
     [](Result &r) { convert(r, "UTF-16"); }},
    {"iconv", "UTF-8 to ISO-2022-JP", common,
     [](Result &r) { convert(r, "ISO-2022-JP//TRANSLIT"); }},
    {"dlopen", "libresolv", common,
     [](Result &r) {
       void *library = dlopen("libresolv.so.2", RTLD_NOW);
       EXPECT(library);
       r.add(dlsym(library, "ns_name_pton") != nullptr);
       dlclose(library);
     }},
    {"dlopen", "no such library", common,
     [](Result &r) {
       r.add(dlopen("libno-such-library.so", RTLD_LAZY) != nullptr);
       r.add(dlerror() != nullptr);
     }},
    {"qsort", "20,000 of 8 bytes", common, sort<8, 20000>},
    {"qsort", "120 of 8 bytes", common, sort<8, 120>},
    {"qsort", "1,000 of 500 bytes", common, sort<500, 1000>},
    {"localtime_r", "", common, add_time},
    {"strftime", "", common,
     [](Result &r) {
       std::time_t when = 1700000000;
       std::tm parts;
       localtime_r(&when, &parts);
       r.add(static_cast<long>(
           std::strftime(text, 500, "%c %A %B %Z %x %X %s %G-W%V", &parts)));
       r.add(text);
       r.add(mktime(&parts));
     }},
    {"getpwuid_r", "0", common,
     [](Result &r) {
       passwd entry, *found;
       r.add(getpwuid_r(0, &entry, text, sizeof(text), &found));
       r.add(found ? found->pw_name : "none");
     }},
    {"getgrouplist", "root", common,
     [](Result &r) {
       gid_t groups[64];
       int count = 64;
       r.add(getgrouplist("root", 0, groups, &count));
     }},
    {"glob", "a tree of 12", common,
     [](Result &r) {
       glob_t found = {};
       r.add(glob((tree() + "/*/*/[d]*/*/*/*/{file,directory}*").c_str(),
                  GLOB_BRACE, nullptr, &found));
       r.add(static_cast<long>(found.gl_pathc));
       globfree(&found);
     }},
    {"wordexp", "tilde, variable, pattern", common,
     [](Result &r) {
       wordexp_t found = {};
       r.add(wordexp("~root ${FOREIGN:-$((3*7))} /proc/self/*at*", &found, 0));
       r.add(found.we_wordv[1]);
       wordfree(&found);
     }},
    {"wordexp", "$(echo x)", starts,
     [](Result &r) {
       wordexp_t found = {};
       r.add(wordexp("a$(echo x)b", &found, 0));
       r.add(found.we_wordv[0]);
       wordfree(&found);
     }},
    {"fnmatch", "*a*[[:alpha:]]*b*c", common,
     [](Result &r) {
       static const std::string name = std::string(900, 'a') + "bbbc";
       r.add(fnmatch("*a*[[:alpha:]]*b*c", name.c_str(), 0));
     }},
    {"fnmatch", "+(a|ab)*(b)c, 60 bytes", extreme,
     [](Result &r) {
       static const std::string name = std::string(60, 'a') + "bbbc";
       r.add(fnmatch("+(a|ab)*(b)c", name.c_str(), FNM_EXTMATCH));
     }},
    {"realpath", "12 directories", common,
     [](Result &r) {
       char *path =
           realpath((tree() + "/directory/../directory").c_str(), text);
       EXPECT(path != nullptr);
       r.add(path);
     }},
    {"nftw", "12 directories", common,
     [](Result &r) {
       visited = 0;
       r.add(nftw(
           tree().c_str(),
           [](const char *path, const struct stat *s, int flag, FTW *) {
             return visit_file(path, s, flag);
           },
           20, FTW_PHYS));
       r.add(visited);
     }},
    {"ftw", "12 directories", common,
     [](Result &r) {
       visited = 0;
       r.add(ftw(tree().c_str(), visit_file, 20));
       r.add(visited);
     }},
    {"scandir", "", common,
     [](Result &r) {
       dirent **names;
       int count = scandir(tree().c_str(), &names, nullptr, alphasort);
       r.add(count);
       for (int i = 0; i < count; ++i)
         std::free(names[i]);
       std::free(names);
     }},
    {"getcwd", "", common, [](Result &r) { r.add(getcwd(text, 4096)); }},
    {"setlocale", "", common,
     [](Result &r) {
       r.add(std::setlocale(LC_ALL, "C"));
       r.add(std::setlocale(LC_ALL, "C.UTF-8"));
     }},
    {"strcoll", "", common,
     [](Result &r) { r.add(std::strcoll("stack", "Stack") > 0); }},
    {"strxfrm", "1,000 bytes", common,
     [](Result &r) {
       static const std::string word(1000, 'w');
       r.add(static_cast<long>(std::strxfrm(text, word.c_str(), 9000)));
     }},
    {"syslog", "", common,
     [](Result &) { syslog(LOG_DEBUG, "a message %d", 1); }},
    {"execvp", "no such program", common,
     [](Result &r) {
       char name[] = "no-such-program";
       char *arguments[] = {name, nullptr};
       r.add(execvp(name, arguments));
     }},
    {"system", "true", starts, [](Result &r) { r.add(std::system("true")); }},
    {"popen", "echo", starts,
     [](Result &r) {
       FILE *from = popen("echo stack", "r");
       EXPECT(std::fgets(text, 100, from));
       r.add(text);
       r.add(pclose(from));
     }},
    {"pthread_create", "", starts,
     [](Result &r) {
       pthread_t thread;
       r.add(pthread_create(
           &thread, nullptr, [](void *p) { return p; }, nullptr));
       r.add(pthread_join(thread, nullptr));
     }},
    {"pthread_getattr_np", "", common,
     [](Result &r) {
       pthread_attr_t attributes;
       r.add(pthread_getattr_np(pthread_self(), &attributes));
       pthread_attr_destroy(&attributes);
     }},
    {"sysconf", "_SC_NPROCESSORS_ONLN", common,
     [](Result &r) {
       r.add(sysconf(_SC_NPROCESSORS_ONLN));
       r.add(sysconf(_SC_PHYS_PAGES));
     }},
    {"malloc", "", common,
     [](Result &r) {
       void *volatile small = std::malloc(100), *volatile big =
                                                    std::malloc(1 << 20);
       r.add(small && big);
       std::free(small);
       std::free(big);
     }},
    {"tmpfile", "", common,
     [](Result &r) {
       FILE *file = std::tmpfile();
       r.add(std::fputs("text", file));
       std::fclose(file);
     }},
    {"backtrace", "", common,
     [](Result &r) {
       void *frames[8];
       r.add(backtrace(frames, 8) > 0);
     }},
    {"dl_iterate_phdr", "", common,
     [](Result &r) {
       r.add(dl_iterate_phdr([](dl_phdr_info *, size_t, void *) { return 0; },
                             nullptr));
     }},
    {"throw", "and catch", common,
     [](Result &r) {
       try {
         throw std::string("thrown");
       } catch (const std::string &caught) {
         r.add(caught.c_str());
       }
     }},
    {"std::ostream::operator<<", "double, long double", common,
     [](Result &r) {
       std::ostringstream out;
       out << std::fixed << 1e308 << ' ' << LDBL_MAX;
       r.add(out.str().c_str());
     }},
    {"std::istream::operator>>", "double, long", common,
     [](Result &r) {
       std::istringstream in("1.5e300 17");
       double a = 0;
       long b = 0;
       in >> a >> b;
       r.add(&a, sizeof(a));
       r.add(b);
     }},
    {"std::locale", "", common,
     [](Result &r) { r.add(std::locale("C.UTF-8").name().c_str()); }},
    {"pow", "", common,
     [](Result &r) {
       static volatile double x = 1.0000001;
       double value = std::pow(x, 1e9) + std::lgamma(x) + std::sin(x * 1e300);
       r.add(&value, sizeof(value));
     }},
    {"sinl", "of 1e4000", common,
     [](Result &r) {
       static volatile long double x = 1e4000L;
       double value = static_cast<double>(std::sin(x));
       r.add(&value, sizeof(value));
     }},
};

} // namespace foreign

#endif // FOREIGN_TABLE_H
