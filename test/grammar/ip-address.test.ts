import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isIp, isNetwork, wholeNetwork } from '../../grammar/ip-address.ts';
import { parseIp } from '../../stdlib/ip.ts';
import { parseNetwork } from '../../stdlib/network-range.ts';
import { four, six } from '../stdlib/ip-texts.ts';

/** Addresses, and texts that are nearly one. */
const nearlyIp = fc
  .tuple(fc.oneof(four, six), fc.nat(40), fc.constantFrom('', '0', ':', '.', 'g', '1', '::', ' ', '%1'))
  .map(([text, at, extra]) => text.slice(0, at) + extra + text.slice(at));
const nearlyNetwork = fc
  .tuple(
    fc.oneof(four, six, nearlyIp),
    fc.constantFrom('/0', '/8', '/24', '/32', '/33', '/128', '/129', '/08', '/', '//8', '/-1'),
  )
  .map(([ip, prefix]) => ip + prefix);

describe('addresses in sentences', () => {
  it('law: the grammar reads as an address what the language takes for one', () => {
    fc.assert(
      fc.property(nearlyIp, (text) => assert.equal(isIp(text), parseIp(text) !== undefined)),
      { numRuns: 2000 },
    );
  });

  it('law: the grammar reads as a network what the language takes for one, and knows the range around it', () => {
    fc.assert(
      fc.property(nearlyNetwork, (text) => {
        const known = parseNetwork(text);
        assert.equal(isNetwork(text), known?.hostBits === false);
        if (!text.includes(':')) assert.equal(wholeNetwork(text), known?.canonical ?? null);
      }),
      { numRuns: 2000 },
    );
  });
});
