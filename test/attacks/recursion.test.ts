import { describe, it } from 'node:test';
import { attack } from './harness.ts';

describe('rules without a bottom', () => {
  const refused: Readonly<Record<string, string>> = {
    'a function': 'function f() { f(); } f();',
    'a function that catches it': 'function f() { try { f(); } catch { f(); } } f();',
    'a function that goes on in finally': 'function f() { try { f(); } finally { f(); } } f();',
    'an arrow with many arguments': 'const f = (...args) => f(...args, 1); f(...new Array(1000));',
    'a getter': 'const o = { get x() { return this.x; } }; o.x;',
    'a getter of the prototype of all':
      "Object.defineProperty(Object.prototype, 'y', { get() { return this.y; }, configurable: true }); ({}).y;",
    toString: 'const o = { toString() { return `${this}`; } }; `${o}`;',
    valueOf: 'const o = { valueOf() { return +this; } }; +o;',
    'Symbol.toPrimitive': 'const o = { [Symbol.toPrimitive]() { return o + 1; } }; o + 1;',
    'a proxy that asks itself': 'const p = new Proxy({}, { get: (_, key) => p[key] }); p.x;',
    'a chain of proxies': 'let p = {}; for (let i = 0; i < 100_000; i++) p = new Proxy(p, {}); p.x;',
    'a proxy as the prototype of itself':
      'const p = new Proxy({}, { getPrototypeOf: () => p }); ({}) instanceof Object; Object.prototype.isPrototypeOf.call({}, p);',
    'classes of classes': 'class A { constructor() { new A(); } } new A();',
    generators: 'function* g() { yield* g(); } g().next();',
    'iterators of iterators': 'const o = { *[Symbol.iterator]() { yield* o; } }; [...o];',
    'replace with a callback': "const f = () => 'a'.replace('a', f); f();",
    'sort in sort': 'const f = () => [2, 1].sort(f); f();',
    'eval in eval': "const text = 'eval(text)'; eval(text);",
    'functions in functions': "const f = () => new Function('f', 'f()')(f); f();",
    'toJSON of toJSON': 'const o = { toJSON() { return JSON.stringify(o); } }; JSON.stringify(o);',
    'a reviver': "const f = () => JSON.parse('[1]', f); f();",
    'requiring again and again': "const f = () => { require('lodash'); f(); }; f();",
    'an error in the preparation of an error':
      'function f() { try { f(); } catch (e) { throw new Error(e.stack); } } f();',
    'a deep text of JSON': "JSON.parse('['.repeat(4_000_000));",
    'deep source': "eval('('.repeat(1_000_000) + ')'.repeat(1_000_000));",
    'deep braces': "eval('{'.repeat(1_000_000) + '}'.repeat(1_000_000));",
    'deep arithmetic': "eval('-'.repeat(1_000_001).replace(/--/g, '- -') + '1');",
    'deep functions': "eval('(()=>'.repeat(100_000) + '1' + ')'.repeat(100_000));",
    'a deep result': 'let deep = {}; for (let i = 0; i < 1_000_000; i++) deep = { deep }; user.deep = deep;',
    'a result that contains itself': 'user.self = user;',
    'a context that contains itself': 'context.self = { context };',
  };
  for (const [name, text] of Object.entries(refused)) {
    it(name, (test) => attack(test, text));
  }

  const either: Readonly<Record<string, string>> = {
    'a chain of bound functions': 'let f = () => 1; for (let i = 0; i < 100_000; i++) f = f.bind(null); f();',
    'timers that start timers': 'const f = () => setTimeout(f, 0); f(); callback(null, user, context);',
    'the console in the console': 'console.log({ get x() { console.log(this); return 1; } });',
    'the callback in a stack that is full':
      'function f() { try { f(); } catch { callback(null, user, context); } } f();',
    'the callback in the callback':
      'user.x = { toJSON() { callback(null, user, context); return 1; } }; callback(null, user, context);',
    'a promise that is resolved with itself':
      'const p = new Promise((resolve) => setTimeout(() => resolve(p))); p.catch(() => callback(null, user, context));',
    'a deep error':
      "let e = new Error('x'); for (let i = 0; i < 100_000; i++) e = new Error('x', { cause: e }); throw e;",
    'deep groups of errors':
      "let e = new Error('x'); for (let i = 0; i < 100_000; i++) e = new AggregateError([e]); console.error(e);",
    'a deep value to the console':
      'let deep = []; for (let i = 0; i < 1_000_000; i++) deep = [deep]; console.log(deep);',
    'a value to the console that contains itself':
      'console.log(globalThis, user, [user, context]); user.self = user; console.log(user); delete user.self;',
  };
  for (const [name, text] of Object.entries(either)) {
    it(name, (test) => attack(test, text, { expect: 'either' }));
  }
});
