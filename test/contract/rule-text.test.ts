import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTenant, telling } from './open-tenant.ts';

describe('the text of a rule', () => {
  const { run } = openTenant();

  const texts: Readonly<Record<string, string>> = {
    'without a name': 'function (user, context, callback) { callback(null, user, context); }',
    'with a name': 'function addClaims(user, context, callback) { callback(null, user, context); }',
    asynchronous:
      'async function (user, context, callback) { await null; return callback(null, user, context); }',
    'with other names for its parameters': 'function rule(profile, ctx, done) { done(null, profile, ctx); }',
    'with comments before it':
      '/**\n * @title Nothing\n */\n// more\nfunction (user, context, callback) { callback(); }',
    'with a comment behind it': 'function (user, context, callback) { callback(); } // the end',
    'with a semicolon behind it': 'function (user, context, callback) { callback(); };',
    'with the line ends of Windows':
      'function (user, context, callback) {\r\n  // next\r\n  callback(null, user, context);\r\n}\r\n',
    'that is strict': `function (user, context, callback) { 'use strict'; callback(null, user, context); }`,
    'that looks at its arguments': 'function () { arguments[2](null, arguments[0], arguments[1]); }',
    'that calls itself by its name':
      'function again(user, context, callback) { if (!context.again) { context.again = 1; return again(user, context, callback); } callback(null, user, context); }',
    'that assigns to names that nobody declared':
      'function (user, context, callback) { total = 1; for (index = 0; index < 3; index++) total += index; callback(total === 4 ? null : "wrong"); }',
    'that uses `with`, octal numbers and functions in blocks':
      'function (user, context, callback) { with (context) { stats.seen = 010; } if (true) { function inner() { return 8; } } callback(context.stats.seen === inner() ? null : "wrong"); }',
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`may be one ${what}`, async (test) => {
      const { outcome, message } = await run(test, [text]);
      assert.deepEqual([outcome, message], ['allow', null]);
    });
  }

  it('has the global object as `this`, and no module of its own', async (test) => {
    const { idToken } = await run(test, [
      telling(`[this === globalThis, typeof module, typeof exports, typeof __dirname, typeof window]`),
    ]);
    assert.deepEqual(idToken.told, [true, ...Array(4).fill('undefined')]);
  });

  it('may be in the newest JavaScript', async (test) => {
    const { idToken } = await run(test, [
      telling(`user.app_metadata?.plan ?? [1, 2].at(-1) + Object.groupBy([1], () => 'a').a.length`),
    ]);
    assert.equal(idToken.told, 3);
  });
});
