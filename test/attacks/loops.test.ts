import { describe, it } from 'node:test';
import { serve } from '../capabilities/local-server.ts';
import { attack } from './harness.ts';

/** Methods that go through all that a length promises, in native code. */
const METHODS = [
  ...['indexOf', 'lastIndexOf', 'includes', 'join', 'reverse', 'slice', 'splice', 'shift', 'unshift', 'flat'],
  ...['copyWithin', 'fill', 'sort', 'toReversed', 'toSorted', 'toSpliced', 'concat', 'toLocaleString'],
];
const VISITORS = [
  ...['forEach', 'some', 'every', 'reduce', 'reduceRight', 'map', 'filter', 'find', 'findIndex'],
  ...['findLast', 'findLastIndex', 'flatMap'],
];

describe('loops in native code that nobody can stop', () => {
  for (const method of METHODS) {
    const argument = method === 'concat' ? 'Object.assign([], { length: 2 ** 32 - 1 })' : '1';
    it(`${method} on what says that it is very long`, (test) =>
      attack(test, `Array.prototype.${method}.call({ length: 2 ** 53 - 1 }, ${argument}, 2, 3);`));
  }

  for (const method of VISITORS) {
    it(`${method} on what says that it is very long`, (test) =>
      attack(test, `Array.prototype.${method}.call({ length: 2 ** 53 - 1 }, () => false, 0);`));
  }

  const sparse = 'const list = []; list.length = 2 ** 32 - 1;';
  const others: Readonly<Record<string, string>> = {
    'indexOf on a sparse list': `${sparse} list.indexOf(1);`,
    'sort of a sparse list': `${sparse} list[5] = 1; list.sort();`,
    'join of a sparse list': `${sparse} list.join('');`,
    'a loop of indexOf on a long list':
      'const list = new Array(9_000_000).fill(0); for (;;) Array.prototype.indexOf.call(list, 1);',
    'spreading what is spreadable': `const list = { length: 2 ** 53 - 2, [Symbol.isConcatSpreadable]: true }; [].concat(list);`,
    'a length that is an object':
      'Array.prototype.indexOf.call({ length: { valueOf: () => 2 ** 53 - 1 } }, 1);',
    'a length that is another one the second time':
      'let seen = 0; Array.prototype.indexOf.call({ get length() { return seen++ ? 2 ** 53 - 1 : 1; } }, 1);',
    'a length that is a text': "Array.prototype.includes.call({ length: '9007199254740991' }, 1);",
    'Array.from': 'Array.from({ length: 2 ** 32 - 1 });',
    'Array.fromAsync':
      'Array.fromAsync({ length: 2 ** 53 - 1 }).then(() => callback(null, user, context), callback);',
    'Array.of with apply': 'Array.of.apply(null, { length: 2 ** 26 });',
    'apply with a long list of arguments': 'Math.max.apply(null, new Array(1e8));',
    'Reflect.apply with a made-up length': 'Reflect.apply(Math.max, null, { length: 2 ** 53 - 1 });',
    'String.raw': 'String.raw({ raw: { length: 2 ** 53 - 1 } });',
    'a text of a huge number': '`${3n ** (2n ** 24n)}`;',
    'BigInt.prototype.toString': '(1n << 30_000_000n).toString();',
    'a huge power': '3n ** (2n ** 30n);',
    'multiplying huge numbers for ever': 'let n = 3n; for (;;) n *= n;',
    'BigInt of a long text': "BigInt('9'.repeat(9_000_000));",
    'parseInt of a long text': "for (;;) parseInt('9'.repeat(9_000_000), 7);",
    'normalize of combining marks': "'\\u0300\\u0316'.repeat(750_000).normalize('NFC');",
    'localeCompare of combining marks':
      "'\\u0300\\u0316'.repeat(750_000).localeCompare('\\u0316\\u0300'.repeat(750_000));",
    'comparing with a collator':
      "new Intl.Collator().compare('\\u0300\\u0316'.repeat(750_000), '\\u0316\\u0300'.repeat(750_000));",
    'JSON.parse again and again': "const text = `[${'1,'.repeat(900_000)}1]`; for (;;) JSON.parse(text);",
    'JSON.stringify of a made-up list':
      'JSON.stringify(new Proxy([], { get: (_, key) => key === "length" ? 2 ** 53 - 1 : 0 }));',
    'replaceAll of very many': "'a'.repeat(2 ** 22 - 1).replaceAll('a', 'bbbb'.repeat(20));",
    'replace of very many': "'a'.repeat(2 ** 22 - 1).replace(/a/g, () => 'bbbb'.repeat(100));",
    'split into very many': "for (const kept = [];;) kept.push('a'.repeat(2 ** 22 - 1).split(''));",
    'a regular expression whose exec is made up':
      "RegExp.prototype[Symbol.replace].call({ exec: () => ({ length: 2 ** 53 - 1, index: 0, 0: 'a' }), flags: 'g', global: true }, 'a', 'b');",
    'a regular expression that never gets on':
      "RegExp.prototype[Symbol.match].call({ exec: () => [''], flags: 'g', lastIndex: 0, set lastIndex(_) {} }, 'a');",
    'a regular expression with a proxy as its last index':
      "const r = /a/y; r.lastIndex = new Proxy({}, { get() { for (;;); } }); r.exec('a');",
    'a species that is a proxy':
      'const list = [1, 2]; list.constructor = { [Symbol.species]: function () { return new Proxy([], { defineProperty() { for (;;); }, set() { for (;;); } }); } }; list.map(() => 1);',
    'union of a set with what says that it is huge':
      'new Set([1]).union({ size: Infinity, has: () => true, keys: () => ({ next: () => ({ done: false, value: {} }) }) });',
    'a set of a list without an end':
      'new Set({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) });',
    'Object.fromEntries without an end':
      'Object.fromEntries({ [Symbol.iterator]: () => ({ next: () => ({ value: [1, 1], done: false }) }) });',
    'entries of typed arrays': 'Object.entries(new Uint8Array(40_000_000));',
    'a prototype chain that is a proxy':
      'const p = new Proxy({}, { getPrototypeOf: (t) => p }); for (;;) p instanceof Array;',
    'a list of arguments that never ends': 'Math.max(...{ *[Symbol.iterator]() { for (;;) yield 1; } });',
    'typed arrays of made-up length': 'new Float64Array({ length: 2 ** 33 });',
    'filling large buffers for ever': 'const bytes = new Uint8Array(30_000_000); for (;;) bytes.fill(1);',
    'sorting large buffers':
      'const b = new Float64Array(3_000_000).map(Math.random); for (;;) b.sort((x, y) => y - x);',
    'encodeURIComponent again and again':
      "const text = '\\u20ac'.repeat(1_000_000); for (;;) encodeURIComponent(text);",
    'dates in a loop': "for (;;) new Date().toLocaleString('de', { timeZone: 'Europe/Berlin' });",
    'Intl with very many locales':
      "Intl.DateTimeFormat.supportedLocalesOf(new Array(2_000_000).fill('de-DE-u-co-phonebk'));",
  };
  for (const [name, text] of Object.entries(others))
    it(name, (test) => attack(test, text, { expect: 'either' }));
});

