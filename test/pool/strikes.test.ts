import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_POOL_LIMITS } from '../../runtime/pool/pool-limits.ts';
import { openStrikes } from '../../runtime/pool/strikes.ts';

/** Strikes with seconds between them, and a look so many seconds after the last. */
function standingAfter(strikes: readonly ('sure' | 'suspected')[], gap: number, later: number) {
  let now = 0;
  const opened = openStrikes(DEFAULT_POOL_LIMITS, () => now);
  for (const strike of strikes) {
    now += gap * 1000;
    opened.add(strike);
  }
  now += later * 1000;
  return opened.standing;
}

const times = (count: number) => Array<'sure'>(count).fill('sure');

describe('strikes', () => {
  it('two of them mean nothing', () => assert.deepEqual(standingAfter(times(2), 1, 0), { kind: 'good' }));

  it('three of them mean a rest', () =>
    assert.deepEqual(standingAfter(times(3), 1, 0), { kind: 'resting', rest: 1000, strikes: 3 }));

  it('each further one doubles the rest', () =>
    assert.deepEqual(standingAfter(times(5), 1, 1), { kind: 'resting', rest: 3000, strikes: 5 }));

  it('no rest is longer than a minute', () =>
    assert.deepEqual(standingAfter(times(9), 60, 0), { kind: 'resting', rest: 60_000, strikes: 9 }));

  it('after the rest the tenant runs apart', () =>
    assert.deepEqual(standingAfter(times(3), 1, 1), { kind: 'apart' }));

  it('they are forgotten after ten minutes', () =>
    assert.deepEqual(standingAfter(times(9), 1, 600), { kind: 'good' }));

  it('few of them over a long time mean nothing', () =>
    assert.deepEqual(standingAfter(times(30), 301, 0), { kind: 'good' }));

  it('ten of them turn the rules off for good', () =>
    assert.deepEqual(standingAfter(times(10), 1, 100_000).kind, 'off'));

  it('who is only suspected runs apart and never rests', () =>
    assert.deepEqual(standingAfter(Array<'suspected'>(30).fill('suspected'), 1, 0), { kind: 'apart' }));
});
