import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../runtime/index.ts';
import { openSteps, ruleOf } from '../runtime/javascript-rule.ts';
import { attack, HARMLESS, memoryOf, openArena, SHORT } from './harness.ts';

/** Room for what is to be filled, and time to fill it. */
const ROOMY = { slice: 1200, chain: 5000 };

describe('rules that take memory for ever', () => {
  const fillers: Readonly<Record<string, string>> = {
    texts: "const kept = []; for (let i = 0;; i++) kept.push('x'.repeat(10_000) + i);",
    'a text that doubles': "let text = 'x'; for (;;) text += text;",
    'a text that is flattened':
      "let text = 'x'.repeat(1e6); const kept = []; for (;;) { text += 'y'; kept.push(JSON.parse(JSON.stringify(text))); }",
    lists: 'const kept = []; for (;;) kept.push(new Array(1000).fill(kept));',
    'one list': 'const kept = []; for (;;) kept.push(kept.length);',
    'one list that is asked for at once':
      'const kept = []; for (;;) kept.push(new Array(9_000_000).fill(0));',
    records: 'const kept = {}; for (let i = 0;; i++) kept["k" + i] = { i };',
    'typed arrays': 'const kept = []; for (;;) kept.push(new Uint8Array(1e6).fill(1));',
    'large buffers': 'const kept = []; for (;;) kept.push(new ArrayBuffer(50_000_000));',
    'buffers of the library': 'const kept = []; for (;;) kept.push(Buffer.alloc(1e6, 1));',
    'a Map': 'const kept = new Map(); for (let i = 0;; i++) kept.set(i, i);',
    'a Set': 'const kept = new Set(); for (let i = 0;; i++) kept.add(i);',
    'a WeakMap':
      'const kept = new WeakMap(), keys = []; for (;;) { const key = {}; keys.push(key); kept.set(key, [key]); }',
    JSON: "const text = JSON.stringify(new Array(100_000).fill('x')); const kept = []; for (;;) kept.push(JSON.parse(text));",
    'JSON that becomes text':
      'const list = []; for (;;) { list.push(list.length); if (list.length % 1e5 === 0) list.text = [list.text, JSON.stringify(list)]; }',
    closures:
      'const kept = []; for (let i = 0;; i++) { const data = new Array(100).fill(i); kept.push(() => data); }',
    symbols: "const kept = []; for (let i = 0;; i++) kept.push(Symbol('x'.repeat(100) + i));",
    'symbols that are registered': "for (let i = 0;; i++) Symbol.for('x'.repeat(1000) + i);",
    'names of properties': "for (let i = 0;; i++) ({})['x'.repeat(1000) + i];",
    'big numbers': 'const kept = []; for (;;) kept.push(1n << 1_000_000n);',
    promises: 'const kept = []; for (;;) kept.push(new Promise(() => {}));',
    'promises that wait for one another':
      'let last = Promise.resolve(); const kept = []; for (;;) kept.push((last = last.then(() => kept)));',
    generators:
      'const kept = []; for (;;) { const g = (function* () { yield new Array(100).fill(1); })(); g.next(); kept.push(g); }',
    functions: "const kept = []; for (let i = 0;; i++) kept.push(new Function('return ' + i));",
    classes: 'const kept = []; for (;;) kept.push(class { static x = new Array(100).fill(1); });',
    'template caches':
      "for (let i = 0;; i++) new Function('f', 'f`' + 'x'.repeat(1000) + i + '`')((parts) => (kept.push(parts)));".replace(
        'for',
        'const kept = []; for',
      ),
    'regular expressions':
      "const kept = []; for (let i = 0;; i++) { const r = new RegExp('(x' + i + '|y)*z'); r.test('xyz'); kept.push(r); }",
    formatters:
      "const kept = []; for (;;) kept.push(new Intl.DateTimeFormat('de', { timeZone: 'Asia/Tokyo' }));",
    'dates in words':
      "const kept = []; for (let i = 0;; i++) kept.push(new Date(i * 1e7).toLocaleString(['de', 'fr', 'ja'][i % 3]));",
    errors: "const kept = []; for (;;) kept.push(new Error('x'.repeat(1000)));",
    'stacks of errors':
      'const kept = []; function deep(n) { if (n) return deep(n - 1); kept.push(new Error().stack); } for (;;) deep(100);',
    proxies: 'let p = {}; const kept = []; for (;;) kept.push((p = new Proxy(p, {})));',
    iterators: 'const kept = []; for (;;) kept.push([1, 2, 3][Symbol.iterator]().map((x) => x));',
    'the global object': "for (let i = 0;; i++) global['x' + i] = new Array(100).fill(i);",
    'the user': "for (let i = 0;; i++) user['x' + i] = new Array(100).fill(i);",
    'splitting a text': "const kept = []; for (;;) kept.push('a,'.repeat(1e6).split(','));",
    'copies of the user': 'const kept = []; for (;;) kept.push(structuredClone(user));'.replace(
      'structuredClone(user)',
      'JSON.parse(JSON.stringify(user))',
    ),
  };
  for (const [name, text] of Object.entries(fillers)) {
    it(name, (test) => attack(test, text, { limits: ROOMY }));
  }
});

