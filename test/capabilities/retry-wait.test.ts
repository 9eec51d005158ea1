import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { retryWait } from '../../runtime/capabilities/retry-wait.ts';
import { runs } from '../laws/runs.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const MANNERS = { retries: 2, backOff: 100, longestWait: 5000 };

/** The wait before a GET is tried again. */
function waitOf(headers: readonly (readonly [string, string])[], tries = 0, random = 0): number | null {
  return retryWait({ method: 'GET', status: 429, headers, tries, now: NOW, random, manners: MANNERS });
}

describe('the wait before a retry', () => {
  it('doubles, and varies, when the server says nothing', () => {
    assert.deepEqual([waitOf([]), waitOf([], 1), waitOf([], 0, 1), waitOf([], 1, 1)], [50, 100, 100, 200]);
  });

  it('ends when there were enough', () => assert.equal(waitOf([], 2), null));

  for (const [name, value, expected] of [
    ['retry-after', '3', 3000],
    ['Retry-After', ' 3 ', 3000],
    ['retry-after', 'Sun, 22 Nov 2026 12:00:04 GMT', 4000],
    ['retry-after', 'Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['x-ratelimit-reset', String(NOW / 1000 + 2), 2000],
    ['retry-after', '6', null],
    ['retry-after', '999999999', null],
    ['retry-after', 'later', 50],
    ['retry-after', '-1', 50],
    ['retry-after', '1e3', 50],
  ] as const) {
    it(`is ${expected} after ${name}: ${value}`, () => assert.equal(waitOf([[name, value]]), expected));
  }

  it('law: is never shorter than told and never longer than the longest', () => {
    const seconds = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        seconds,
        fc.integer({ min: 0, max: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (told, tries, random) => {
          const wait = waitOf([['retry-after', String(told)]], tries, random);
          assert.ok(wait === null || (wait >= told * 1000 && wait <= MANNERS.longestWait));
        },
      ),
      runs(300),
    );
  });
});
