import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  isAtLeast,
  isAtMost,
  isBetween,
  isEmpty,
  isLess,
  isMore,
  isSame,
  isSameValue,
} from '../../stdlib/compare.ts';

describe('isSame', () => {
  it('compares texts, numbers and truths exactly', () => {
    assert.equal(isSame('a', 'a'), true);
    assert.equal(isSame('a', 'A'), false);
    assert.equal(isSame(1, 1), true);
    assert.equal(isSame(false, true), false);
  });
  it('is missing for values of two kinds, and for lists and records', () => {
    for (const [a, b] of [
      ['1', 1],
      [0, false],
      [undefined, undefined],
      [null, null],
      [[], []],
      [{}, {}],
    ]) {
      assert.equal(isSame(a, b), undefined);
    }
  });
});

describe('isSameValue', () => {
  it('compares lists in order', () => {
    assert.equal(isSameValue([1, 'x'], [1, 'x']), true);
    assert.equal(isSameValue([1, 2], [2, 1]), false);
  });
  it('cannot tell for records: a field that one lacks could tell them apart', () => {
    for (const [a, b] of [
      [{ a: 1 }, { a: 1 }],
      [{ a: 1 }, { a: 2 }],
      [[{ a: 1 }], [{ a: 1 }]],
      [{}, 'x'],
    ]) {
      assert.equal(isSameValue(a, b), undefined);
    }
  });
  it('tells kinds apart', () => {
    assert.equal(isSameValue('1', 1), false);
    assert.equal(isSameValue(['a,b'], ['a', 'b']), false);
  });
  it('is missing for what is nested very deep, instead of failing', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    assert.equal(isSameValue(deep, deep), undefined);
  });

  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(tie('value'), { maxLength: 3 })),
  }));
  it('law: a value is the same as its copy', () => {
    fc.assert(fc.property(value, (one) => assert.equal(isSameValue(one, structuredClone(one)), true)));
  });
  it('law: values that are written differently are not the same', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        assert.equal(isSameValue(a, b), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe('order', () => {
  const value = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.string());

  it('orders numbers, and texts as dates and times are ordered', () => {
    assert.equal(isMore(10, 9), true);
    assert.equal(isMore('2026-12-24', '2026-09-30'), true);
    assert.equal(isAtMost('08:00:00', '08:00:00'), true);
  });
  it('is missing between a number and a text', () => {
    for (const compare of [isMore, isLess, isAtLeast, isAtMost]) assert.equal(compare(1, '1'), undefined);
    assert.equal(isBetween(5, 1, '9'), undefined);
  });
  it('includes both ends between', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((number) => isBetween(number, 2, 4)),
      [false, true, true, true, false],
    );
  });

  it('law: of two values of one kind exactly one of more, less and neither holds', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        if (typeof a !== typeof b) return;
        assert.equal(
          Number(isMore(a, b)) + Number(isLess(a, b)) + Number(isAtLeast(a, b) && isAtMost(a, b)),
          1,
        );
      }),
    );
  });
  it('law: at least is not less, at most is not more, in both directions', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        if (typeof a !== typeof b) return;
        assert.equal(isAtLeast(a, b), !isLess(a, b));
        assert.equal(isAtMost(a, b), !isMore(a, b));
        assert.equal(isMore(a, b), isLess(b, a));
      }),
    );
  });
});

describe('isEmpty', () => {
  it('is yes for nothing and for what holds nothing', () => {
    for (const value of [undefined, null, '', [], {}]) assert.equal(isEmpty(value), true);
  });
  it('is no for anything else', () => {
    for (const value of [' ', 0, false, [null], { a: null }]) assert.equal(isEmpty(value), false);
  });
});
