import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundCount } from '../../runtime/store/bound-count.ts';

const LONG = JSON.stringify('x'.repeat(2_000_000));

describe('whose counter it is', () => {
  it('stays as it is in few characters', () => {
    const count = { per: JSON.stringify('x'.repeat(498)), value: '' };
    assert.deepEqual([boundCount(count), boundCount({ per: '', value: null }).value], [count, null]);
  });

  it('is a hash in many', () => {
    const { per, value } = boundCount({ per: LONG, value: LONG });
    assert.match(per, /^sha256:[\w-]{43}$/);
    assert.equal(value, per);
  });

  it('is told apart in many, too, even by half a character', () => {
    const ends = ['a', 'b', '\ud800', '\ud801', '\ufffd'];
    assert.equal(new Set(ends.map((end) => boundCount({ per: LONG + end, value: null }).per)).size, 5);
  });
});
