import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  allMembersOf,
  anyMemberOf,
  contains,
  containsAll,
  containsAny,
  memberOf,
  setItems,
} from '../../stdlib/membership.ts';
import { lookupMany, lookupOne } from '../../stdlib/table.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 });

describe('lists', () => {
  it('contain their members exactly', () => {
    assert.equal(contains(['HR', 'IT'], 'HR'), true);
    assert.equal(contains(['HR'], 'hr'), false);
    assert.equal(contains([], 'HR'), false);
  });
  it('cannot tell where records are compared, and compare lists member by member', () => {
    const record = { city: 'London' };
    assert.equal(contains([record], record), undefined);
    assert.equal(contains(['HR', record], 'HR'), true);
    assert.equal(contains(['HR', record], 'IT'), undefined);
    assert.equal(contains([['HR'], 'IT'], ['HR']), true);
    assert.equal(containsAny([record], [record]), undefined);
    assert.equal(containsAny([record, 'HR'], [record, 'HR']), true);
    assert.equal(containsAll([record, 'HR'], ['HR', record]), undefined);
    assert.equal(containsAll([['HR'], ['IT']], [['IT']]), true);
  });

  it('share nothing with an empty list, and have all of it', () => {
    assert.equal(containsAny(['HR'], []), false);
    assert.equal(containsAll([], []), true);
  });

  it('law: many are contained as one by one', () => {
    // Long lists are asked in another way than short ones.
    const long = fc.array(
      fc.integer({ max: 40, min: 0 }).map((number) => `g${number}`),
      { maxLength: 40, size: 'max' },
    );
    const pairs = fc.oneof(fc.tuple(texts, texts), fc.tuple(long, long));
    fc.assert(
      fc.property(pairs, ([list, other]) => {
        assert.equal(
          containsAny(list, other),
          other.some((value) => contains(list, value)),
        );
        assert.equal(
          containsAll(list, other),
          other.every((value) => contains(list, value)),
        );
      }),
    );
  });
  it('law: a set answers as the list of its texts', () => {
    fc.assert(
      fc.property(texts, texts, fc.string(), (list, items, text) => {
        const set = new Set(items);
        assert.equal(memberOf(text, set), contains(items, text));
        assert.equal(anyMemberOf(list, set), containsAny(items, list));
        assert.equal(allMembersOf(list, set), containsAll(items, list));
        assert.deepEqual(setItems(set), [...new Set(items)]);
      }),
    );
  });
});

describe('tables', () => {
  const roles = new Map([
    ['hr', ['read', 'write']],
    ['it', ['admin', 'read']],
    ['none', []],
  ]);

  it('give the row of a key', () => assert.deepEqual(lookupOne('hr', roles), ['read', 'write']));
  it('give missing without a row', () => assert.equal(lookupOne('constructor', roles), undefined));
  it('give the rows of many keys as one list, each value once, in order', () =>
    assert.deepEqual(lookupMany(['it', 'sales', 'hr'], roles), ['admin', 'read', 'write']));
  it('give missing when no key has a row', () => {
    assert.equal(lookupMany(['sales'], roles), undefined);
    assert.equal(lookupMany([], roles), undefined);
  });
  it('give each value once, however many there are', () => {
    const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
    const rows = new Map(keys.map((key, index) => [key, [`v${index % 40}`, 'all']]));
    assert.deepEqual(lookupMany(keys, rows), [
      'v0',
      'all',
      ...Array.from({ length: 39 }, (_, index) => `v${index + 1}`),
    ]);
  });
  it('give an empty list when the rows are empty', () => assert.deepEqual(lookupMany(['none'], roles), []));
  it('give single texts as members', () => {
    const regions = new Map([
      ['DE', 'eu'],
      ['FR', 'eu'],
      ['US', 'us'],
    ]);
    assert.deepEqual(lookupMany(['DE', 'US', 'FR'], regions), ['eu', 'us']);
  });
});
