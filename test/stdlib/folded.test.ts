import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isSame } from '../../stdlib/compare.ts';
import { emailDomain } from '../../stdlib/email.ts';
import { buildTexts } from '../../stdlib/flat-texts.ts';
import { foldAscii, foldDomain, foldEmail, foldList } from '../../stdlib/fold.ts';
import {
  asciiIn,
  containsFolded,
  containsFoldOf,
  domainIn,
  emailIn,
  foldedDomain,
  isFoldOf,
  startsFolded,
} from '../../stdlib/folded.ts';
import { startsWith } from '../../stdlib/match-text.ts';
import { contains, type Members, memberOf } from '../../stdlib/membership.ts';
import { openTextSet, textSetOf } from '../../stdlib/text-set.ts';

const KELVIN = '\u212a';
/** Few letters, so that texts often are the same but for their case. */
const text = fc.string({
  unit: fc.constantFrom('a', 'A', 'k', 'K', KELVIN, 'é', 'É', '@', '.', '['),
  maxLength: 4,
});
const value = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom(undefined, null, 3) },
);
const list = fc.oneof(
  { weight: 8, arbitrary: fc.array(value, { maxLength: 4 }) },
  { weight: 1, arbitrary: value },
);
const address = fc.oneof(value, fc.emailAddress(), fc.string());
/** What folds make of the address, and other texts, as each kind of set. */
const asked = fc.tuple(address, fc.array(text, { maxLength: 4 })).chain(([one, others]) => {
  const folds = [foldAscii(one), foldEmail(one), foldDomain(emailDomain(one))];
  return fc.record({
    one: fc.constant(one),
    members: fc
      .subarray([...folds, ...others].filter((item) => item !== undefined))
      .chain((items) => fc.constantFrom(textSetOf(items), openTextSet(buildTexts(items, 0)), new Set(items))),
  });
});
const asks = (law: (one: unknown, members: Members) => void) =>
  holds(fc.property(asked, ({ one, members }) => law(one, members)));
const holds = <T>(law: fc.IProperty<T>) => fc.assert(law, { numRuns: 2000 });

describe('what is asked of folded texts', () => {
  it('law: a list contains a text as its folded list does', () =>
    holds(
      fc.property(list, text, (members, member) =>
        assert.equal(containsFolded(members, member), contains(foldList(members, foldAscii), member)),
      ),
    ));
  it('law: it is unknown whether a list contains what is missing', () =>
    holds(fc.property(list, (members) => assert.equal(containsFolded(members, undefined), undefined))));
  it('law: a list contains a text, both folded, as their folds do', () =>
    holds(
      fc.property(list, value, (members, member) =>
        assert.equal(
          containsFoldOf(members, member),
          contains(foldList(members, foldAscii), foldAscii(member)),
        ),
      ),
    ));
  it('law: a text is another as it is when it is folded', () =>
    holds(
      fc.property(value, text, (one, other) =>
        assert.equal(isFoldOf(one, other), isSame(foldAscii(one), other)),
      ),
    ));
  it('law: a text starts with another as it does when it is folded', () =>
    holds(
      fc.property(value, value, (whole, part) =>
        assert.equal(startsFolded(whole, part), startsWith(foldAscii(whole), part)),
      ),
    ));
  it('law: the domain of an address is folded as a domain is', () =>
    holds(fc.property(address, (one) => assert.equal(foldedDomain(one), foldDomain(emailDomain(one))))));

  it('law: the domain of an address is one of a set as it is when it is folded', () =>
    asks((one, members) => assert.equal(domainIn(one, members), memberOf(foldedDomain(one), members))));
  it('law: an address is one of a set as it is when it is folded', () =>
    asks((one, members) => assert.equal(emailIn(one, members), memberOf(foldEmail(one), members))));
  it('law: a text is one of a set as it is when it is folded', () =>
    asks((one, members) => assert.equal(asciiIn(one, members), memberOf(foldAscii(one), members))));
  it('takes capitals for small letters, and entries for what they are', () => {
    const members = textSetOf(['example.com', 'ada@example.com', 'hr', 'IT']);
    assert.equal(domainIn('Ada@EXAMPLE.com', members), true);
    assert.equal(emailIn('Ada@EXAMPLE.com', members), true);
    assert.deepEqual(
      ['HR', 'Hr', 'IT', 'it'].map((group) => asciiIn(group, members)),
      [true, true, false, false],
    );
  });
  it('has no domain of an address where there is none', () => {
    const members = textSetOf(['', 'example.com']);
    for (const one of ['', '@', 'ada', 'ada@', '@example.com', undefined, null, 3])
      assert.equal(domainIn(one, members), undefined);
    assert.equal(domainIn('eve@evil.test@example.com', members), true);
    assert.equal(domainIn('ada@example.com@evil.test', members), false);
  });
});
