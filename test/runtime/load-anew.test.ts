import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadAnew } from '../../runtime/load-anew.ts';

const offset = 2;

function shifted(value: number): number {
  return value + offset;
}

describe('a function that is loaded once more', () => {
  it('does the same', () => assert.equal(loadAnew(shifted, { offset })(40), 42));
  it('is another function each time', () =>
    assert.notEqual(loadAnew(shifted, { offset }), loadAnew(shifted, { offset })));
  it('knows nothing of its module but what it is given', () =>
    assert.throws(() => loadAnew(shifted, {})(40), /offset is not defined/));
});
