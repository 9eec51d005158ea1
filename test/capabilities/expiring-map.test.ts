import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openExpiringMap } from '../../runtime/capabilities/expiring-map.ts';
import { runs } from '../laws/runs.ts';

describe('an expiring map', () => {
  /** A map with a clock in milliseconds that the test sets. */
  function open(bounds: { most?: number; mostLength?: number } = {}) {
    const time = { now: 0 };
    return { time, map: openExpiringMap({ most: 10, mostLength: 1000, clock: () => time.now, ...bounds }) };
  }

  it('gives what was set last, and null for what was not', () => {
    const { map } = open();
    map.set('a', 1, null);
    map.set('a', { b: [2] }, null);
    assert.deepEqual([map.get('a'), map.get('b'), map.get('constructor')], [{ b: [2] }, null, null]);
  });

  it('forgets in time', () => {
    const { map, time } = open();
    map.set('a', 1, 5);
    time.now = 4999;
    assert.equal(map.get('a'), 1);
    time.now = 5000;
    assert.equal(map.get('a'), null);
  });

  it('holds copies', () => {
    const { map } = open();
    const value = { list: [1] };
    map.set('a', value, null);
    value.list.push(2);
    assert.deepEqual(map.get('a'), { list: [1] });
  });

  it('gives up what expires first', () => {
    const { map } = open({ most: 2 });
    map.set('stays', 1, null);
    map.set('goes', 1, 10);
    map.set('new', 1, 20);
    assert.deepEqual([map.get('stays'), map.get('goes'), map.get('new')], [1, null, 1]);
  });

  it('refuses what takes half of all room', () => {
    const { map } = open({ mostLength: 100 });
    assert.deepEqual([map.set('a', 'x'.repeat(60), null), map.get('a')], [false, null]);
  });

  it('law: never holds more than there is room for', () => {
    const entry = fc.record({
      name: fc.string({ minLength: 1, maxLength: 3 }),
      size: fc.integer({ min: 0, max: 40 }),
      lasts: fc.option(fc.integer({ min: 1, max: 100 })),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const { map } = open({ most: 10, mostLength: 200 });
        for (const { name, size, lasts } of entries) map.set(name, 'x'.repeat(size), lasts);
        const names = new Set(entries.map(({ name }) => name));
        const held = [...names].filter((name) => map.get(name) !== null);
        const length = held.reduce(
          (sum, name) => sum + name.length + JSON.stringify(map.get(name)).length,
          0,
        );
        assert.ok(held.length <= 10 && length <= 200);
        const last = entries.at(-1);
        if (last !== undefined) assert.equal(map.get(last.name), 'x'.repeat(last.size));
      }),
      runs(200),
    );
  });
});
