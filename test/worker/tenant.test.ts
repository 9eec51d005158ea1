import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleNote } from '../../runtime/rule-note.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';
import { type TriedOptions, type TriedTenant, tryTenant } from './try-rules.ts';

type Attempt = (tenant: TriedTenant) => Promise<void>;

/** With a tenant that is closed in the end. */
async function withTenant(options: TriedOptions, attempt: Attempt): Promise<void> {
  const tenant = tryTenant(options);
  try {
    await attempt(tenant);
  } finally {
    tenant.close();
  }
}

const rule = (body: string, facts: Partial<JavaScriptRule> = {}): Partial<JavaScriptRule> => ({
  text: `function (user, context, callback) { ${body} }`,
  ...facts,
});
const kinds = (notes: readonly RuleNote[]) => notes.map(({ ending }) => ending.kind);
const loop = 'for (;;) {}';
/** Milliseconds: wide enough to prepare a room on a busy machine. */
const slice = { slice: 400 };

test('a rule that may fail leaves the login as it was before', async () => {
  const rules = [
    rule('user.a = 1; callback()'),
    rule(`user.b = 1; throw new Error('oops')`, { ifItFails: 'continue' }),
    rule(`user.c = 1; callback('no')`, { ifItFails: 'continue' }),
    rule('user.d = 1; callback()'),
  ];
  await withTenant({ rules }, async (tenant) => {
    const { notes, user } = await tenant.login();
    assert.deepEqual(kinds(notes), ['next', 'failure', 'error', 'next']);
    assert.deepEqual(user, { a: 1, d: 1 });
  });
});

test('a rule that may fail still denies', async () => {
  const rules = [
    rule(`callback(new UnauthorizedError('no'))`, { ifItFails: 'continue' }),
    rule('callback()'),
  ];
  await withTenant({ rules }, async (tenant) =>
    assert.deepEqual(kinds((await tenant.login()).notes), ['deny']),
  );
});

test('a report-only rule works on a copy and ends nothing', async () => {
  const rules = [
    rule('user.a = 1; callback()'),
    rule(`user.b = 1; callback(null, user, { c: 1 })`, { mode: 'report-only' }),
    rule(`callback(new UnauthorizedError('no'))`, { mode: 'report-only' }),
    rule(`throw new Error('oops')`, { mode: 'report-only' }),
    rule('user.d = user.b || 2; callback()'),
  ];
  await withTenant({ rules }, async (tenant) => {
    const { notes, user, context } = await tenant.login();
    assert.deepEqual(kinds(notes), ['next', 'next', 'deny', 'failure', 'next']);
    assert.deepEqual([notes[1]?.user, notes[1]?.context], ['{"a":1,"b":1}', '{"c":1}']);
    assert.deepEqual([user, context], [{ a: 1, d: 2 }, {}]);
  });
});

test('a report-only rule that never calls back is ended by its time', async () => {
  const rules = [rule('', { mode: 'report-only', timeout: 20 }), rule('callback()')];
  await withTenant({ rules }, async (tenant) =>
    assert.deepEqual(kinds((await tenant.login()).notes), ['failure', 'next']),
  );
});

test('a call of the host carries the rule that asks, its payload and its answer', async () => {
  const asked: unknown[] = [];
  const rules = [rule('callback()'), rule(ASK)];
  const answer: TriedOptions['answer'] = (...call) => {
    asked.push(call);
    return { ok: true, value: { of: 'the host' } };
  };
  await withTenant({ rules, library, answer }, async (tenant) => {
    assert.deepEqual((await tenant.login()).user, { value: { of: 'the host' } });
    assert.deepEqual(asked, [['store.get', { key: 'k' }, 1]]);
  });
});

test('an error of the host is an error with its name, message and code', async () => {
  const error = { name: 'TypeError', message: 'refused', code: 'HOST_NOT_ALLOWED' };
  await withTenant({ rules: [rule(ASK)], library, answer: () => ({ ok: false, error }) }, async (tenant) => {
    const { notes } = await tenant.login();
    assert.deepEqual(notes[0]?.ending, { kind: 'error', ...error });
  });
});

test('calls of one login are limited', async () => {
  const ask = `Promise.all([1, 2, 3].map(() => require('lintel').store.get('k'))).then(() => callback(), callback)`;
  await withTenant({ rules: [rule(ask)], library, limits: { calls: 2 } }, async (tenant) => {
    const { notes } = await tenant.login();
    assert.deepEqual(notes[0]?.ending, {
      ...{ kind: 'error', name: 'Error', message: 'a login may make 2 calls', code: 'TOO_MANY_CALLS' },
    });
  });
});

