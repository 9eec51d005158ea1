import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromFigures, measure } from '../../bench/measure.ts';

describe('contestants', () => {
  it('take turns, each twice in a row, of which one warms up', async () => {
    const seen: string[] = [];
    const contestant = (name: string) => ({ name, count: 1, turn: () => seen.push(name) });
    await measure([contestant('a'), contestant('b')], 1e-9, 3);
    assert.equal(seen.join(''), `ab${'aabb'.repeat(3)}`);
  });

  it('are waited for', async () => {
    let done = 0;
    const turn = async () => {
      await null;
      done += 1;
    };
    await measure([{ name: 'a', count: 1, turn }], 1e-9, 2);
    assert.equal(done, 1 + 2 * 2);
  });

  it('are as fast as the first where they are the first', async () => {
    const [line] = await measure([{ name: 'a', count: 1, turn: () => null }], 1, 3);
    assert.equal(line?.ratio, 1);
  });

  it('end the benchmark where one throws', async () => {
    const turn = () => assert.fail('wrong');
    await assert.rejects(measure([{ name: 'a', count: 1, turn }], 1), /wrong/);
  });
});

describe('figures that were found otherwise', () => {
  it('are held against the first of them', () => {
    const ratios = fromFigures([
      ['a', [1, 2, 3]],
      ['b', [4, 4, 9]],
    ]).map(({ ratio }) => ratio);
    assert.deepEqual(ratios, [1, 2]);
  });
});
