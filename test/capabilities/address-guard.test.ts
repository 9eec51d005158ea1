import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openAddressGuard } from '../../runtime/capabilities/address-guard.ts';
import { runs } from '../laws/runs.ts';

const PUBLIC = openAddressGuard([]);

describe('an address guard', () => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '100.63.255.255',
    '100.128.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '64:ff9b::8.8.8.8',
  ]) {
    it(`allows ${address}`, () => assert.equal(PUBLIC.allows(address), true));
  }

  for (const address of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%lo',
    '2606:4700:4700::1111%lo',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
    '010.0.0.1',
    '2130706433',
  ]) {
    it(`refuses ${address === '' ? 'nothing' : address}`, () => assert.equal(PUBLIC.allows(address), false));
  }

  it('allows the networks that are opened, in all their forms', () => {
    const guard = openAddressGuard(['10.0.0.0/8', 'fd00:1::/32', 'nonsense', '192.168.1.1']);
    const allowed = [
      '10.9.8.7',
      '::ffff:10.9.8.7',
      '64:ff9b::10.9.8.7',
      'fd00:1::5',
      '192.168.1.1',
      '8.8.8.8',
    ];
    const refused = ['11.0.0.0', '192.168.1.2', 'fd00:2::5', '127.0.0.1'].filter((ip) => guard.allows(ip));
    assert.deepEqual(
      allowed.filter((ip) => !guard.allows(ip)),
      [],
    );
    assert.deepEqual(refused, ['11.0.0.0']);
  });

  it('law: no spelling of a private address in a URL passes', () => {
    fc.assert(
      fc.property(privateIpv4, spelling, (octets, spell) => {
        const { hostname } = new URL(`http://${spell(octets)}/`);
        const address = hostname.replace(/^\[|\]$/g, '');
        assert.notEqual(isIP(address), 0, hostname);
        assert.equal(PUBLIC.allows(address), false, hostname);
      }),
      runs(1000),
    );
  });
});

const octet = fc.integer({ min: 0, max: 255 });

type Octets = readonly [number, number, number, number];

const privateIpv4: fc.Arbitrary<Octets> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

const numberOf = ([a, b, c, d]: Octets) => ((a * 256 + b) * 256 + c) * 256 + d;
const groupsOf = ([a, b, c, d]: Octets) => `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
const octal = (part: number) => `0${part.toString(8)}`;
const hex = (part: number) => `0x${part.toString(16)}`;

const spelling: fc.Arbitrary<(octets: Octets) => string> = fc.constantFrom(
  (octets) => octets.join('.'),
  (octets) => `${octets.join('.')}.`,
  (octets) => String(numberOf(octets)),
  (octets) => hex(numberOf(octets)),
  (octets) => octal(numberOf(octets)),
  (octets) => octets.map(octal).join('.'),
  (octets) => octets.map(hex).join('.'),
  ([a, b, c, d]) => `${a}.${octal(b)}.${hex(c)}.${d}`,
  ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  ([a, b, c, d]) => `${hex(a)}.${(b * 256 + c) * 256 + d}`,
  (octets) => octets.join('。'),
  (octets) => octets.join('.').replace(/1/g, '１').replace(/2/g, '②'),
  (octets) => octets.join('%2e'),
  (octets) => `[::ffff:${octets.join('.')}]`,
  (octets) => `[0:0:0:0:0:FFFF:${groupsOf(octets)}]`,
  (octets) => `[::${octets.join('.')}]`,
  (octets) => `[64:ff9b::${octets.join('.')}]`,
  (octets) => `[2002:${groupsOf(octets)}::]`,
);