test('while one login waits others go on', async () => {
  const waits = rule(`if (user.first) setTimeout(callback, 300); else callback()`);
  await withTenant({ rules: [waits] }, async (tenant) => {
    const order: string[] = [];
    const first = tenant.login({ user: { first: true } }).then(() => order.push('first'));
    const second = tenant.login().then(() => order.push('second'));
    await Promise.all([first, second]);
    assert.deepEqual(order, ['second', 'first']);
  });
});

test('logins above the limit wait their turn', async () => {
  const rules = [
    rule(
      'global.most = Math.max(global.most || 0, global.now = (global.now || 0) + 1); setTimeout(() => { global.now -= 1; user.most = global.most; callback() }, 5)',
    ),
  ];
  await withTenant({ rules, limits: { sideBySide: 2 } }, async (tenant) => {
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => tenant.login()));
    assert.ok(outcomes.every(({ user }) => Number(user.most) <= 2));
  });
});

test('a login that waits for its turn until its time is over fails', async () => {
  const rules = [rule('setTimeout(callback, user.wait || 0)')];
  await withTenant({ rules, limits: { sideBySide: 1 } }, async (tenant) => {
    const first = tenant.login({ user: { wait: 300 } });
    const { notes } = await tenant.login({ budget: 20 });
    assert.deepEqual(notes[0]?.ending, { kind: 'failure', reason: 'waited too long for its turn' });
    assert.deepEqual(kinds((await first).notes), ['next']);
  });
});

test('logins side by side see nothing of each other', async () => {
  const rules = [rule('globalThis.mine = user.id; setTimeout(() => { user.seen = mine; callback() }, 5)')];
  await withTenant({ rules }, async (tenant) => {
    const outcomes = await Promise.all([1, 2, 3].map((id) => tenant.login({ user: { id } })));
    assert.deepEqual(
      outcomes.map(({ user }) => user),
      [1, 2, 3].map((id) => ({ id, seen: id })),
    );
  });
});

test('a busy loop costs the isolate, and only the login that did it is to blame', async () => {
  const rules = [
    rule(`if (user.bad) { console.log('now'); ${loop} } else setTimeout(callback, user.wait || 0)`),
  ];
  await withTenant({ rules, limits: slice }, async (tenant) => {
    const waiting = tenant.login({ user: { wait: 5000 } });
    const bad = await tenant.login({ user: { bad: true } });
    assert.equal(bad.lost, 'computed for too long');
    assert.deepEqual(
      bad.notes.map(({ ending }) => ending),
      [{ kind: 'failure', reason: 'computed for too long' }],
    );
    assert.deepEqual(bad.notes[0]?.console, [{ level: 'info', text: 'now' }]);
    assert.deepEqual((await waiting).notes, []);
    const lost = tenant.messages.find((message) => message.kind === 'lost');
    assert.deepEqual(lost?.kind === 'lost' && lost.jobs.map(({ isCulprit }) => isCulprit), [false, true]);
    assert.deepEqual(kinds((await tenant.login()).notes), ['next']);
  });
});

test('notes of earlier rules survive the loop of a later one', async () => {
  const rules = [rule('user.a = 1; callback()'), rule(loop)];
  await withTenant({ rules, limits: slice }, async (tenant) => {
    const { notes, user } = await tenant.login();
    assert.deepEqual([kinds(notes), user], [['next', 'failure'], { a: 1 }]);
  });
});

test('a rule that loops after it called back fails, unless it had denied', async () => {
  const rules = [
    rule(`callback(user.deny && new UnauthorizedError('no')); Promise.resolve().then(() => { ${loop} })`),
  ];
  await withTenant({ rules, limits: slice }, async (tenant) => {
    assert.deepEqual(kinds((await tenant.login()).notes), ['failure']);
    assert.deepEqual(kinds((await tenant.login({ user: { deny: true } })).notes), ['deny']);
  });
});

test('loops in microtasks, timers, answers and getters end, too', async () => {
  const bodies = [
    `const f = () => Promise.resolve().then(f); f()`,
    `setTimeout(() => { ${loop} }, 1)`,
    `require('lintel').store.get('k').then(() => { ${loop} })`,
    `callback({ get name() { ${loop} } })`,
    `callback(null, { toJSON() { ${loop} } })`,
    `console.log(new Proxy({}, { ownKeys() { ${loop} } }))`,
    `throw { get message() { ${loop} } }`,
  ];
  // A loop in microtasks leaves its promises behind: the clock is to end it before the memory does.
  const limits = { ...slice, memory: 1024 };
  for (const body of bodies) {
    await withTenant({ rules: [rule(body)], library, limits }, async (tenant) => {
      assert.equal((await tenant.login()).lost, 'computed for too long', body);
    });
  }
});

