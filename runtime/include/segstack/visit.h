//===- segstack/visit.h - calls on the thread's own stack -------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of check.h: what `segstack rewrite --system-stack=NAME` writes around
// a call, and what SEGSTACK_ON_SYSTEM_STACK of segstack.h stands for.
//
//   segstack_call -- here already --> the call
//                  |- room there ---> switch, call, segstack_leave
//                  '- no room ------> stack_exhausted is thrown
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#error "include <segstack/check.h>"
#endif
#pragma GCC system_header

namespace segstack_check {
namespace {

/// Runs \p segstack_function on the thread's own stack.
template <class SegstackResult, class SegstackClosure>
__attribute__((__noinline__)) SEGSTACK_CROSSES inline SegstackResult
segstack_visit(SegstackClosure &segstack_function,
               segstack_uptr segstack_bytes SEGSTACK_NAME_PARAMETER) {
  return segstack_go<SegstackResult, segstack_own_stack>(
      segstack_bytes | SEGSTACK_NOT_CACHED, SEGSTACK_NAME, &segstack_function);
}

/// The result's type is that of the closure, which says what is called.
template <class SegstackClosure>
inline auto
segstack_run_on_own(segstack_uptr segstack_bytes,
                    SegstackClosure segstack_function SEGSTACK_NAME_PARAMETER)
    -> decltype(segstack_function(segstack_ours())) {
  return segstack_visit<decltype(segstack_function(segstack_ours()))>(
      segstack_function, segstack_bytes SEGSTACK_NAME_FORWARD);
}

} // namespace
} // namespace segstack_check

#if __cplusplus >= 201402L
#define SEGSTACK_TYPE_OF(...) decltype(auto)
#else
#define SEGSTACK_TYPE_OF(...) decltype(__VA_ARGS__)
#endif

/// `SEGSTACK_VISIT(bytes, call)`: the value of the call, made on the thread's
/// own stack.
#define SEGSTACK_VISIT(bytes, ...)                                             \
  ::segstack_check::segstack_run_on_own(                                       \
      (bytes),                                                                 \
      [&](::segstack_check::segstack_ours) -> SEGSTACK_TYPE_OF(__VA_ARGS__) {  \
        return __VA_ARGS__;                                                    \
      } SEGSTACK_NAME_ARGUMENT)
