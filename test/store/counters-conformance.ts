import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Counter } from '../../runtime/store/store.ts';
import { COUNTER, type OpenWithClock } from './conformance-logins.ts';

const SEATS: Counter = { ...COUNTER, isDistinct: true };

/** What every store does with counters. */
export function describeCounters(what: string, open: OpenWithClock): void {
  describe(`${what}: counters`, () => {
    it('counts from 0, for each counter and `per` by itself', async (test) => {
      const { store, count } = await open(test);
      await count({ ...COUNTER, per: 'acme' }, 0);
      await count({ ...COUNTER, per: 'acme' }, 0);
      const read = (counter: Counter) => store.readCount(counter, 0);
      const others = [COUNTER, { ...COUNTER, per: 'other' }, { ...COUNTER, name: 'p/x', per: 'acme' }];
      assert.deepEqual(await Promise.all(others.map(read)), [0, 0, 0]);
      assert.equal(await read({ ...COUNTER, per: 'acme' }), 2);
    });

    it('counts for as long as the window, and at most a sixtieth of it longer', async (test) => {
      for (const at of [0, 1, 99, 100, 12_345]) {
        const { store, count } = await open(test);
        await count(COUNTER, at);
        assert.equal(await store.readCount(COUNTER, at + 6000), 1, `at ${at}`);
        assert.equal(await store.readCount(COUNTER, at + 6101), 0, `at ${at}`);
      }
    });

    it('counts for ever without a window', async (test) => {
      const { store, count } = await open(test);
      for (const counter of [
        { ...COUNTER, window: null },
        { ...SEATS, window: null, value: 'a' },
      ]) {
        await count(counter, 0);
        assert.equal(await store.readCount({ ...counter, value: 'b' }, 1e15), 1);
      }
    });

    it('counts what lies in the future, once', async (test) => {
      const { store, count } = await open(test);
      await count(COUNTER, 1e9);
      await count(COUNTER, 0);
      assert.equal(await store.readCount(COUNTER, 0), 2);
      assert.equal(await store.readCount(COUNTER, 1e9), 1);
    });

    it('loses nothing when the clock goes forward and back by up to a window', async (test) => {
      const { store, count, time } = await open(test);
      time.now = 1e6;
      for (const counter of [COUNTER, { ...SEATS, value: 'a' }]) {
        await count(counter, 1e6);
        time.now = 1e6 + 11_900;
        await count({ ...counter, value: counter.value && 'b' }, time.now);
        assert.equal(await store.readCount({ ...counter, value: 'c' }, 1e6), 2);
      }
    });

    it('counts different values, and does not tell the own one', async (test) => {
      const { store, count } = await open(test);
      for (const value of ['a', 'b', 'a', null]) await count({ ...SEATS, value }, 0);
      const read = (value: string | null) => store.readCount({ ...SEATS, value }, 0);
      assert.deepEqual(await Promise.all(['a', 'b', 'c', null].map(read)), [1, 1, 2, 2]);
    });

    it('counts a value from when it came last, even if the clock was moved back between', async (test) => {
      const { store, count } = await open(test);
      for (const at of [5000, 0]) await count({ ...SEATS, value: 'a' }, at);
      assert.equal(await store.readCount(SEATS, 11_000), 1);
      assert.equal(await store.readCount(SEATS, 11_101), 0);
    });

    it('counts 64 logins at once exactly', async (test) => {
      const { store, count } = await open(test);
      await Promise.all(Array.from({ length: 64 }, (_, index) => count(COUNTER, index)));
      assert.equal(await store.readCount(COUNTER, 64), 64);
    });
  });
}
