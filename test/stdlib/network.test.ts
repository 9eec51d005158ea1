import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { parseIp } from '../../stdlib/ip.ts';
import { libraryText } from '../../stdlib/library-text.ts';
import { inNetwork, networkBuiltins, networkOf } from '../../stdlib/network.ts';
import { parseNetwork } from '../../stdlib/network-range.ts';
import { describeTotality } from './describe-totality.ts';
import { four, six } from './ip-texts.ts';

const has = (ranges: string[], ip: string): boolean => networkOf(ranges).has(ip);

describe('parseNetwork', () => {
  const canonical = (text: string): string | undefined => parseNetwork(text)?.canonical;

  it('reads a network', () =>
    assert.deepEqual(parseNetwork('203.0.113.0/24'), {
      version: 4,
      prefix: 24,
      hostBits: false,
      canonical: '203.0.113.0/24',
    }));
  it('tells of host bits', () => {
    assert.equal(parseNetwork('10.0.0.1/8')?.hostBits, true);
    assert.equal(parseNetwork('2001:db8::1/32')?.hostBits, true);
    assert.equal(parseNetwork('2001:db8::/32')?.hostBits, false);
    assert.equal(canonical('10.1.2.3/8'), '10.0.0.0/8');
    assert.equal(canonical('2001:db8:ffff::1/33'), '2001:db8:8000::/33');
  });
  it('takes one address for a network of one', () => {
    assert.equal(canonical('10.0.0.1'), '10.0.0.1/32');
    assert.equal(canonical('::1'), '::1/128');
  });
  it('takes an IPv4-mapped network for IPv4', () => {
    assert.equal(canonical('::ffff:10.0.0.0/104'), '10.0.0.0/8');
    assert.equal(canonical('::ffff:0:0/96'), '0.0.0.0/0');
  });
  for (const text of [
    ...['10.0.0.0/33', '::/129', '10.0.0.0/08', '10.0.0.0/', '10.0.0.0/+8', '10.0.0.0/8/8', '/8', '10.0.0/8'],
    ...['10.0.0.0/-1', '10.0.0.0/255.0.0.0', '10.0.0.0 /8', '10.0.0.0/1e1', '10.0.0.1-10.0.0.9', 'office'],
  ]) {
    it(`refuses \`${text}\``, () => assert.equal(parseNetwork(text), undefined));
  }
});

describe('networkOf', () => {
  it('holds the first and the last address of a range, and not their neighbours', () => {
    const found = ['203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'].map((ip) =>
      has(['203.0.113.0/24'], ip),
    );
    assert.deepEqual(found, [false, true, true, false]);
  });
  it('holds everything under a prefix of 0, of its own version only', () => {
    assert.deepEqual([has(['0.0.0.0/0'], '255.255.255.255'), has(['0.0.0.0/0'], '::1')], [true, false]);
    assert.deepEqual([has(['::/0'], '::1'), has(['::/0'], '10.0.0.1')], [true, false]);
    assert.equal(has(['::/0'], '::ffff:10.0.0.1'), false);
  });
  it('finds an IPv4 address in either of its two forms', () => {
    assert.equal(has(['10.0.0.0/8'], '::ffff:10.1.2.3'), true);
    assert.equal(has(['::ffff:10.0.0.0/104'], '10.1.2.3'), true);
  });
  it('finds an address beside a range inside a range', () =>
    assert.equal(has(['10.0.0.0/8', '10.1.0.0/16', '9.0.0.0/8'], '10.200.0.1'), true));
  it('works in a context with nothing but JavaScript’s own globals', () => {
    const context = vm.createContext(Object.create(null));
    vm.runInContext(libraryText(['networkOf']), context);
    const call = (ip: string): unknown =>
      vm.runInContext(`networkOf(['10.0.0.0/8', '2001:db8::/32']).has('${ip}')`, context);
    assert.deepEqual(['10.1.2.3', '11.1.2.3', '2001:db8::1', '2001:db9::1'].map(call), [
      true,
      false,
      true,
      false,
    ]);
  });
  it('holds nothing of what cannot be read', () => {
    assert.equal(has(['10.0.0.0/8'], '010.0.0.1'), false);
    assert.equal(has(['010.0.0.0/8', 'office'], '10.0.0.1'), false);
  });
});

describe('inNetwork', () => {
  it('takes a built network and a text', () => {
    assert.equal(inNetwork('10.1.2.3', networkOf(['10.0.0.0/8'])), true);
    assert.equal(inNetwork('11.1.2.3', '10.0.0.0/8'), false);
  });
  it('is missing for what cannot be read', () => {
    assert.equal(inNetwork('10.1.2', networkOf(['10.0.0.0/8'])), undefined);
    assert.equal(inNetwork('10.1.2.3', '10.0.0.0/88'), undefined);
  });
});

describeTotality([...networkBuiltins.map(({ run }) => run), networkOf]);

describe('laws of networks', () => {
  const agrees = (family: 'ipv4' | 'ipv6', address: fc.Arbitrary<string>, width: number): void => {
    const network = fc.tuple(address, fc.oneof(fc.nat(width), fc.constant(width)));
    // Addresses near a network are more telling than addresses anywhere.
    const networks = fc.array(network, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(networks, address, (ranges, other) => {
        const list = new BlockList();
        for (const [ip, prefix] of ranges) list.addSubnet(ip, prefix, family);
        const built = networkOf(ranges.map(([ip, prefix]) => `${ip}/${prefix}`));
        for (const ip of [other, ...ranges.flatMap(([ip]) => [ip, neighbour(ip, 1), neighbour(ip, -1)])]) {
          assert.equal(built.has(ip), list.check(ip, family), ip);
        }
      }),
      { numRuns: 500 },
    );
  };
  it('law: IPv4 membership is that of node:net', () => agrees('ipv4', four, 32));
  it('law: IPv6 membership is that of node:net', () =>
    agrees(
      'ipv6',
      six.filter((ip) => parseIp(ip)?.version === 6),
      128,
    ));

  it('law: what parseNetwork writes is the same network', () => {
    fc.assert(
      fc.property(four, fc.nat(32), six, fc.nat(128), (ip, prefix, other, length) => {
        for (const text of [`${ip}/${prefix}`, `${other}/${length}`]) {
          const canonical = parseNetwork(text)?.canonical ?? '';
          assert.deepEqual(parseNetwork(canonical), { ...parseNetwork(text), hostBits: false });
        }
      }),
    );
  });
});

function neighbour(ip: string, step: number): string {
  const isFour = ip.includes('.');
  const parts = ip.split(isFour ? '.' : ':');
  const base = isFour ? 10 : 16;
  const last = Number.parseInt(parts[parts.length - 1]!, base);
  const moved = Math.max(0, Math.min(isFour ? 255 : 0xffff, last + step));
  return parts.with(-1, moved.toString(base)).join(isFour ? '.' : ':');
}
