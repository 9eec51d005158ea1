import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { medianOf, spreadOf } from '../../bench/statistics.ts';

describe('the spread of figures', () => {
  it('has the middle one and the quarters, in whatever order they come', () => {
    assert.deepEqual(spreadOf([5, 1, 4, 2, 3]), { median: 3, low: 2, high: 4 });
  });

  it('lies between two figures where none is in the middle', () => {
    assert.deepEqual(spreadOf([10, 20, 30, 40]), { median: 25, low: 17.5, high: 32.5 });
  });

  it('of one figure is that figure', () => assert.deepEqual(spreadOf([7]), { median: 7, low: 7, high: 7 }));

  it('of none is no number', () => assert.ok(Number.isNaN(medianOf([]))));

  it('leaves the figures as they were', () => {
    const figures = [3, 1, 2];
    medianOf(figures);
    assert.deepEqual(figures, [3, 1, 2]);
  });
});
