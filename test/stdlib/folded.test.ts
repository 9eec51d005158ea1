import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { emailDomain } from '../../stdlib/email.ts';
import { foldAscii, foldDomain, foldList } from '../../stdlib/fold.ts';
import { containsFolded, foldedDomain, startsFolded } from '../../stdlib/folded.ts';
import { startsWith } from '../../stdlib/match-text.ts';
import { contains } from '../../stdlib/membership.ts';

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
  it('law: a text starts with another as it does when it is folded', () =>
    holds(
      fc.property(value, value, (whole, part) =>
        assert.equal(startsFolded(whole, part), startsWith(foldAscii(whole), part)),
      ),
    ));
  it('law: the domain of an address is folded as a domain is', () =>
    holds(
      fc.property(fc.oneof(value, fc.emailAddress(), fc.string()), (address) =>
        assert.equal(foldedDomain(address), foldDomain(emailDomain(address))),
      ),
    ));
});
