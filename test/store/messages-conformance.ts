import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMIT, messages, type OpenWithClock } from './conformance-logins.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What every store does with messages. */
export function describeMessages(what: string, open: OpenWithClock): void {
  describe(`${what}: messages`, () => {
    it('are given with everything that is known of them', async (test) => {
      const { store } = await open(test);
      await store.commit({ ...COMMIT, id: 'l', at: 7, messages: messages('m') });
      assert.deepEqual(await store.claimMessages({ now: 7, until: 10, most: 1 }), [
        { id: 'm', login: 'l', message: { of: 'm' }, tries: 1, at: 7 },
      ]);
    });

    it('are due at once, even if the clock was moved back since the login', async (test) => {
      const { store, claim } = await open(test);
      await store.commit({ ...COMMIT, at: 1e12, messages: messages('m') });
      assert.deepEqual(await claim(5), ['m 1']);
    });

    it('are due when a clock that was moved back had them wait for years', async (test) => {
      const { store, claim } = await open(test);
      await store.commit({ ...COMMIT, messages: messages('m') });
      await claim();
      await store.settleMessage('m', { kind: 'later', at: 1e12 });
      assert.deepEqual([await claim(1e12 - 2 * DAY), await claim(1e12 - 2 * DAY - 1)], [[], ['m 2']]);
    });

    it('belong to whoever claims them until the time is up', async (test) => {
      const { store, claim } = await open(test);
      await store.commit({ ...COMMIT, messages: messages('m') });
      const claims = [await claim(0, 10), await claim(9, 20), await claim(10, 20)];
      assert.deepEqual(claims, [['m 1'], [], ['m 2']]);
    });

    it('are given to one of those who claim at once', async (test) => {
      const { store, claim } = await open(test);
      for (const id of ['a', 'b', 'c']) await store.commit({ ...COMMIT, id, messages: messages(id) });
      const claims = await Promise.all([claim(), claim(), claim()]);
      assert.deepEqual(claims.flat().toSorted(), ['a 1', 'b 1', 'c 1']);
    });

    it('of one login come in their order, and those of others pass them', async (test) => {
      const { store, claim } = await open(test);
      await store.commit({ ...COMMIT, id: 'a', messages: messages('a1', 'a2', 'a3') });
      await store.commit({ ...COMMIT, id: 'b', messages: messages('b1') });
      assert.deepEqual(await claim(), ['a1 1', 'b1 1']);
      await store.settleMessage('a1', { kind: 'later', at: 100 });
      assert.deepEqual([await claim(99), await claim(100)], [['b1 2'], ['a1 2']]);
      await store.settleMessage('a1', { kind: 'delivered' });
      assert.deepEqual(await claim(100), ['a2 1']);
      await store.settleMessage('a2', { kind: 'given up' });
      assert.deepEqual(await claim(100), ['a3 1']);
    });

    it('wait for nothing but their turn until they have it', async (test) => {
      const { store, claim } = await open(test);
      await store.commit({ ...COMMIT, messages: messages('m1', 'm2', 'm3') });
      await store.settleMessage('m2', { kind: 'later', at: 100 });
      await store.settleMessage('m1', { kind: 'delivered' });
      await store.settleMessage('m3', { kind: 'delivered' });
      assert.deepEqual([await claim(0, 10), await claim(10)], [['m2 1'], ['m2 2']]);
    });

    it('are not more than were asked for, the oldest first', async (test) => {
      const { store } = await open(test);
      for (const id of ['c', 'a', 'b']) await store.commit({ ...COMMIT, id, messages: messages(id) });
      const claimed = await store.claimMessages({ now: 0, until: 10, most: 2 });
      assert.deepEqual(
        claimed.map(({ id }) => id),
        ['c', 'a'],
      );
    });

    it('say when the next one is due, claimed or not', async (test) => {
      const { store, claim } = await open(test);
      assert.equal(await store.nextMessageAt(), null);
      await store.commit({ ...COMMIT, messages: messages('m', 'n') });
      assert.ok(Number(await store.nextMessageAt()) <= 0);
      await claim(0, 10);
      assert.equal(await store.nextMessageAt(), 10);
      await store.settleMessage('m', { kind: 'later', at: 50 });
      assert.equal(await store.nextMessageAt(), 50);
    });

    it('that were given up are kept for a month, the latest first', async (test) => {
      const { store, claim, time } = await open(test);
      for (const id of ['a', 'b']) await store.commit({ ...COMMIT, id, at: 3, messages: messages(id) });
      await claim();
      for (const id of ['b', 'a']) await store.settleMessage(id, { kind: 'given up' });
      const [latest] = await store.listGivenUp(1);
      assert.deepEqual(latest, { id: 'a', login: 'a', message: { of: 'a' }, tries: 1, at: 3 });
      assert.deepEqual([(await store.listGivenUp(9)).length, await store.nextMessageAt()], [2, null]);
      time.now = 31 * DAY;
      assert.deepEqual(await store.listGivenUp(9), []);
    });
  });
}
