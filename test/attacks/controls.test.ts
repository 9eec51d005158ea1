import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { runParts } from './run-in-pool.ts';

/** What ordinary rules do, and what comes out: the guards must not be in their way. */
const HARMLESS: Readonly<Record<string, readonly [body: string, expected: unknown]>> = {
  'implicit globals': [`total = 0; for (index = 0; index < 3; index++) total += index; found = total;`, 3],
  'a toString of its own': [
    `const o = {}; o.toString = function () { return 'own'; }; found = '' + o + String(o);`,
    'ownown',
  ],
  'a valueOf of its own': [
    `function Money(n) { this.n = n; } Money.prototype.valueOf = function () { return this.n; }; found = new Money(2) + new Money(3);`,
    5,
  ],
  'names of errors': [
    `const err = new Error('x'); err.name = 'Own'; err.code = 7; found = [String(err), err instanceof Error, typeof err.stack];`,
    ['Own: x', true, 'string'],
  ],
  'errors as functions': [
    `function Own(m) { this.message = m; Error.captureStackTrace(this, Own); } Own.prototype = Object.create(Error.prototype); Own.prototype.constructor = Own; try { throw new Own('m'); } catch (e) { found = [e.message, e instanceof Own, typeof e.stack]; }`,
    ['m', true, 'string'],
  ],
  'classes of errors': [
    `class Own extends Error { constructor(m) { super(m); this.name = 'Own'; } } class More extends Own {} found = new More('m') instanceof Own && new More('m').toString();`,
    'Own: m',
  ],
  generators: [
    `function* count(to) { for (let i = 0; i < to; i++) yield i; } found = [...count(4)].concat(Array.from(count(2)));`,
    [0, 1, 2, 3, 0, 1],
  ],
  'new Function': [`found = new Function('a', 'b', 'return a + b')(1, 2) + eval('1 + 1');`, 5],
  getters: [
    `const o = { get a() { return this.b * 2; }, set a(v) { this.b = v; }, b: 1 }; o.a = 4; found = [o.a, Object.keys(o)];`,
    [8, ['a', 'b']],
  ],
  dates: [
    `const d = new Date(2020, 1, 29); d.setFullYear(d.getFullYear() + 1); found = [d.getMonth(), new Date(0).toISOString(), new Date('2020-01-01') - new Date('2019-12-31'), Date.UTC(2000, 0), typeof Date(), isNaN(new Date('x'))];`,
    [2, '1970-01-01T00:00:00.000Z', 86400000, 946684800000, 'string', true],
  ],
  'sorting 50,000 items': [
    `const list = []; for (let i = 0; i < 50000; i++) list.push((i * 7919) % 50000); list.sort((a, b) => a - b); found = [list[0], list[49999], list.indexOf(777), list.includes(-1), list.filter((x) => x % 2).length, list.slice(10, 12), list.reduce((a, b) => a + b)];`,
    [0, 49999, 777, false, 25000, [10, 11], 1249975000],
  ],
  'texts of a million characters': [
    `const s = 'ab,'.repeat(350000); found = [s.length, s.split(',').length, s.replace(/a/g, 'cc').length, s.indexOf('ab,', 1000000), s.toUpperCase().slice(-3), JSON.parse(JSON.stringify(s)).length, encodeURIComponent(s).length];`,
    [1050000, 350001, 1400000, 1000002, 'AB,', 1050000, 1750000],
  ],
  'a hierarchy of classes': [
    `class A { #x = 1; static of() { return new this(); } get x() { return this.#x; } m() { return 'A'; } } class B extends A { m() { return super.m() + 'B'; } } class C extends B { m() { return super.m() + 'C'; } } found = [C.of().m(), C.of().x, Object.getPrototypeOf(C) === B];`,
    ['ABC', 1, true],
  ],
  'old inheritance': [
    `function A() {} A.prototype.m = function () { return 'A'; }; function B() { A.call(this); } B.prototype = new A(); B.prototype.constructor = B; B.prototype.n = function () { return this.m() + 'B'; }; found = new B().n();`,
    'AB',
  ],
  'labelled loops': [
    `found = 0; outer: for (let i = 0; i < 9; i++) { for (let j = 0; j < 9; j++) { if (j === 3) continue outer; if (i === 3) break outer; found++; } }`,
    9,
  ],
  'the with statement': [`with ({ a: 1, b: 2 }) { found = a + b; }`, 3],
  'regular expressions': [
    `found = ['2020-01-02'.match(/(?<y>\\d+)-(?<m>\\d+)/).groups.y, 'aBc'.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase()), /^(?:[\\w.+-]+)@([\\w-]+\\.)+\\w+$/.test(user.email), [...'a1b2'.matchAll(/\\d/g)].length, 'x'.padStart(3, '-'), 'a-b-c'.split(/-/)];`,
    ['2020', 'a_bc', true, 2, '--x', ['a', 'b', 'c']],
  ],
  'Intl and toLocaleString': [
    `found = [(1234.5).toLocaleString('en-US'), new Date(0).toLocaleDateString('en-US', { timeZone: 'UTC' }), new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(1).replace(/\\s/, ' '), typeof Intl.DateTimeFormat().resolvedOptions().timeZone, ['b', 'a'].sort(new Intl.Collator('en').compare), 'ä'.localeCompare('z', 'de')];`,
    ['1,234.5', '1/1/1970', '1,00 €', 'string', ['a', 'b'], -1],
  ],
  'recursion to a depth of 5,000': [
    `const deep = (n) => (n === 0 ? 0 : 1 + deep(n - 1)); found = deep(5000);`,
    5000,
  ],
  'maps, sets and symbols': [
    `const m = new Map([[{}, 1]]); const s = new Set([1, 1, 2]); const k = Symbol('k'); found = [m.size, [...s], { [k]: 1 }[k], new WeakMap([[m, 2]]).get(m), s.union ? [...s.union(new Set([3]))] : [1, 2, 3]];`,
    [1, [1, 2], 1, 2, [1, 2, 3]],
  ],
  'binary data': [
    `found = [Buffer.from('häß').toString('base64'), new Uint8Array([1, 2, 300]).join(), new DataView(new ArrayBuffer(4)).byteLength, atob(btoa('x')), new TextDecoder().decode(new TextEncoder().encode('ü'))];`,
    ['aMOkw58=', '1,2,44', 4, 'x', 'ü'],
  ],
  'proxies and reflection': [
    `const p = new Proxy({ a: 1 }, { get: (t, k) => (k in t ? t[k] : 'none') }); found = [p.a, p.b, Reflect.ownKeys({ a: 1, b: 2 }), Reflect.has({ a: 1 }, 'a')];`,
    [1, 'none', ['a', 'b'], true],
  ],
  'functions of lists on what is like a list': [
    `found = [Array.prototype.slice.call({ 0: 'a', length: 1 }), Array.prototype.map.call('abc', (c) => c + c), [].concat.apply([], [[1], [2]]), Math.max.apply(null, [1, 3, 2]), (function () { return [].slice.call(arguments, 1); })(1, 2)];`,
    [['a'], ['aa', 'bb', 'cc'], [1, 2], 3, [2]],
  ],
  polyfills: [
    `if (!String.prototype.shout) String.prototype.shout = function () { return this.toUpperCase() + '!'; }; Array.prototype.last = function () { return this[this.length - 1]; }; found = ['x'.shout(), [1, 2].last()]; delete Array.prototype.last;`,
    ['X!', 2],
  ],
  numbers: [
    `found = [0.1 + 0.2, parseInt('08'), (255).toString(16), Number('1e3'), (1.005).toFixed(1), 2n ** 64n + '', BigInt(5).toString(), Number.MAX_SAFE_INTEGER];`,
    [0.1 + 0.2, 8, 'ff', 1000, '1.0', '18446744073709551616', '5', 9007199254740991],
  ],
  'names with a meaning': [
    `const o = Object.create(null); o.hasOwnProperty = 1; const { constructor } = {}; found = [o.hasOwnProperty, constructor === Object, ({}).hasOwnProperty('x'), typeof undefined, void 0 === undefined];`,
    [1, true, false, 'undefined', true],
  ],
  'this and hoisting': [
    `found = [typeof hoisted(), typeof (function () { return this; })(), v === undefined]; var v = 1; function hoisted() { return 'x'; }`,
    ['string', 'object', true],
  ],
};