describe('rules that ask for very much at once', () => {
  const greedy: Readonly<Record<string, string>> = {
    'a buffer of 4 GB': 'new ArrayBuffer(4e9);',
    'a list of a thousand million': 'new Array(1e9).fill(0);',
    'a list that grows at its end': 'const list = []; list[2 ** 32 - 2] = 1; list.push(1); list.push(2);',
    'a text of 500 MB': "'x'.repeat(2 ** 29 - 24) + 'y';",
    'padding to 500 MB': "'x'.padEnd(2 ** 29 - 24, 'ab') + 'y';",
    'joining to far more than there is room for': "new Array(9e6).fill('x'.repeat(500)).join('');",
    'replacing to very much': "'a'.repeat(2 ** 22 - 1).replace(/a/g, 'b'.repeat(100));",
    'a buffer that can grow':
      'const b = new ArrayBuffer(8, { maxByteLength: 2 ** 32 }); b.resize(2 ** 32); new Uint8Array(b).fill(1);',
    'memory that is shared': 'const b = new SharedArrayBuffer(2 ** 31); new Uint8Array(b).fill(1);',
    'memory of WebAssembly': 'new WebAssembly.Memory({ initial: 60_000 });',
    'a result of 100 MB': "user.x = 'x'.repeat(9_000_000); user.y = new Array(12).fill(user.x);",
    'a result of a million keys': "for (let i = 0; i < 1e6; i++) user['k' + i] = i;",
    'an error with a text of 100 MB': "throw new Error(new Array(12).fill('x'.repeat(9_000_000)).join(''));",
    'a parsed text of 9 MB':
      "const kept = []; for (let i = 0; i < 20; i++) kept.push(JSON.parse('[' + '{},'.repeat(3_000_000) + '{}]'));",
  };
  for (const [name, text] of Object.entries(greedy)) {
    it(name, (test) => attack(test, text, { limits: ROOMY }));
  }
});

describe('rules that write very much', () => {
  it('a flood of lines is cut off', async (test) => {
    const text =
      "for (let i = 0; i < 20_000; i++) console.log('x'.repeat(10_000), i, user); callback(null, user, context);";
    const expect = ({ log }: Report) => {
      assert.ok(log.length < 200);
      assert.ok(JSON.stringify(log).length < 1024 * 1024);
    };
    await attack(test, text, { expect, limits: ROOMY });
  });

  it('a flood without an end is ended', async (test) => {
    const expect = ({ outcome, log }: Report) => {
      assert.equal(outcome, 'failure');
      assert.ok(JSON.stringify(log).length < 1024 * 1024);
    };
    await attack(test, 'for (;;) console.error(new Array(1000).fill(user));', { expect });
  });
});

describe('memory over many logins', () => {
  /** Takes a tenant with this rule through so many logins, all of which are to be allowed. */
  async function take(test: Parameters<typeof openSteps>[0], text: string, logins: number) {
    const { workers, troubles, processes } = openArena();
    const before = troubles.length;
    const pipeline = await openSteps(test, [ruleOf(text)], {
      workers,
      ruleLimits: { ...SHORT, memory: 32, slice: 2000, chain: 10_000 },
    });
    const outcomes = new Map<string, number>();
    for (let left = logins; left > 0; left -= 20) {
      for (const { outcome } of await Promise.all(Array.from({ length: 20 }, () => pipeline.run(HARMLESS)))) {
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }
    const largest = Math.max(0, ...[...processes].map(memoryOf));
    return { outcomes: Object.fromEntries(outcomes), largest, troubles: troubles.slice(before) };
  }

  it('contexts of logins are not kept: a thousand of them fit through a small heap', async (test) => {
    const { outcomes, largest, troubles } = await take(test, 'callback(null, user, context);', 1000);
    assert.deepEqual([outcomes, troubles], [{ allow: 1000 }, []]);
    assert.ok(largest < 450, `${largest} MiB`);
  });

  it('what logins keep in `global` goes with the isolate when that is full, and nobody fails', async (test) => {
    const text =
      'global.kept = global.kept || []; global.kept.push(new Array(30_000).fill(Math.random())); callback(null, user, context);';
    const { outcomes, largest } = await take(test, text, 1000);
    assert.deepEqual(outcomes, { allow: 1000 });
    assert.ok(largest < 450, `${largest} MiB`);
  });

  it('contexts that `global` holds on to go with the isolate, too', async (test) => {
    const text =
      'global.kept = global.kept || []; global.kept.push(() => user); callback(null, user, context);';
    const { outcomes, largest } = await take(test, text, 1000);
    assert.deepEqual(outcomes, { allow: 1000 });
    assert.ok(largest < 450, `${largest} MiB`);
  });
});