describe('loops that a clock can stop', () => {
  const loops: Readonly<Record<string, string>> = {
    'an empty loop': 'for (;;);',
    'a loop that catches everything': 'for (;;) try { for (;;); } catch (e) {}',
    'a loop in finally': 'try { throw 1; } finally { for (;;); }',
    'a generator without an end': 'for (const _ of (function* () { for (;;) yield 1; })());',
    'a comparison that never decides': '[3, 2, 1].sort(() => { for (;;); });',
    'a comparison without sense':
      'for (;;) Array.from({ length: 1e5 }, Math.random).sort(() => Math.random() - 0.5);',
    'a getter': 'user.x = { get y() { for (;;); } }; user.x.y;',
    'toString of a key': 'user[{ toString() { for (;;); } }] = 1;',
    'valueOf in arithmetic': '1 + { valueOf() { for (;;); } };',
    'a template tag': '((parts) => { for (;;); })`x`;',
    'a trap of a proxy':
      'new Proxy({}, { has() { for (;;); } }); "x" in new Proxy({}, { has() { for (;;); } });',
    'a class with a static block': 'class A { static { for (;;); } }',
    'a default of a parameter': '((a = (() => { for (;;); })()) => a)();',
    'the source of a large function': "eval('1;'.repeat(600_000)); for (;;);",
    'compiling for ever': "for (;;) new Function('return ' + '1+'.repeat(100_000) + '1');",
    'a function made of text': "new Function('for (;;);')();",
    'a timer': 'setTimeout(() => { for (;;); callback(); }, 1);',
    'an interval': 'setInterval(() => { for (;;); callback(); }, 1);',
    setImmediate: 'setImmediate(() => { for (;;); callback(); });',
    'a promise job': 'Promise.resolve().then(() => { for (;;); callback(); });',
    'a promise job that starts another one before':
      'function bad() { Promise.resolve().then(() => { bad(); for (;;); }); } bad(); for (;;); callback();',
    'a thenable': 'Promise.resolve({ then() { for (;;); callback(); } });',
    'await in a loop': '(async () => { for (;;) await null; callback(); })();',
    queueMicrotask: 'const again = () => queueMicrotask(again); again(); setTimeout(callback, 1);',
    'process.nextTick': 'const again = () => process.nextTick(again); again(); setTimeout(callback, 1);',
    'writing to the console':
      'console.log({ get x() { for (;;); }, toString() { for (;;); }, toJSON() { for (;;); } }); for (;;);',
    'after its end': 'callback(null, user, context); for (;;);',
    'a getter of the result': 'Object.defineProperty(user, "x", { enumerable: true, get() { for (;;); } });',
    'toJSON of the result': 'user.x = { toJSON() { for (;;); } };',
    'a message that is a getter':
      "const e = new Error('x'); Object.defineProperty(e, 'message', { get() { for (;;); } }); throw e;",
    'a stack that is a getter':
      "const e = new Error('x'); Object.defineProperty(e, 'stack', { get() { for (;;); } }); throw e;",
    'a proxy that is thrown':
      'throw new Proxy(new Error(), { get() { for (;;); }, getPrototypeOf() { for (;;); } });',
    'a rejection with such an error':
      "Promise.reject(Object.defineProperty(new Error('x'), 'stack', { get() { for (;;); } })); setTimeout(() => callback(null, user, context), 50);",
    'rendering of stacks': 'Error.prepareStackTrace = () => { for (;;); }; new Error().stack; for (;;);',
  };
  for (const [name, text] of Object.entries(loops)) {
    const expect = /after its end|rejection/.test(name) ? 'either' : 'refused';
    it(name, (test) => attack(test, text, { expect }));
  }

  it('a loop after the host has answered', async (test) => {
    const server = await serve(test, (_, response) => response.end('{}'));
    const pipeline = {
      network: { allow: [`127.0.0.1:${server.port}`], private: ['127.0.0.0/8'] },
      configuration: { url: server.url },
    };
    for (const then of ['then', 'finally']) {
      await attack(test, `fetch(configuration.url).${then}(() => { for (;;); callback(); });`, { pipeline });
    }
    await attack(test, "require('request')(configuration.url, () => { for (;;); callback(); });", {
      pipeline,
    });
  });
});
