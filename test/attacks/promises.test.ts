import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../runtime/index.ts';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { attack, HARMLESS, openHostile } from './harness.ts';

describe('promises', () => {
  const refused: Readonly<Record<string, string>> = {
    'a flood of jobs':
      'const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); callback;',
    'a chain without an end': 'let p = Promise.resolve(); const f = () => { p = p.then(f); }; f(); callback;',
    'thenables that resolve with thenables':
      'const t = { then(resolve) { resolve(t); } }; Promise.resolve(t).then(callback);',
    'thenables that are made on the way':
      'const make = () => ({ then: (resolve) => resolve(make()) }); (async () => { await make(); callback(); })();',
    'a species that is a thenable':
      'class P extends Promise { static get [Symbol.species]() { for (;;); } } new P((r) => r()).then(() => callback(null, user, context));',
    'an asynchronous generator without an end':
      'async function* g() { for (;;) yield 1; } (async () => { for await (const _ of g()); callback(); })();',
    'an asynchronous generator that waits for itself':
      'async function* g() { yield* g(); } (async () => { for await (const _ of g()); callback(); })();',
    'one that never settles': 'new Promise(() => {}).then(() => callback(null, user, context));',
    'a thenable that never settles':
      '(async () => { await { then() {} }; callback(null, user, context); })();',
    'Promise.all of very many':
      'Promise.all(Array.from({ length: 3_000_000 }, () => Promise.resolve())).then(() => { for (;;) callback; });',
    'Promise.race without an end': 'const f = () => Promise.race([1, 2]).then(f); f(); callback;',
    'a rejection of its own function': "return Promise.reject(new Error('x')); callback;",
    'an asynchronous rule that throws':
      "return (async () => { await null; throw new Error('x'); callback; })();",
    'a promise whose `then` throws': 'return { get then() { throw new Error("x"); } }; callback;',
    'a promise whose `then` is looked up for ever': 'return { get then() { for (;;); } }; callback;',
  };
  for (const [name, text] of Object.entries(refused)) {
    it(name, (test) => attack(test, text, { limits: { chain: 1500 } }));
  }

  const either: Readonly<Record<string, string>> = {
    'rejections that nobody handles':
      "for (let i = 0; i < 10_000; i++) Promise.reject(new Error('x' + i)); callback(null, user, context);",
    'rejections with odd values':
      'for (const x of [null, undefined, 1, Symbol("x"), 1n, {}, Object.create(null), new Proxy({}, {}), () => 1]) Promise.reject(x); setTimeout(() => callback(null, user, context), 5);',
    'rejections that loop when they are told':
      "Promise.reject(Object.defineProperty({}, 'message', { get() { for (;;); } })); setTimeout(() => callback(null, user, context), 5);",
    'rejections after the end':
      "callback(null, user, context); setTimeout(() => Promise.reject(new Error('late')), 20);",
    'an asynchronous function that throws after the end':
      "callback(null, user, context); (async () => { await null; throw new Error('late'); })();",
    'a flood of jobs after the end':
      'callback(null, user, context); setTimeout(() => { const f = () => Promise.resolve().then(f); f(); }, 20);',
    'a rejection that is handled late':
      "const p = Promise.reject(new Error('x')); setTimeout(() => { p.catch(() => {}); callback(null, user, context); }, 20);",
    'subclasses with odd constructors':
      'class P extends Promise { constructor(run) { super((a, b) => { a(1); run(a, b); run(b, a); }); } } P.resolve(1).then(() => {}).finally(() => {}); callback(null, user, context);',
    'another `then` for all':
      'Promise.prototype.then = function () { for (;;); }; (async () => { await 1; callback(null, user, context); })();',
    'a `then` for all objects':
      'Object.prototype.then = function (resolve) { resolve(1); }; (async () => { await {}; callback(null, user, context); })();',
  };
  for (const [name, text] of Object.entries(either)) {
    it(name, (test) => attack(test, text, { expect: 'either' }));
  }
});

describe('promises that a login leaves behind', () => {
  const left: Readonly<Record<string, string>> = {
    'a rejection': "Promise.reject(new Error('left behind')); callback(null, user, context);",
    'a rejection in `global`':
      'global.left = new Promise((_, reject) => { global.reject = reject; }); callback(null, user, context);',
    'a timer that rejects':
      "setTimeout(() => Promise.reject(new Error('left behind')), 150); callback(null, user, context);",
    'a job that throws':
      "queueMicrotask(() => { throw new Error('left behind'); }); callback(null, user, context);",
    'a loop after its end':
      "callback(null, user, context); Promise.resolve().then(() => { throw new Error('left behind'); }); for (;;);",
  };
  for (const [name, text] of Object.entries(left)) {
    it(`${name} is nothing that the next login hears of`, async (test) => {
      const pipeline = await openHostile(
        test,
        `if (global.reject) global.reject(new Error('left behind')); ${text}`,
      );
      for (let round = 0; round < 3; round += 1) {
        const hostile = pipeline.run(LOGIN);
        const others: Report[] = [];
        for (let count = 0; count < 10; count += 1) others.push(await pipeline.run(HARMLESS));
        await hostile;
        for (const other of others)
          assert.deepEqual([other.outcome, other.message, other.log], ['allow', null, []]);
      }
    });
  }
});
