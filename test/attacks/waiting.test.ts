import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../runtime/index.ts';
import { attack } from './harness.ts';

describe('rules that wait', () => {
  const refused: Readonly<Record<string, string>> = {
    'for a lock': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    'for a lock on ordinary memory': 'Atomics.wait(new Int32Array(new ArrayBuffer(4)), 0, 0);',
    'for a lock without blocking':
      'Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0).value.then(() => callback(null, user, context));',
    'for code of another make': 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));',
    'for code of another make that comes later':
      'WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => callback(null, user, context));',
    'for a collection of what is left':
      'new FinalizationRegistry(() => callback(null, user, context)).register({}, 1);',
    'for the clock': 'const end = Date.now() + 60_000; while (Date.now() < end);',
    'for a finer clock': 'const end = performance.now() + 60_000; while (performance.now() < end);',
    'for nothing': 'void 0; // callback',
    'for a timer that is never':
      'setTimeout(() => callback(null, user, context), Infinity); clearTimeout(1); for (let i = 0; i < 1000; i++) clearTimeout(i);',
    'for an interval that never calls back': 'setInterval(() => {}, 1); // callback',
    'by asking for a module that comes later': "import('fs').then(() => callback(null, user, context));",
  };
  for (const [name, text] of Object.entries(refused)) {
    it(name, (test) => attack(test, text, { limits: { chain: 1000 } }));
  }
});

describe('timers by the thousand', () => {
  const floods: Readonly<Record<string, string>> = {
    'after a year': 'setTimeout(() => callback(null, user, context), 365 * 24 * 3600 * 1000);',
    'before the end':
      'for (let i = 0; i < 10_000; i++) setTimeout(() => {}, 1); callback(null, user, context);',
    'that start others':
      'const f = () => { setTimeout(f, 0); setTimeout(f, 0); }; f(); setTimeout(() => callback(null, user, context), 50);',
    'that are taken back':
      'for (let i = 0; i < 100_000; i++) clearTimeout(setTimeout(() => {}, 1)); callback(null, user, context);',
    'with odd arguments':
      "for (const x of [NaN, -1, 1e300, '5', {}, null, Symbol.iterator, 5n]) try { setTimeout(() => {}, x); } catch {} callback(null, user, context);",
    'made of text': "setTimeout('for (;;);', 1); setTimeout(() => callback(null, user, context), 20);",
    'with very many arguments':
      'setTimeout(() => callback(null, user, context), 1, ...new Array(50_000).fill(user));',
  };
  for (const [name, text] of Object.entries(floods)) {
    it(name, (test) => attack(test, text, { expect: 'either' }));
  }
});

describe('late work', () => {
  /** The login has been decided before: what comes late changes nothing, and ends. */
  const isDecided = ({ outcome, idToken, user }: Report) => {
    assert.equal(outcome, 'allow');
    assert.deepEqual(idToken, { 'https://example.com/hostile': true });
    assert.equal(user.late, undefined);
  };
  const late: Readonly<Record<string, string>> = {
    'that goes on for ever':
      'callback(null, user, context); setInterval(() => { user.late = 1; context.idToken.late = 1; }, 5);',
    'that comes after its time':
      'callback(null, user, context); setTimeout(() => { user.late = 1; for (;;); }, 2000);',
    'that computes for ever':
      'callback(null, user, context); setTimeout(() => { user.late = 1; for (;;); }, 20);',
    'that nobody can stop':
      'callback(null, user, context); setTimeout(() => { user.late = 1; `${3n ** (2n ** 24n)}`; }, 20);',
    'that fills the memory':
      'callback(null, user, context); setTimeout(() => { user.late = []; for (;;) user.late.push(new Array(1000)); }, 20);',
    'that calls back again':
      "callback(null, user, context); setTimeout(() => { user.late = 1; callback(new Error('late'), user, context); }, 20);",
    'that starts more late work':
      'callback(null, user, context); const f = () => { user.late = 1; setTimeout(f, 1); setTimeout(f, 1); }; f(); delete user.late;',
  };
  for (const [name, text] of Object.entries(late)) {
    it(name, (test) => attack(test, text, { expect: isDecided, linger: 1200 }));
  }
});