describe('under the guards', () => {
  for (const [what, [body, expected]] of Object.entries(HARMLESS)) {
    it(`work ${what}`, async (test) => {
      const rule = ruleOf(
        `function harmless(user, context, callback) {\n${body}\ncontext.found = found; callback(null, user, context); }`,
      );
      const report = await runParts(test, [rule], { ruleLimits: { slice: 5000, chain: 20_000 } });
      assert.deepEqual([report.outcome, report.log], ['allow', []]);
      const found = JSON.parse(JSON.stringify(report.context.found));
      assert.deepEqual(found, expected);
    });
  }

  for (const [what, text] of [
    [
      'async and await',
      `async function (user, context, callback) { let sum = 0; for await (const n of [Promise.resolve(1), 2]) sum += n; await new Promise((done) => setTimeout(done, 5)); context.found = sum; return callback(null, user, context); }`,
    ],
    [
      'chains of promises',
      `function (user, context, callback) { Promise.all([1, Promise.resolve(2)]).then(([a, b]) => a + b).catch(callback).then((sum) => { context.found = sum; callback(null, user, context); }); }`,
    ],
    [
      'callbacks of `async`',
      `function (user, context, callback) { require('async').waterfall([(next) => setTimeout(() => next(null, 1), 1), (one, next) => next(null, one + 2)], (error, sum) => { context.found = sum; callback(error, user, context); }); }`,
    ],
    [
      'promises of `bluebird`',
      `function (user, context, callback) { require('bluebird').delay(1).then(() => 3).tap(() => 0).then((sum) => { context.found = sum; callback(null, user, context); }); }`,
    ],
    [
      'arguments by other names',
      `function (u, c, cb) { c.found = 3; cb(null, arguments[0], arguments[1]); }`,
    ],
    [
      'an immediately invoked function',
      `function (user, context, callback) { (async () => { context.found = await 3; })().then(() => callback(null, user, context), callback); }`,
    ],
    [
      'timers',
      `function (user, context, callback) { let count = 0; const timer = setInterval(() => { if ((count += 1) === 3) { clearInterval(timer); context.found = count; callback(null, user, context); } }, 1); }`,
    ],
    [
      'process.nextTick',
      `function (user, context, callback) { process.nextTick((found) => { context.found = found; callback(null, user, context); }, 3); }`,
    ],
  ] as const) {
    it(`work ${what}`, async (test) => {
      const report = await runParts(test, [ruleOf(text)]);
      assert.deepEqual([report.outcome, report.context.found], ['allow', 3], JSON.stringify(report.log));
    });
  }

  it('works what an ordinary login needs', async (test) => {
    const report = await runParts(test, [
      `user.app_metadata = user.app_metadata || {}; context.idToken['https://example.com/email'] = user.email.split('@').pop(); callback(null, user, context);`,
    ]);
    assert.deepEqual(
      [report.idToken, report.user.email],
      [{ 'https://example.com/email': 'example.com' }, LOGIN.user.email],
    );
  });
});
