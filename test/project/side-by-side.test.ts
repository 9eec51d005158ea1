import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sideBySide } from '../../project/side-by-side.ts';

describe('work that is done side by side', () => {
  it('gives results in the order of the items, whichever ends first', async () => {
    const results = await sideBySide([3, 1, 2, 0], 3, async (item) => {
      await setTimeout(item);
      return item * 10;
    });
    assert.deepEqual(results, [30, 10, 20, 0]);
  });

  it('is never done for more items at a time than it may be, and for as many', async () => {
    let [busy, most] = [0, 0];
    await sideBySide(Array.from({ length: 20 }), 4, async () => {
      most = Math.max(most, ++busy);
      await setTimeout(1);
      busy--;
    });
    assert.deepEqual([most, busy], [4, 0]);
  });

  it('is nothing for no items', async () =>
    assert.deepEqual(await sideBySide([], 4, () => assert.fail('there is nothing to do')), []));

  it('rejects as the work does', () =>
    assert.rejects(
      sideBySide([1], 4, () => Promise.reject(new Error('no disk'))),
      /no disk/,
    ));
});
