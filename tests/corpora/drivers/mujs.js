// mujs.js - what mujs is asked to print, as it has no tests of its own
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

function attempt(name, action) {
  var result;
  try {
    result = action();
  } catch (error) {
    result = 'throws ' + error;
  } finally {
    print(name + ': ' + result);
  }
}

function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

function tree(depth) {
  return depth ? { left: tree(depth - 1), right: tree(depth - 1), depth: depth }
               : [1, 'two', null, true, 1.5];
}

function count(node) {
  if (node instanceof Array) return node.length;
  return count(node.left) + count(node.right);
}

function thrower(depth) {
  if (depth === 0) throw new RangeError('bottom');
  try {
    thrower(depth - 1);
  } catch (error) {
    error.levels = (error.levels || 0) + 1;
    throw error;
  }
}

function counter() {
  var value = 0;
  return { next: function () { return ++value; } };
}

attempt('fib', function () { return fib(18); });
attempt('tree', function () { return count(tree(9)); });
attempt('json', function () {
  var text = JSON.stringify(tree(6));
  return text.length + ' ' + (JSON.stringify(JSON.parse(text)) === text);
});
attempt('json indented', function () { return JSON.stringify(tree(1), null, 2); });
attempt('json reviver', function () {
  return JSON.stringify(JSON.parse('{"a":[1,2,{"b":3}]}', function (key, value) {
    return typeof value === 'number' ? value * 2 : value;
  }));
});
attempt('json error', function () { return JSON.parse('{"a":[1,2'); });
attempt('json cycle', function () { var a = []; a[0] = a; return JSON.stringify(a); });
attempt('throw', function () {
  try { thrower(40); } catch (error) { return error + ' ' + error.levels; }
});
attempt('uncaught', function () { thrower(20); });
attempt('too deep', function () {
  function down(n) { return down(n + 1) + 1; }
  return down(0);
});
attempt('finally', function () {
  var log = [];
  for (var i = 0; i < 4; ++i) {
    try {
      if (i === 1) continue;
      if (i === 3) break;
      log.push(i);
    } finally {
      log.push('f' + i);
    }
  }
  return log.join();
});
attempt('syntax', function () { return eval('1 +* 2'); });
attempt('nested expression', function () {
  return eval(new Array(95).join('(') + '7' + new Array(95).join(')'));
});
attempt('nested too deep', function () {
  return eval(new Array(300).join('(') + '7' + new Array(300).join(')'));
});
attempt('function', function () { return new Function('a', 'b', 'return a * b')(6, 7); });
attempt('closures', function () {
  var one = counter(), two = counter();
  one.next(); one.next();
  return one.next() + ' ' + two.next();
});
attempt('sort', function () {
  var numbers = [], seed = 7;
  for (var i = 0; i < 300; ++i) numbers.push(seed = seed * 16807 % 2147483647);
  numbers.sort(function (a, b) { return a - b; });
  for (i = 1; i < numbers.length; ++i)
    if (numbers[i - 1] > numbers[i]) return 'not sorted';
  return numbers[0] + ' ' + numbers[299];
});
attempt('sort throws', function () {
  return [3, 1, 2].sort(function () { throw new Error('in sort'); });
});
attempt('map', function () {
  return [1, 2, 3, 4].map(function (n) { return n * n; })
    .filter(function (n) { return n > 1; })
    .reduce(function (a, b) { return a + b; });
});
attempt('forEach', function () {
  var text = '';
  [1, [2, [3, [4]]]].forEach(function each(value) {
    if (value instanceof Array) value.forEach(each);
    else text += value;
  });
  return text;
});
attempt('replace', function () {
  return 'the quick brown fox'.replace(/(\w)(\w*)/g, function (all, a, b) {
    return a.toUpperCase() + b.replace(/o/g, function () { return '0'; });
  });
});
attempt('match', function () { return 'a1b22c333'.match(/\d+/g).join('|'); });
attempt('backtrack', function () { return /^(a+)+b$/.test('aaaaaaaaaaaaaa'); });
attempt('groups', function () { return /((a)|(b))*(?=c)(?!d)/.exec('ababc').join(); });
attempt('bad pattern', function () { return new RegExp('(a'); });
attempt('split', function () { return 'a, b;c'.split(/[,;]\s*/).join('|'); });
attempt('getters', function () {
  var object = { get x() { return this.y * 2; }, set x(v) { this.y = v; }, y: 0 };
  object.x = 21;
  return object.x;
});
attempt('prototypes', function () {
  function A(x) { this.x = x; }
  A.prototype.get = function () { return this.x; };
  function B(x) { A.call(this, x); }
  B.prototype = Object.create(A.prototype);
  return new B(5).get() + ' ' + (new B(1) instanceof A);
});
attempt('toString', function () {
  return '' + { toString: function () { return [1, { toString: fib.bind(null, 10) }]; } };
});
attempt('valueOf', function () {
  return 1 + { valueOf: function () { return { valueOf: 1 }.valueOf + 1; } };
});
attempt('freeze', function () {
  'use strict';
  var object = Object.freeze({ a: 1 });
  object.a = 2;
  return object.a;
});
attempt('keys', function () {
  var found = [];
  for (var key in { b: 1, a: 2, c: [] }) found.push(key);
  return found.sort().join();
});
attempt('numbers', function () {
  return [0.1 + 0.2, 1e21, 1 / 3, -0, 255..toString(16), (1.005).toFixed(2),
    parseInt('0x1f'), parseFloat('3.14abc'), NaN, 1e-7].join();
});
attempt('date', function () { return new Date(0).toISOString(); });
attempt('uri', function () { return encodeURIComponent('ä ö/ü') + decodeURI('%C3%A4'); });
attempt('labels', function () {
  var n = 0;
  outer: for (var i = 0; i < 5; ++i)
    for (var j = 0; j < 5; ++j) {
      if (j === 3) continue outer;
      if (i === 3) break outer;
      ++n;
    }
  return n;
});
attempt('switch', function () {
  return [1, 2, 3, 'x'].map(function (v) {
    switch (v) { case 1: return 'one'; case 2: case 3: return 'more'; default: return 'none'; }
  }).join();
});
attempt('arguments', function () {
  return (function () { return Array.prototype.slice.call(arguments, 1).join(); })(1, 2, 3);
});
attempt('garbage', function () {
  var kept = [];
  for (var i = 0; i < 20000; ++i) {
    var one = { next: kept[kept.length - 1], text: 'n' + i };
    if (i % 100 === 0) kept.push(one);
  }
  return kept.length + ' ' + kept[199].next.next.text;
});