test('memory above the limit costs the isolate', async () => {
  const rules = [rule('if (!user.bad) return callback(); const a = []; for (;;) a.push({ x: a.length })')];
  await withTenant({ rules, limits: { memory: 16 } }, async (tenant) => {
    assert.equal((await tenant.login({ user: { bad: true } })).lost, 'took too much memory');
    assert.deepEqual(kinds((await tenant.login()).notes), ['next']);
  });
});

test('the login is decided before late work is done, which then has its time', async () => {
  const late = `callback(); setTimeout(() => require('lintel').store.set('k', 1), 5)`;
  const asked: unknown[] = [];
  const answer: TriedOptions['answer'] = (operation) => {
    asked.push(operation);
    return { ok: true, value: null };
  };
  await withTenant({ rules: [rule(late)], library, answer }, async (tenant) => {
    await tenant.login();
    assert.deepEqual(asked, []);
    await until(() => tenant.messages.some(({ kind }) => kind === 'ended'));
    assert.deepEqual(asked, ['store.set']);
    assert.deepEqual(
      tenant.messages.map(({ kind }) => kind),
      ['done', 'call', 'ended'],
    );
  });
});

test('late work that takes too long is cut off', async () => {
  const rules = [rule('callback(); setInterval(() => {}, 1)')];
  await withTenant({ rules, limits: { grace: 20 } }, async (tenant) => {
    await tenant.login();
    await until(() => tenant.messages.some(({ kind }) => kind === 'ended'));
    assert.deepEqual(kinds((await tenant.login()).notes), ['next']);
  });
});

test('a loop in late work costs the isolate, and no login', async () => {
  const rules = [rule(`callback(); if (user.bad) setTimeout(() => { ${loop} }, 1)`)];
  await withTenant({ rules, limits: slice }, async (tenant) => {
    assert.deepEqual(kinds((await tenant.login({ user: { bad: true } })).notes), ['next']);
    await until(() => tenant.messages.some(({ kind }) => kind === 'lost'));
    const lost = tenant.messages.find((message) => message.kind === 'lost');
    assert.deepEqual(lost?.kind === 'lost' && lost.jobs, []);
    assert.deepEqual(kinds((await tenant.login()).notes), ['next']);
  });
});

test('an exception of late work fails no rule', async () => {
  const rules = [
    rule(`callback(); setTimeout(() => { throw new Error('late') }, 1)`),
    rule('setTimeout(callback, 30)'),
  ];
  await withTenant({ rules }, async (tenant) => {
    const { notes } = await tenant.login();
    assert.deepEqual(kinds(notes), ['next', 'next']);
    assert.deepEqual(notes[0]?.remarks, ['after it had ended: threw: late (rules/rule-0.js:1:75)']);
  });
});

test('one login after the other leaves nothing behind', async () => {
  const rules = [rule(`user.l = require('lodash').last([1]); callback()`)];
  await withTenant({ rules, library: ['lodash'], limits: { memory: 32 } }, async (tenant) => {
    for (let count = 0; count < 300; count += 1) assert.deepEqual((await tenant.login()).user, { l: 1 });
    assert.equal(tenant.messages.filter(({ kind }) => kind === 'lost').length, 0);
  });
});

const library = ['lintel'];
const ASK = `require('lintel').store.get('k').then((value) => { user.value = value; callback(null, user, context) }, callback)`;

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test('a tenant at rest has given its isolate back, and takes the next login in another one', async () => {
  const rules = [rule('global.count = (global.count || 0) + 1; user.count = global.count; callback()')];
  await withTenant({ rules }, async (tenant) => {
    const count = async () => (await tenant.login()).user.count;
    assert.deepEqual([await count(), await count()], [1, 2]);
    while (!tenant.rest()) await new Promise(setImmediate);
    assert.deepEqual([await count(), await count()], [1, 2]);
  });
});

test('a tenant does not rest while it has a login', async () => {
  const rules = [rule('setTimeout(() => callback(null, user, context), 50)')];
  await withTenant({ rules }, async (tenant) => {
    const login = tenant.login();
    assert.equal(tenant.rest(), false);
    assert.deepEqual(kinds((await login).notes), ['next']);
  });
});

test('the size of an isolate is told after a login', async () => {
  await withTenant({ rules: [rule('callback()')] }, async (tenant) => {
    await tenant.login();
    while (tenant.sizes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(tenant.sizes.every((size) => size > 0 && size < 64));
  });
});
