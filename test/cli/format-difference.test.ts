import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatDifference } from '../../cli/tests/format-difference.ts';

const groups = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `Group number ${from + index}`);

describe('a difference in a line', () => {
  it('shows both values', () => {
    assert.equal(lineOf(['a'], ['b']), 'claims.groups: expected ["a"], found ["b"]');
    assert.equal(lineOf('3', null), 'claims.groups: expected "3", found nothing');
  });

  it('shows of long lists only what is missing and what is too much', () => {
    assert.equal(
      lineOf([...groups(0, 50), 'Staff'], groups(0, 55)),
      'claims.groups: expected 51 items, found 55: "Staff" not there, "Group number 50", "Group number 51", "Group number 52" and 2 more not expected',
    );
  });

  it('says so when long lists differ in nothing but their order', () => {
    const line = lineOf(groups(0, 50), groups(0, 50).toReversed());
    assert.ok(line.endsWith('expected 50 items, found 50: the same in another order, or not as often'));
  });

  it('cuts what is long and says how long it is', () => {
    assert.match(
      lineOf('a', 'b'.repeat(5000)),
      /^claims\.groups: expected "a", found "b{199}… \(5002 characters\)$/,
    );
  });
});

function lineOf(expected: unknown, found: unknown): string {
  return formatDifference({ what: 'claims.groups', expected, found, span: { start: 0, end: 0 } });
}
