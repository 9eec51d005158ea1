import { BlockList, isIP } from 'node:net';
import { parseNetwork } from '../../stdlib/index.ts';

/** Says which addresses may be connected to. */
export interface AddressGuard {
  /** False too for what is no address. */
  allows(address: string): boolean;
}

/**
 * IPv4 that is nobody's on the public internet, after the registry of special purposes at IANA, and the one public
 * address at which a cloud tells a machine about itself. https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/** NAT64: the last 32 bits are an IPv4 address. */
const TRANSLATED = '64:ff9b::/96';

/** Everything else in IPv6 is private, local, for many, or of no meaning yet. */
const PUBLIC_IPV6 = ['2000::/3', TRANSLATED] as const;

/** Protocol assignments with Teredo, documentation, and 6to4, which can carry any IPv4 address. */
const NOT_PUBLIC_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

/**
 * Allows public addresses, and those of `networks`: `10.0.0.0/8`, `fd00::/8`, a single address. A text that is no
 * network opens nothing.
 */
export function openAddressGuard(networks: readonly string[]): AddressGuard {
  const opened = blockListOf(networks);
  const openIpv6 = blockListOf(PUBLIC_IPV6);
  const closed = blockListOf([...NOT_PUBLIC_IPV4, ...NOT_PUBLIC_IPV6]);
  return {
    allows(address) {
      const version = isIP(address);
      // A zone means a network of this very machine.
      if (version === 0 || address.includes('%')) return false;
      const family = version === 4 ? 'ipv4' : 'ipv6';
      if (opened.check(address, family)) return true;
      return !closed.check(address, family) && (version === 4 || openIpv6.check(address, family));
    },
  };
}

/** IPv4 networks hold the IPv4-mapped and the translated forms of their addresses too. */
function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of networks) {
    const network = parseNetwork(text);
    if (network === undefined) continue;
    const [first = ''] = network.canonical.split('/');
    list.addSubnet(first, network.prefix, network.version === 4 ? 'ipv4' : 'ipv6');
    if (network.version === 4) list.addSubnet(`64:ff9b::${first}`, 96 + network.prefix, 'ipv6');
  }
  return list;
}
