import type { Builtin } from './builtin.ts';
import { distanceBuiltin } from './distance.ts';
import { foldIp, ipv4Number, ipv4Text, ipv6Key, ipv6Text, mappedNumber, parseIp } from './ip.ts';
import { ipv6Bound, networkRange } from './network-range.ts';
import { scalar } from './type.ts';

/** A set of addresses, built once by `networkOf`. */
export interface Network {
  /** True when the text is an address of the network; false too when it is no address. */
  has(ip: string): boolean;
  /** The same, and missing when it is no address. */
  holds(ip: string): boolean | undefined;
}

/**
 * Builds a network from texts as `parseNetwork` reads them; others are left out. An IPv4 address is in IPv4 ranges only
 * and an IPv6 address in IPv6 ranges only: `::/0` is every IPv6 address and no IPv4 address.
 */
export function networkOf(ranges: unknown): Network {
  const four: number[] = [];
  const six: string[] = [];
  for (const text of Array.isArray(ranges) ? ranges : []) {
    const range = networkRange(text);
    if (range?.version === 4) four.push(range.start * 64 + range.prefix);
    else if (range?.version === 6) six.push(range.start + String.fromCharCode(range.prefix));
  }
  // Two ranges are apart or one holds the other. Sorted by start, the wider first, a range that begins before the last
  // one ended is inside it and can go.
  const starts4: number[] = [];
  const ends4: number[] = [];
  for (const code of Float64Array.from(four).sort()) {
    const start = Math.floor(code / 64);
    if (start <= (ends4.at(-1) ?? -1)) continue;
    starts4.push(start);
    ends4.push(start + 2 ** (32 - (code % 64)) - 1);
  }
  const starts6: string[] = [];
  const ends6: string[] = [];
  for (const code of six.sort()) {
    const start = code.slice(0, 8);
    if (start <= (ends6.at(-1) ?? '')) continue;
    starts6.push(start);
    ends6.push(ipv6Bound(start, code.charCodeAt(8), 65535));
  }
  const holds = (ip: string): boolean | undefined => {
    if (typeof ip !== 'string') return undefined;
    const number = ipv4Number(ip);
    if (number >= 0) return isInRange(number, starts4, ends4);
    const key = ipv6Key(ip);
    if (key === '') return undefined;
    const mapped = mappedNumber(key);
    return mapped >= 0 ? isInRange(mapped, starts4, ends4) : isInRange(key, starts6, ends6);
  };
  return { holds, has: (ip) => holds(ip) === true };
}

/** True when the value is in one of the ranges: both lists are sorted, and no range touches another. */
export function isInRange<T extends number | string>(
  value: T,
  starts: readonly T[],
  ends: readonly T[],
): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const end = ends[middle];
    if (end !== undefined && end < value) low = middle + 1;
    else high = middle;
  }
  const start = starts[low];
  return start !== undefined && start <= value;
}

/** Whether the address is in a network (built by `networkOf`, or a text); missing when one of them cannot be read. */
export function inNetwork(ip: unknown, network: unknown): boolean | undefined {
  const built = typeof network === 'string' && networkRange(network) ? networkOf([network]) : network;
  return typeof ip === 'string' && isNetwork(built) ? built.holds(ip) : undefined;
}

/** True for what `networkOf` builds. */
export function isNetwork(value: unknown): value is Network {
  return typeof value === 'object' && value !== null && 'holds' in value && typeof value.holds === 'function';
}

/** Whether the text is an IPv4 or IPv6 address. */
export function isIp(text: unknown): boolean | undefined {
  if (typeof text !== 'string') return undefined;
  return ipv4Number(text) >= 0 || ipv6Key(text) !== '';
}

/** 4 or 6; 4 for an IPv4-mapped IPv6 address. */
export function ipVersion(ip: unknown): number | undefined {
  return parseIp(ip)?.version;
}

/** Whether the address is one that the public internet does not route. */
export function isPrivateIp(ip: unknown): boolean | undefined {
  // 100.64.0.0/10 is left out: strangers share it behind their provider's router.
  isPrivateIp.network ??= networkOf([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '::1',
    'fc00::/7',
    'fe80::/10',
  ]);
  return inNetwork(ip, isPrivateIp.network);
}
isPrivateIp.network = undefined as Network | undefined;

/** What the builtins call. */
export const networkFunctions = [
  foldIp,
  ipv4Number,
  ipv4Text,
  ipv6Bound,
  ipv6Key,
  ipv6Text,
  isInRange,
  isNetwork,
  mappedNumber,
  networkOf,
  networkRange,
  parseIp,
] as const;

/** What sentences may call. */
export const networkBuiltins: readonly Builtin[] = [
  {
    name: 'isIp',
    summary: 'Yes when the text is an IPv4 or IPv6 address, written strictly.',
    subject: 'network',
    parameters: [{ name: 'text', type: scalar('text') }],
    returns: scalar('yes/no'),
    examples: [
      ['isIp("203.0.113.7")', true],
      ['isIp("2001:db8::1")', true],
      ['isIp("010.0.0.1")', false],
      ['isIp("office")', false],
    ],
    run: isIp,
  },
  {
    name: 'isPrivateIp',
    summary:
      'Yes when the address is for private use, loopback or link-local, so not one of the public internet.',
    subject: 'network',
    parameters: [{ name: 'ip', type: scalar('ip') }],
    returns: scalar('yes/no'),
    examples: [
      ['isPrivateIp(192.168.1.20)', true],
      ['isPrivateIp(fd12:3456::1)', true],
      ['isPrivateIp(203.0.113.7)', false],
      ['isPrivateIp(100.64.0.1)', false],
    ],
    run: isPrivateIp,
  },
  {
    name: 'ipVersion',
    summary: '4 or 6; an IPv4 address that is written as an IPv6 address (`::ffff:10.0.0.1`) is 4.',
    subject: 'network',
    parameters: [{ name: 'ip', type: scalar('ip') }],
    returns: scalar('number'),
    examples: [
      ['ipVersion(203.0.113.7)', 4],
      ['ipVersion(2001:db8::1)', 6],
    ],
    run: ipVersion,
  },
  {
    name: 'inNetwork',
    summary: 'Yes when the address is in the network; the same as `ip in network`.',
    subject: 'network',
    parameters: [
      { name: 'ip', type: scalar('ip') },
      { name: 'network', type: scalar('network') },
    ],
    returns: scalar('yes/no'),
    examples: [
      ['inNetwork(203.0.113.7, 203.0.113.0/24)', true],
      ['inNetwork(2001:db8::1, 203.0.113.0/24)', false],
    ],
    run: inNetwork,
  },
  distanceBuiltin,
];
