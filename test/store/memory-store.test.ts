import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMemoryStore } from '../../runtime/index.ts';
import type { Counter } from '../../runtime/store/store.ts';
import { describeStore } from './conformance.ts';

describeStore('a store in memory', async (_, options) => openMemoryStore(options));

const EMPTY = { at: 0, metadata: [], counts: [], messages: [] };

describe('a store in memory that is full', () => {
  it('lets the counter go that was not counted for the longest time', async () => {
    const store = openMemoryStore({ most: 2 });
    const counter = (per: string): Counter => ({
      name: 'p/c',
      window: null,
      isDistinct: false,
      per,
      value: null,
    });
    for (const [index, per] of ['a', 'b', 'a', 'c'].entries()) {
      await store.commit({ ...EMPTY, id: `${index}`, counts: [counter(per)] });
    }
    const counts = await Promise.all(['a', 'b', 'c'].map((per) => store.readCount(counter(per), 0)));
    assert.deepEqual(counts, [2, 0, 1]);
  });

  it('gives the oldest message up', async () => {
    const store = openMemoryStore({ most: 2 });
    for (const id of ['a', 'b', 'c']) await store.commit({ ...EMPTY, id, messages: [{ id, message: 1 }] });
    assert.deepEqual(
      (await store.listGivenUp(9)).map(({ id }) => id),
      ['a'],
    );
  });

  it('forgets the commits of longest ago', async () => {
    const store = openMemoryStore({ most: 2 });
    for (const id of ['a', 'b', 'c']) await store.commit({ ...EMPTY, id });
    assert.deepEqual(
      [await store.commit({ ...EMPTY, id: 'c' }), await store.commit({ ...EMPTY, id: 'a' })],
      [false, true],
    );
  });

  it('keeps nothing of a commit with a person that is larger than its room', async () => {
    const store = openMemoryStore({ mostLength: 1000 });
    const metadata = [{ id: 'u', field: 'app_metadata', changes: { x: 'x'.repeat(400) } }] as const;
    await assert.rejects(store.commit({ ...EMPTY, id: 'a', metadata }), /person/);
    assert.equal(await store.getUser('u'), null);
  });
});
