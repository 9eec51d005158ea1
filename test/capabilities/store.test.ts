import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UserRecord } from '../../runtime/capabilities/capability.ts';
import { mergeUpdate } from '../../runtime/capabilities/merge-metadata.ts';
import { openMemoryStore } from '../../runtime/capabilities/store.ts';

describe('an update of metadata', () => {
  const BEFORE: UserRecord = {
    user_id: 'a',
    app_metadata: { plan: 'free', tags: { x: 1 } },
    user_metadata: { y: 2 },
  };

  /** `app_metadata` after some changes, as JSON, since names such as `__proto__` are data too. */
  function after(changes: string): string {
    const update = { id: 'a', field: 'app_metadata', changes: JSON.parse(changes) } as const;
    return JSON.stringify(mergeUpdate(BEFORE, update).app_metadata);
  }

  for (const [what, changes, expected] of [
    ['adds', '{"new":1}', '{"plan":"free","tags":{"x":1},"new":1}'],
    ['replaces a value whole', '{"tags":{"z":3}}', '{"plan":"free","tags":{"z":3}}'],
    ['removes by null', '{"plan":null}', '{"tags":{"x":1}}'],
    ['keeps a null further down', '{"tags":{"x":null}}', '{"plan":"free","tags":{"x":null}}'],
    ['clears by an empty record', '{}', '{}'],
    ['takes `__proto__` for a name', '{"__proto__":1}', '{"plan":"free","tags":{"x":1},"__proto__":1}'],
  ] as const) {
    it(what, () => assert.equal(after(changes), expected));
  }

  it('leaves the other field and the record of before alone', () => {
    const update = { id: 'a', field: 'app_metadata', changes: {} } as const;
    assert.deepEqual(mergeUpdate(BEFORE, update), { ...BEFORE, app_metadata: {} });
    assert.deepEqual(BEFORE.app_metadata, { plan: 'free', tags: { x: 1 } });
  });
});

describe('a store in memory', () => {
  const update = (changes: Record<string, unknown>) =>
    ({ id: 'a', field: 'user_metadata', changes }) as const;

  it('knows nobody at first, and then what was changed', async () => {
    const store = openMemoryStore();
    assert.equal(await store.getUser('a'), null);
    assert.deepEqual(await store.updateUser(update({ x: 1 }), null), {
      user_id: 'a',
      user_metadata: { x: 1 },
    });
    await store.updateUser(update({ y: 2 }), null);
    assert.deepEqual(await store.getUser('a'), { user_id: 'a', user_metadata: { x: 1, y: 2 } });
  });

  it('starts from what the login knows, and believes itself afterwards', async () => {
    const store = openMemoryStore();
    const known = { user_id: 'a', user_metadata: { x: 1 }, app_metadata: { z: 3 } };
    await store.updateUser(update({ y: 2 }), known);
    await store.updateUser(update({ x: null }), known);
    assert.deepEqual(await store.getUser('a'), {
      user_id: 'a',
      user_metadata: { y: 2 },
      app_metadata: { z: 3 },
    });
  });

  it('keeps nothing of an update that makes a person too large', async () => {
    const store = openMemoryStore();
    assert.equal(await store.updateUser(update({ x: 'x'.repeat(300_000) }), null), null);
    assert.equal(await store.getUser('a'), null);
  });

  it('keeps values under names, for a time', async () => {
    let now = 0;
    const store = openMemoryStore({ clock: () => now });
    await store.setValue('a', { b: 1 }, null);
    await store.setValue('c', 2, 10);
    await store.setValue('d', 3, null);
    await store.deleteValue('d');
    now = 10_000;
    const values = await Promise.all(['a', 'c', 'd', '__proto__'].map((key) => store.getValue(key)));
    assert.deepEqual(values, [{ b: 1 }, null, null, null]);
  });

  it('gives a transaction once', async () => {
    const store = openMemoryStore();
    await store.put('t', { user: 1 }, 60);
    const taken = await Promise.all([store.take('t'), store.take('t'), store.take('u')]);
    assert.deepEqual(taken, [{ user: 1 }, null, null]);
  });

  it('gives no transaction that is too old', async () => {
    let now = 0;
    const store = openMemoryStore({ clock: () => now });
    await store.put('t', 1, 60);
    now = 60_000;
    assert.equal(await store.take('t'), null);
  });

  it('keeps people, values and transactions apart', async () => {
    const store = openMemoryStore();
    await store.put('a', 1, 60);
    assert.deepEqual([await store.getValue('a'), await store.getUser('a')], [null, null]);
  });
});
