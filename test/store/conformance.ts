import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Commit, Store } from '../../runtime/store/store.ts';
import { runs } from '../laws/runs.ts';
import { COMMIT, COUNTER, messages, type OpenStore, settingClocks } from './conformance-logins.ts';
import { describeCounters } from './counters-conformance.ts';
import { describeMessages } from './messages-conformance.ts';
import { openModel, step } from './store-model.ts';

const update = (changes: Readonly<Record<string, unknown>>, id = 'u') =>
  ({ id, field: 'app_metadata', changes }) as const;

/** What every store does; `openStore` opens an empty one. */
export function describeStore(what: string, openStore: OpenStore): void {
  const open = settingClocks(openStore);
  describeCounters(what, open);
  describeMessages(what, open);

  describe(`${what}: people`, () => {
    it('knows nobody at first, and then what was changed', async (test) => {
      const { store } = await open(test);
      assert.equal(await store.getUser('u'), null);
      const app_metadata = { isCleared: false, fields: { x: 1, y: null } };
      assert.deepEqual(await store.updateUser(update({ x: 1, y: null })), { app_metadata });
      assert.deepEqual(await store.getUser('u'), { app_metadata });
    });

    it('keeps nothing of an update that makes a person too large', async (test) => {
      const { store } = await open(test);
      await store.updateUser(update({ a: 'x'.repeat(200_000) }));
      const before = await store.getUser('u');
      assert.equal(await store.updateUser(update({ b: 'x'.repeat(200_000) })), null);
      assert.deepEqual(await store.getUser('u'), before);
    });

    it('loses no update of those that come at once', async (test) => {
      const { store } = await open(test);
      const names = Array.from({ length: 64 }, (_, index) => `n${index}`);
      await Promise.all(names.map((name) => store.updateUser(update({ [name]: 1 }))));
      assert.equal(Object.keys((await store.getUser('u'))?.app_metadata?.fields ?? {}).length, 64);
    });
  });

  describe(`${what}: values and transactions`, () => {
    it('keeps values under names, for a time', async (test) => {
      const { store, time } = await open(test);
      await store.setValue('a', { b: [1] }, null);
      await store.setValue('c', 2, 10);
      await store.setValue('d', 3, null);
      await store.deleteValue('d');
      const read = () => Promise.all(['a', 'c', 'd', '__proto__'].map((key) => store.getValue(key)));
      time.now = 9_999;
      assert.deepEqual(await read(), [{ b: [1] }, 2, null, null]);
      time.now = 10_000;
      assert.deepEqual(await read(), [{ b: [1] }, null, null, null]);
    });

    it('gives a transaction once', async (test) => {
      const { store } = await open(test);
      await store.put('t', { user: 1 }, 60);
      const taken = await Promise.all([store.take('t'), store.take('t'), store.take('u')]);
      assert.deepEqual(taken, [{ user: 1 }, null, null]);
    });

    it('gives no transaction that is too old', async (test) => {
      const { store, time } = await open(test);
      await store.put('t', 1, 60);
      time.now = 60_000;
      assert.equal(await store.take('t'), null);
    });

    it('keeps people, values and transactions apart', async (test) => {
      const { store } = await open(test);
      await store.put('a', 1, 60);
      assert.deepEqual([await store.getValue('a'), await store.getUser('a')], [null, null]);
    });
  });

  describe(`${what}: a commit`, () => {
    const full: Commit = {
      ...COMMIT,
      metadata: [update({ x: 1, y: 1 }), update({ x: 2 }), update({ z: 3 })],
      counts: [COUNTER, COUNTER],
      messages: messages('m1', 'm2'),
    };
    const stateOf = async (store: Store) => [
      (await store.getUser('u'))?.app_metadata?.fields,
      await store.readCount(COUNTER, 0),
      (await store.claimMessages({ now: 0, until: 0, most: 10 })).map(({ id }) => id),
    ];

    it('is done once for an id, also when it is asked for twice at once', async (test) => {
      const { store } = await open(test);
      const done = await Promise.all([store.commit(full), store.commit(full), store.commit(full)]);
      assert.deepEqual(done.toSorted(), [false, false, true]);
      assert.equal(await store.commit({ ...full, at: 5, messages: [] }), false);
      assert.deepEqual(await stateOf(store), [{ x: 2, y: 1, z: 3 }, 2, ['m1']]);
    });

    for (const [why, broken] of [
      ['a person would be too large', { metadata: [update({ x: 1 }), update({ y: 'x'.repeat(300_000) })] }],
      ['a message is on its way already', { messages: messages('m3', 'other') }],
      ['a message comes twice', { messages: messages('m3', 'm3') }],
    ] as const) {
      it(`does nothing when ${why}, and can be made later`, async (test) => {
        const { store } = await open(test);
        await store.commit({ ...COMMIT, id: 'before', messages: messages('other') });
        await assert.rejects(store.commit({ ...full, ...broken }), /person|message/);
        assert.deepEqual(await stateOf(store), [undefined, 0, ['other']]);
        assert.equal(await store.commit(full), true);
      });
    }
  });

  describe(`${what}: a person who would be too large`, () => {
    it('is told by a code', async (test) => {
      const { store } = await open(test);
      const commit = { ...COMMIT, metadata: [update({ x: 'x'.repeat(300_000) })] };
      await assert.rejects(store.commit(commit), { code: 'PERSON_TOO_LARGE' });
    });
  });

  describe(`${what}: lists and samples`, () => {
    it('keeps entries of lists', async (test) => {
      const { store } = await open(test);
      for (const entry of ['a', 'a', 'b']) await store.addEntry('l', entry);
      await store.removeEntry('l', 'b');
      await store.removeEntry('l', 'c');
      const has = ['a', 'b'].map((entry) => store.hasEntry('l', entry));
      assert.deepEqual(await Promise.all([...has, store.hasEntry('m', 'a')]), [true, false, false]);
    });

    it('lists entries in the order of their code units, page by page', async (test) => {
      const { store } = await open(test);
      const sorted = ['B', 'a', 'a\u0000', 'aa', 'é', '\ud800', '\u{1f600}', '\ue000', '\uffff'];
      for (const entry of sorted.toReversed()) await store.addEntry('l', entry);
      const first = await store.listEntries('l', { after: '', most: 5 });
      const second = await store.listEntries('l', { after: first.at(-1) ?? '', most: 5 });
      assert.deepEqual([...first, ...second], sorted);
    });

    it('keeps the latest samples', async (test) => {
      const { store } = await open(test);
      for (const at of [1, 5, 3, 3, 0]) await store.addSample({ at, value: { at } }, 3);
      const samples = [5, 3, 3].map((at) => ({ at, value: { at } }));
      assert.deepEqual(await store.listSamples(10), samples);
      assert.deepEqual(await store.listSamples(1), samples.slice(0, 1));
      await store.addSample({ at: 9, value: null }, 0);
      assert.deepEqual(await store.listSamples(10), []);
    });
  });

  describe(`${what}: as a whole`, () => {
    it('answers nobody after it was closed, which may be done twice', async (test) => {
      const { store } = await open(test);
      await store.close();
      await store.close();
      await assert.rejects(store.getUser('u'), /the store is closed/);
      await assert.rejects(store.commit(COMMIT), /the store is closed/);
    });

    it('law: does what a model does that forgets nothing, wherever the clock goes', async (test) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
          const store = await openStore(test, { clock: () => 0 });
          const model = openModel();
          for (const one of steps) await one(store, model);
          await store.close();
        }),
        runs(60),
      );
    });
  });
}
