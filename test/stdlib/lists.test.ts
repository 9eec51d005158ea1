import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { except, intersect, union, unique } from '../../stdlib/combine-lists.ts';
import { foldAscii } from '../../stdlib/fold.ts';
import { add, flatten, remove, reverse, sort } from '../../stdlib/lists.ts';

const member = fc.constantFrom('a', 'b', 1, '1', true, 'true');
const list = fc.array(member, { maxLength: 6 });

describe('lists', () => {
  it('do not tell records apart, since a missing fact makes nothing the same', () => {
    assert.equal(unique([{ a: 1 }, { a: 1 }]), undefined);
    assert.equal(remove([{ a: 1 }, { a: 2 }], { a: 1 }), undefined);
  });
  it('are flattened one level deep', () => assert.deepEqual(flatten([[1], 2, [[3]]]), [1, 2, [3]]));
  it('of several kinds have no order', () => {
    assert.equal(sort([1, 'a']), undefined);
    assert.equal(sort([{}, {}]), undefined);
  });
  it('stay as they were', () => {
    assert.deepEqual(sort(Object.freeze(['b', 'a'])), ['a', 'b']);
    const original = Object.freeze([3, 1, 2]);
    assert.deepEqual(
      [sort(original), reverse(original), add(original, 4)],
      [
        [1, 2, 3],
        [2, 1, 3],
        [3, 1, 2, 4],
      ],
    );
  });
  it('are missing beyond a million members', () => {
    const long = Array.from({ length: 1_000_000 }, (_, index) => index);
    assert.equal(add(long, 1), undefined);
    assert.equal(flatten([long, [1]]), undefined);
    assert.equal(union(long, [-1]), undefined);
  });
  it('nested very deep are missing, instead of failing', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    for (const combine of [union, except, intersect]) assert.equal(combine([deep], [deep]), undefined);
    assert.equal(unique([deep]), undefined);
  });

  it('law: they combine as sets do', () => {
    fc.assert(
      fc.property(list, list, (list, other) => {
        assert.deepEqual(unique(list), [...new Set(list)]);
        assert.deepEqual(union(list, other), [...new Set([...list, ...other])]);
        assert.deepEqual(except(list, other), [...new Set(list).difference(new Set(other))]);
        assert.deepEqual(intersect(list, other), unique(list.filter((member) => other.includes(member))));
      }),
    );
  });
  it('law: under a fold they combine as the folded members do, and keep the first spelling', () => {
    const group = fc.constantFrom('HR', 'hr', 'Hr', 'IT', 'it', '\u212aelvin', 'kelvin', 3);
    const groups = fc.array(group, { maxLength: 6 });
    const folded = (list: readonly unknown[] | undefined) => list?.map((one) => foldAscii(one) ?? one);
    fc.assert(
      fc.property(groups, groups, (list, other) => {
        for (const combine of [union, except, intersect]) {
          const combined = combine(list, other, 'foldAscii');
          assert.deepEqual(folded(combined), combine(folded(list), folded(other)));
          const spellings = [...list, ...other];
          for (const one of combined ?? [])
            assert.equal(
              one,
              spellings.find((each) => (foldAscii(each) ?? each) === (foldAscii(one) ?? one)),
            );
        }
        assert.deepEqual(folded(unique(list, 'foldAscii')), unique(folded(list)));
      }),
    );
    assert.deepEqual(remove(['HR', 'hr', 'IT'], 'Hr', 'foldAscii'), ['IT']);
    assert.deepEqual(except(['ada@Bücher.example'], ['ADA@xn--bcher-kva.example'], 'foldEmail'), []);
    assert.deepEqual(intersect(['Bücher.example'], ['xn--bcher-kva.example'], 'foldDomain'), [
      'Bücher.example',
    ]);
    assert.deepEqual(unique(['2001:db8::1', '2001:0db8:0::1'], 'foldIp'), ['2001:db8::1']);
  });
  it('law: what was added can be removed', () => {
    fc.assert(
      fc.property(list, member, (list, member) => {
        assert.deepEqual(
          remove(add(list, member), member),
          list.filter((other) => other !== member),
        );
      }),
    );
  });
  it('law: sorting orders numbers by size and texts by code units, and keeps every member', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.integer()), fc.array(fc.string())), (list) => {
        const sorted = sort(list as string[]) as (string | number)[];
        assert.ok(sorted.every((member, index) => index === 0 || member >= sorted[index - 1]!));
        assert.equal(sorted.length, list.length);
        assert.deepEqual(new Set<unknown>(sorted), new Set<unknown>(list));
      }),
    );
  });
});
