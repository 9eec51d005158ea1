import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { filterMembers, mapMembers } from '../../stdlib/each.ts';

const member = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
const list = fc.option(fc.array(member, { maxLength: 5 }), { nil: undefined });
/** Answers for each of the members that there are. */
const test = fc
  .record({ a: fc.boolean(), b: fc.boolean(), c: fc.option(fc.boolean(), { nil: undefined }) })
  .map(
    (answers) => (value: unknown) =>
      new Map<unknown, boolean | undefined>(Object.entries(answers)).get(value) ?? value === undefined,
  );

describe('filterMembers', () => {
  it('law: it gives what mapMembers gives with the members themselves', () =>
    fc.assert(
      fc.property(list, test, (members, passes) =>
        assert.deepEqual(
          filterMembers(members, passes),
          mapMembers(members, passes, (value) => value),
        ),
      ),
      { numRuns: 1000 },
    ));
  it('is missing when one member is in doubt', () =>
    assert.equal(
      filterMembers(['a', 'b'], (value) => (value === 'a' ? true : undefined)),
      undefined,
    ));
});
