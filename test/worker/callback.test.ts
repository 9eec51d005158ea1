import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleEnding } from '../../runtime/rule-note.ts';
import { type TriedOptions, tryRules } from './try-rules.ts';

type Options = Omit<TriedOptions, 'rules'>;

/** How a rule with this body ends. */
async function ending(body: string, options: Options = {}): Promise<RuleEnding | undefined> {
  const { notes } = await tryRules([`function (user, context, callback) { ${body} }`], options);
  return notes[0]?.ending;
}

/** Of a failure. */
async function reason(body: string, options: Options = {}): Promise<string> {
  const end = await ending(body, options);
  assert.equal(end?.kind, 'failure');
  return end.reason;
}

const error = (message: string, name = 'Error', code: string | null = null) => ({
  kind: 'error',
  name,
  message,
  code,
});

test('a falsy error lets the login go on', async () => {
  for (const argument of ['', 'null', 'undefined', 'false', '0', '""']) {
    assert.deepEqual(await ending(`callback(${argument})`), { kind: 'next' });
  }
});

test('an UnauthorizedError denies with its message', async () => {
  const denied = { kind: 'deny', message: 'not today', code: 'unauthorized' };
  assert.deepEqual(await ending(`callback(new UnauthorizedError('not today'))`), denied);
});

test('an error by the name of UnauthorizedError denies, too', async () => {
  const body = `const e = new Error('no'); e.name = 'UnauthorizedError'; callback(e)`;
  assert.deepEqual(await ending(body), { kind: 'deny', message: 'no', code: 'unauthorized' });
});

test('an UnauthorizedError that was renamed still denies', async () => {
  const body = `const e = new UnauthorizedError('no'); Object.defineProperty(e, 'name', { value: 'X' }); callback(e)`;
  assert.equal((await ending(body))?.kind, 'deny');
});

test('any other error ends the login with its name, message and code', async () => {
  assert.deepEqual(await ending(`callback(new TypeError('broken'))`), error('broken', 'TypeError'));
  const coded = `const e = new Error('gone'); e.code = 'ECONNRESET'; callback(e)`;
  assert.deepEqual(await ending(coded), error('gone', 'Error', 'ECONNRESET'));
});

test('texts and other values are errors with that message', async () => {
  assert.deepEqual(await ending(`callback('some text')`), error('some text'));
  assert.deepEqual(await ending('callback(42)'), error('42'));
  assert.deepEqual(await ending('callback(true)'), error('true'));
  assert.deepEqual(await ending(`callback({ message: 'from a record' })`), error('from a record'));
  assert.deepEqual(await ending('callback({})'), error('an error without a message'));
});

test('user and context are ignored when there is an error', async () => {
  const rule = `function (user, context, callback) { user.a = 1; callback('no', { b: 1 }, { c: 1 }) }`;
  const { notes } = await tryRules([rule]);
  assert.deepEqual([notes[0]?.user, notes[0]?.context], [null, null]);
});

test('changes of user and context reach the next rule', async () => {
  const first =
    'function (user, context, callback) { user.a = 1; context.b = [2]; callback(null, user, context) }';
  const second = 'function (user, context, callback) { user.c = user.a + context.b[0]; callback() }';
  assert.deepEqual((await tryRules([first, second])).user, { a: 1, c: 3 });
});

test('a rule can hand over another user, and what is no object is not taken', async () => {
  const other = `function (user, context, callback) { callback(null, { other: true }, 'text') }`;
  const { user, context } = await tryRules([other], { user: { name: 'a' }, context: { kept: 1 } });
  assert.deepEqual([user, context], [{ other: true }, { kept: 1 }]);
});

test('the same objects flow from rule to rule', async () => {
  const first = 'function (user, context, callback) { context.f = () => 7; callback(null, user, context) }';
  const second =
    'function (user, context, callback) { user.seven = context.f(); callback(null, user, context) }';
  assert.deepEqual((await tryRules([first, second])).user, { seven: 7 });
});

test('an error stops the rules after it', async () => {
  const { notes } = await tryRules([`function (u, c, cb) { cb('no') }`, 'function (u, c, cb) { cb() }']);
  assert.equal(notes.length, 1);
});

test('the first callback counts, and a later one is remarked on', async () => {
  const rule = `function (user, context, callback) { callback(new UnauthorizedError('no')); callback(null, user, context) }`;
  const { notes } = await tryRules([rule]);
  assert.equal(notes[0]?.ending.kind, 'deny');
  assert.deepEqual(notes[0]?.remarks, ['called back a second time, which was ignored']);
});

test('a denial after a success changes nothing', async () => {
  assert.equal((await ending(`callback(); callback(new UnauthorizedError('late'))`))?.kind, 'next');
});

test('a rule that throws fails', async () => {
  assert.equal(await reason(`throw 'a text'`), 'threw: a text');
  assert.match(
    await reason('user.app_metadata.x = 1'),
    /^threw: Cannot set properties of undefined \(setting 'x'\)/,
  );
});

