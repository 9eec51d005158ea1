import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryRules } from '../worker/try-rules.ts';

/** What an expression is inside a rule; of an error its text. */
async function value(expression: string, library: readonly string[] = []): Promise<unknown> {
  const rule = `function (user, context, callback) {
    try { user.value = ${expression} } catch (e) { user.value = String(e) } callback(null, user, context) }`;
  const { notes, user } = await tryRules([rule], { library });
  assert.deepEqual(notes[0]?.ending, { kind: 'next' });
  return user.value;
}

const refused = 'RangeError: this is longer than a rule can work with';

test('built-in functions that would never stop are refused', async () => {
  const calls = [
    'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
    'Array.prototype.reverse.call({ length: 2 ** 53 - 1 })',
    '(() => { const a = []; a.length = 2 ** 32 - 1; return a.includes(1) })()',
    '[].concat((() => { const a = []; a.length = 2 ** 32 - 1; return a })())',
    'new Array(1e9).fill(0)',
    'Array.from({ length: 2 ** 32 - 1 })',
    'String.raw({ raw: { length: 2 ** 53 - 1 } })',
    `'x'.repeat(2 ** 27)`,
    `'x'.padStart(2 ** 28)`,
    `'\\u0301'.repeat(1e6).normalize('NFD')`,
    `'\\u0301'.repeat(1e6).localeCompare('a')`,
    `'a'.repeat(5e6).replace(/a/g, 'bb')`,
    '(1n << 200000n).toString()',
    'new Set([1]).union({ size: 1e9, has() {}, keys() {} })',
    'Object.entries(new Uint8Array(2e6))',
  ];
  for (const call of calls) assert.equal(await value(call), refused, call);
});

test('guarded functions are what they were', async () => {
  assert.deepEqual(await value('[Array.prototype.map.name, Array.prototype.map.length, Array.from.length]'), [
    'map',
    1,
    1,
  ]);
  assert.equal(await value(`'prototype' in Array.prototype.map`), false);
  assert.equal(
    await value('new Array.prototype.map()'),
    'TypeError: Array.prototype.map is not a constructor',
  );
  assert.deepEqual(await value('Object.keys(Array.prototype)'), []);
  assert.equal(await value('(class A extends Array {}).from([1, 2]).map((x) => x) instanceof Array'), true);
  assert.equal(
    await value(
      'new (class A extends Array { last() { return this[this.length - 1] } })(1, 2, 3).slice(1).last()',
    ),
    3,
  );
  assert.equal(await value('Array.prototype.map.call("abc", (x) => x + x).join("")'), 'aabbcc');
  assert.equal(
    await value('(() => { try { [].reduce((a) => a) } catch (e) { return e instanceof TypeError } })()'),
    true,
  );
});

test('large but legal work is done', async () => {
  assert.equal(await value('new Array(1e5).fill(1).map((x, i) => i).filter((x) => x % 2).length'), 50_000);
  assert.equal(await value(`'x'.repeat(1e6).split('').length`), 1_000_000);
  assert.equal(await value('String(2n ** 1000n).length'), 302);
});

test('formatters are limited', async () => {
  const many = '(() => { for (let i = 0; i < 1000; i += 1) new Intl.NumberFormat() })()';
  assert.equal(await value(many), 'RangeError: a login can make 200 formatters: make one and keep it');
});

test('errors on a full stack are those of the room', async () => {
  for (const action of [
    'setTimeout(() => {})',
    'console.log(1)',
    'global.configuration',
    `require('x')`,
    'clearTimeout(5)',
  ]) {
    const own = `(() => {
      const caught = [];
      let frames = 0;
      const dive = () => {
        try { dive() } catch (full) {
          frames += 1;
          if (frames < 400) try { ${action} } catch (e) { caught.push(e) }
          throw full;
        }
      };
      try { dive() } catch (e) {}
      return caught.length > 0 && caught.every((e) => e.constructor.constructor('return this')() === globalThis)
    })()`;
    assert.equal(await value(own), true, action);
  }
});

test('what a rule is given leads back to its own room only', async () => {
  const roots = [
    'callback',
    'configuration',
    'require',
    'global',
    'console.log',
    'setTimeout',
    'process.nextTick',
    'user',
    'Intl.NumberFormat',
    'ArrayBuffer',
  ];
  for (const root of roots) {
    const own = `(${root}).constructor.constructor('return this')() === globalThis`;
    assert.equal(await value(own), true, root);
  }
});

test('a rule cannot change how the next one is judged', async () => {
  const spoil = `function (user, context, callback) {
    const nothing = () => undefined;
    for (const owner of [Array.prototype, Map.prototype, Promise.prototype, String.prototype, Function.prototype, Reflect, JSON]) {
      for (const name of Object.getOwnPropertyNames(owner)) {
        if (name !== 'constructor') try { owner[name] = nothing } catch (e) {}
      }
    }
    UnauthorizedError = class {}; Error.prototype.name = 'UnauthorizedError';
    Object.prototype.kind = 'next'; Object.prototype.toJSON = () => ({ spoiled: true });
    callback() }`;
  const deny =
    'function (user, context, callback) { delete Object.prototype.toJSON; const e = new Error("no"); callback(e) }';
  const { notes } = await tryRules([spoil, deny]);
  assert.deepEqual(
    notes.map(({ ending }) => ending.kind),
    ['next', 'deny'],
  );
});

test('packages that look for their surroundings find them', async () => {
  assert.equal(await value(`require('lodash').template('<%= a %>')({ a: 1 })`, ['lodash']), '1');
  assert.equal(await value(`typeof require('bluebird').resolve`, ['bluebird']), 'function');
});
