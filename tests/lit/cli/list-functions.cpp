// All functions with shape, reason and estimate.
// RUN: %segstack rewrite --quiet --list-functions %s -- | %FileCheck %s
// RUN: %segstack rewrite --quiet --list-functions --format=json %s -- > %t.json
// RUN: %FileCheck %s --check-prefix=JSON < %t.json
// RUN: %python -c "import json; assert len(json.load(open('%t.json'))) == 2"

// CHECK: list-functions.cpp:[[#@LINE+2]]:5: f(int): retry, {{[1-9][0-9]*}} bytes
// JSON: "column":5,"detail":"","dynamic":false,"estimate":{{[0-9]+}},"file":"{{.*}}list-functions.cpp","function":"f(int)","guess":false,"line":[[#@LINE+1]],"linkage":"_Z1fi","reason":"{{[a-z]+}}","shape":"retry"
int f(int n) { return n ? f(n - 1) : 0; }

// CHECK: list-functions.cpp:[[#@LINE+1]]:5: main(): none (main), {{[0-9]+}} bytes
int main() { return f(3); }