test('what was thrown is told with its place in the rule, and with its cause', async () => {
  assert.equal(await reason(`throw new Error('oops')`), 'threw: oops (rules/rule-0.js:1:44)');
  const caused = `throw new Error('failed', { cause: new Error('no such host') })`;
  assert.equal(await reason(caused), 'threw: failed: no such host (rules/rule-0.js:1:44)');
});

test('the place of what a library throws is the one in the rule', async () => {
  assert.match(await reason(`\nrequire('nothing')`), /\(rules\/rule-0\.js:2:1\)$/);
});

test('a stack that a rule wrote does no harm', async () => {
  const forged = `const e = new Error('oops'); e.stack = '    at x (' + ':'.repeat(1e6); throw e`;
  assert.equal(await reason(forged), 'threw: oops');
});

test('what JSON cannot carry is named', async () => {
  assert.match(await reason('user.a = { self: user }; callback()'), /: `user\.a\.self` contains itself$/);
  assert.match(
    await reason(`context['a b'] = [1n]; callback()`),
    /: `context\["a b"\]\[0\]` is a big integer;/,
  );
  assert.match(await reason(`user.toJSON = () => { throw new Error('x') }; callback()`), /carry: x/);
});

test('a user in the place of the error is remarked on', async () => {
  const { notes } = await tryRules(['function (user, context, callback) { callback(user, context) }']);
  assert.equal(notes[0]?.ending.kind, 'error');
  assert.match(notes[0]?.remarks[0] ?? '', /^called back with `user` or `context` as the error/);
});

test('a rule that throws after calling back fails, unless it had denied', async () => {
  assert.match(await reason(`callback(); throw new Error('oops')`), /^threw after it had called back: oops/);
  assert.equal(
    (await ending(`callback(new UnauthorizedError('no')); throw new Error('oops')`))?.kind,
    'deny',
  );
});

test('a rule can be asynchronous', async () => {
  const rule =
    'async function (user, context, callback) { await null; user.x = 1; callback(null, user, context) }';
  assert.deepEqual((await tryRules([rule])).user, { x: 1 });
});

test('a rejected promise of a rule is a failure, before it called back only', async () => {
  const rejects = `async function (u, c, callback) { await null; throw new Error('oops') }`;
  const { notes } = await tryRules([rejects]);
  assert.deepEqual(notes[0]?.ending, {
    kind: 'failure',
    reason: 'its promise was rejected: oops (rules/rule-0.js:1:53)',
  });
  const after = `async function (u, c, callback) { callback(); await null; throw new Error('oops') }`;
  assert.equal((await tryRules([after])).notes[0]?.ending.kind, 'next');
});

test('a promise that nobody handles is a failure', async () => {
  assert.equal(await reason(`Promise.reject(new Error('oops'))`), 'left a rejected promise: oops');
  assert.equal(
    await reason(`setTimeout(() => { Promise.reject(new Error('later')) }, 1)`),
    'left a rejected promise: later',
  );
});

test('an exception in a later tick is a failure', async () => {
  assert.match(await reason(`setTimeout(() => { throw new Error('later') }, 1)`), /^threw: later/);
});

test('a rule that never calls back fails when its time is over', async () => {
  const rule = { text: 'function (u, c, cb) {}', timeout: 20 };
  const { notes } = await tryRules([rule]);
  assert.deepEqual(notes[0]?.ending, { kind: 'failure', reason: 'did not call back within 20 ms' });
});

test('all rules together have one budget', async () => {
  const { notes } = await tryRules(['function (u, c, cb) {}'], { budget: 20, limits: { chain: 1234 } });
  assert.deepEqual(notes[0]?.ending, {
    kind: 'failure',
    reason: 'did not call back before the 1234 ms for all rules were over',
  });
});

test('the callback never throws into the rule', async () => {
  const body = `
    const cyclic = {}; cyclic.self = cyclic;
    try { callback(null, cyclic, context) } catch (e) { callback(new UnauthorizedError('thrown')) }`;
  assert.match(await reason(body), /^left a `user` that JSON cannot carry: `user\.self` contains itself/);
});

test('what JSON cannot carry is a failure that says so', async () => {
  assert.match(
    await reason('user.n = 1n; callback(null, user, context)'),
    /^left a `user` that JSON cannot carry: `user\.n` is a big integer/,
  );
  assert.equal(await reason('callback(null, [], context)'), 'left a `user` that is no record');
  assert.equal(await reason('user.toJSON = () => 7; callback()'), 'left a `user` that is no record');
  assert.equal(
    await reason(`user.long = 'x'.repeat(300); callback()`, { limits: { resultLength: 200 } }),
    'left more than 200 characters of `user` and `context`',
  );
});

test('dates become texts', async () => {
  const rule = `function (user, context, callback) { user.at = new Date(0); callback(null, user, context) }`;
  assert.deepEqual((await tryRules([rule])).user, { at: '1970-01-01T00:00:00.000Z' });
});

test('what is unchanged is not told', async () => {
  const { notes } = await tryRules(['function (u, c, cb) { c.x = 1; cb(null, u, c) }'], { user: { a: 1 } });
  assert.deepEqual([notes[0]?.user, notes[0]?.context], [null, '{"x":1}']);
});
