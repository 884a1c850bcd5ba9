# hidden-errors.py - functions whose checks do not compile
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""hidden-errors.py COUNT [alone]: a program of COUNT functions that call themselves
before their deduced result is known. Each is a candidate only if that of the one
before is, or, alone, always.
"""

import sys

count, chained = int(sys.argv[1]), sys.argv[2:] != ["alone"]
before = "long"
for i in range(count):
    print(f"template <class T> auto f{i}(T n, {before} m = 0) "
          f"{{ if (!n) return T(m); return T(f{i}(T(n - 1), m) + T(1)); }}")
    if chained:
        before = f"decltype(f{i}(T(0)))"
print("int typed(int n) { return n ? typed(n - 1) + 1 : 0; }")
print("int main() { long sum = typed(3);")
for i in [count - 1] if chained else range(count):
    print(f"sum += f{i}(3) - 3;")
print("return sum != 3; }")
