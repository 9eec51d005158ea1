import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TriedOptions, tryTenant } from './try-rules.ts';

/** What successive logins leave in `user`, each through one of the bodies. */
async function logins(
  bodies: readonly string[],
  options: Omit<TriedOptions, 'rules'> = {},
): Promise<unknown> {
  const rules = bodies.map((body) => `function (user, context, callback) { ${body} }`);
  const tenant = tryTenant({ ...options, rules });
  const users: unknown[] = [];
  for (const [index] of bodies.entries()) {
    const { user, notes } = await tenant.login({ rules: [index] });
    assert.deepEqual(notes[0]?.ending, { kind: 'next' });
    users.push(user);
  }
  tenant.close();
  return users;
}

test('values survive from login to login', async () => {
  const count = 'user.n = global.n = (global.n || 0) + 1; callback()';
  assert.deepEqual(await logins([count, count]), [{ n: 1 }, { n: 2 }]);
});

test('functions survive, and are known by their bare name', async () => {
  const define =
    'global.twice = global.twice || function (x) { return x * 2 }; user.n = twice(2); callback()';
  assert.deepEqual(await logins([define, 'user.n = twice(4) + global.twice(1); callback()']), [
    { n: 4 },
    { n: 10 },
  ]);
});

test('a function of an earlier login works on account of the one that calls it', async () => {
  const define = `global.later = (f) => setTimeout(() => { console.log('on time'); f() }, 1); callback()`;
  const use = 'later(() => { user.late = true; callback(null, user, context) })';
  assert.deepEqual(await logins([define, use]), [{}, { late: true }]);
});

test('modules that an earlier login loaded ask the host for the login that uses them', async () => {
  const asked: number[] = [];
  const define = `global.store = require('lintel'); callback()`;
  const use = `store.store.get('k').then((value) => { user.value = value; callback(null, user, context) })`;
  const options: Omit<TriedOptions, 'rules'> = {
    library: ['lintel'],
    answer: (_, __, rule) => {
      asked.push(rule);
      return { ok: true, value: 'kept' };
    },
  };
  assert.deepEqual(await logins([define, use], options), [{}, { value: 'kept' }]);
  assert.deepEqual(asked, [1]);
});

test('what is of the room is seen through it', async () => {
  const body =
    'user.same = [global.JSON === JSON, global.global === global, typeof global.setTimeout, "x" in global]; callback()';
  assert.deepEqual(await logins([body]), [{ same: [true, true, 'function', false] }]);
});

test('built-in objects that a login replaces are whole again for the next', async () => {
  const spoil =
    'global.JSON = { stringify: () => "spoiled" }; Array.prototype.map = null; user.j = JSON.stringify(1); callback()';
  const look = 'user.j = JSON.stringify([1].map((x) => x + 1)); callback()';
  assert.deepEqual(await logins([spoil, look]), [{ j: 'spoiled' }, { j: '[2]' }]);
});

test('names can be deleted and listed', async () => {
  const body =
    'global.a = 1; global.b = 2; delete global.a; user.keys = Object.keys(global); user.a = typeof a; callback()';
  assert.deepEqual(await logins([body]), [{ keys: ['b'], a: 'undefined' }]);
});

test('an isolate whose memory fills up is replaced, and global starts anew', async () => {
  const fill = 'global.big = new Uint8Array(50e6); callback()';
  const look = 'user.big = typeof global.big; callback()';
  const users = await logins([fill, 'callback()', look], { limits: { memory: 64 } });
  assert.deepEqual(users, [{}, {}, { big: 'undefined' }]);
});
