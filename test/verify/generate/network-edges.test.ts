import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkEdges } from '../../../verify/generate/network-edges.ts';

describe('the edges of a network', () => {
  it('are the first and last address, and those before and behind', () =>
    assert.deepEqual(networkEdges('10.1.0.0/30').slice(0, 4), [
      '10.1.0.0',
      '10.1.0.3',
      '10.0.255.255',
      '10.1.0.4',
    ]));

  it('end where addresses end', () => {
    assert.deepEqual(networkEdges('0.0.0.0/0').slice(0, 3), ['0.0.0.0', '255.255.255.255', '128.0.0.0']);
    assert.ok(!networkEdges('255.255.255.255').includes('256.0.0.0'));
  });

  it('are written as short as can be in version 6', () =>
    assert.deepEqual(networkEdges('2001:db8::/127').slice(0, 4), [
      '2001:db8::',
      '2001:db8::1',
      '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff',
      '2001:db8::2',
    ]));

  it('of all addresses of version 6 are the zero address and the last', () =>
    assert.deepEqual(networkEdges('::/0').slice(0, 2), ['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']));

  it('of what is no network are none', () => assert.deepEqual(networkEdges('office'), []));
});
