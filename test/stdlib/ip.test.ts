import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { foldIp, parseIp } from '../../stdlib/ip.ts';
import { describeTotality } from './describe-totality.ts';
import { four, six } from './ip-texts.ts';

describe('parseIp', () => {
  const reads = (text: string, version: 4 | 6, canonical = text): void =>
    assert.deepEqual(parseIp(text), { version, canonical });

  it('reads IPv4', () => reads('203.0.113.7', 4));
  it('reads the ends of IPv4', () => {
    reads('0.0.0.0', 4);
    reads('255.255.255.255', 4);
  });
  it('writes IPv6 in one way', () => {
    reads('2001:DB8:0:0:1:0:0:1', 6, '2001:db8::1:0:0:1');
    reads('2001:db8:0:1:1:1:1:1', 6);
    reads('0:0:0:0:0:0:0:0', 6, '::');
    reads('::1', 6);
    reads('1::', 6);
    reads('1:0:0:2:0:0:0:3', 6, '1:0:0:2::3');
    reads('1:0:0:2:3:0:0:4', 6, '1::2:3:0:0:4');
    reads('64:ff9b::192.0.2.33', 6, '64:ff9b::c000:221');
  });
  it('takes an IPv4-mapped address for IPv4', () => {
    reads('::ffff:1.2.3.4', 4, '1.2.3.4');
    reads('0:0:0:0:0:FFFF:0102:0304', 4, '1.2.3.4');
  });
  for (const text of [
    ...[
      '',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '01.2.3.4',
      '1.2.3.04',
      '0x1.2.3.4',
      '1.2.3.4 ',
      '1..2.3',
      '1.2.3.',
    ],
    ...[
      '.1.2.3',
      '16909060',
      '1.2.3.-4',
      '１.2.3.4',
      ':',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
    ],
    ...[
      '1:2:3:4::5:6:7:8',
      '12345::',
      '::g',
      '::1%eth0',
      '[::1]',
      ':1::',
      '1:2:3:4:5:6:7:',
      '1:2:3:4:5:6:7:1.2.3.4',
    ],
    ...['::1.2.3', '::01.2.3.4', '1.2.3.4::', '::1.2.3.4:5', '::ffff:1.2.3.4/128', ' ::1'],
  ]) {
    it(`refuses \`${text}\``, () => assert.equal(parseIp(text), undefined));
  }
});

describeTotality([foldIp, parseIp]);

describe('laws of addresses', () => {
  it('law: strings are addresses exactly when node:net says so, zones aside', () => {
    const piece = fc.constantFrom(
      '::',
      ':',
      '.',
      '0',
      '1',
      'ff',
      '255',
      '256',
      'abcd',
      '12345',
      '01',
      'g',
      '/',
    );
    const odd = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    const cut = fc
      .tuple(six, fc.nat(39), fc.nat(39))
      .map(([text, a, b]) => `${text.slice(0, a)}::${text.slice(b)}`);
    fc.assert(
      fc.property(fc.oneof(odd, cut, four, six), (text) =>
        assert.equal(parseIp(text) !== undefined, isIP(text) !== 0),
      ),
      { numRuns: 3000 },
    );
  });

  it('law: two texts of one address fold to one text, and folding is idempotent', () => {
    fc.assert(
      fc.property(six, (text) => {
        const folded = foldIp(text) ?? '';
        assert.equal(foldIp(text.toUpperCase()), folded);
        assert.equal(foldIp(folded), folded);
        const list = new BlockList();
        list.addAddress(text, 'ipv6');
        assert.ok(list.check(folded, isIP(folded) === 4 ? 'ipv4' : 'ipv6'));
      }),
    );
  });
});
