import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openPacer, readRateLimit } from '../../runtime/capabilities/rate-limit.ts';

const NOW = 1_800_000_000_000;

describe('a rate limit', () => {
  for (const [what, headers, expected] of [
    [
      'in seconds since 1970',
      [
        ['x-ratelimit-remaining', '2'],
        ['x-ratelimit-reset', '1800000005'],
      ],
      [2, 5000],
    ],
    [
      'in seconds that are left',
      [
        ['ratelimit-remaining', '0'],
        ['ratelimit-reset', '7'],
      ],
      [0, 7000],
    ],
    [
      'with another hyphen',
      [
        ['x-rate-limit-remaining', '9'],
        ['x-rate-limit-reset', '1'],
      ],
      [9, 1000],
    ],
    ['without a time', [['x-ratelimit-remaining', '1']], [1, 1000]],
    [
      'with a time that is none',
      [
        ['x-ratelimit-remaining', '1'],
        ['x-ratelimit-reset', 'soon'],
      ],
      [1, 1000],
    ],
  ] as const) {
    it(`is read ${what}`, () => {
      const limit = readRateLimit(headers, NOW);
      assert.deepEqual([limit?.remaining, (limit?.resetsAt ?? 0) - NOW], expected);
    });
  }

  for (const value of ['', '-1', 'NaN', '1e9', '0x1', '∞']) {
    it(`is not ${JSON.stringify(value)}`, () => {
      assert.equal(readRateLimit([['x-ratelimit-remaining', value]], NOW), null);
    });
  }
});

describe('a pacer', () => {
  /** The waits of calls that come at once, with so many left for 12 seconds. */
  function waits(remaining: number, calls: number, longest = 60_000): readonly number[] {
    const pacer = openPacer();
    pacer.note({ remaining, resetsAt: NOW + 12_000 });
    return Array.from({ length: calls }, () => pacer.reserve(NOW, longest));
  }

  it('holds nothing up that it knows nothing of', () => assert.equal(openPacer().reserve(NOW, 1000), 0));

  it('holds nothing up while many calls are left', () => assert.deepEqual(waits(100, 3), [0, 0, 0]));

  it('spreads the last calls over the time', () => assert.deepEqual(waits(3, 3), [3000, 7000, 12_000]));

  it('counts the calls that it lets through', () => assert.deepEqual(waits(5, 3), [0, 0, 3000]));

  it('waits for the reset when none is left, and no longer than it may', () => {
    assert.deepEqual([waits(0, 1), waits(0, 2, 500)], [[12_000], [500, 500]]);
  });

  it('forgets a limit that is over', () => {
    const pacer = openPacer();
    pacer.note({ remaining: 0, resetsAt: NOW + 10 });
    assert.equal(pacer.reserve(NOW + 10, 1000), 0);
  });
});
