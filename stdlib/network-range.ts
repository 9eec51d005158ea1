import { ipv4Number, ipv4Text, ipv6Key, ipv6Text, mappedNumber } from './ip.ts';

/** A network as its author wrote it, read. */
export interface ParsedNetwork {
  readonly version: 4 | 6;
  /** How many leading bits all addresses share; for `::ffff:10.0.0.0/104`, which is IPv4, it is 8. */
  readonly prefix: number;
  /** True when bits after the prefix are set, as in `10.0.0.1/8`: the author may have meant something else. */
  readonly hostBits: boolean;
  /** The same network without host bits: `10.0.0.0/8`. */
  readonly canonical: string;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or one address as strictly as `parseIp`; `undefined` for anything else. */
export function parseNetwork(text: unknown): ParsedNetwork | undefined {
  const range = networkRange(text);
  if (range === undefined) return undefined;
  const { prefix, hostBits } = range;
  const first = range.version === 4 ? ipv4Text(range.start) : ipv6Text(range.start);
  return { version: range.version, prefix, hostBits, canonical: `${first}/${prefix}` };
}

/** Where a network starts (an IPv4 number or an `ipv6Key`), and what else `parseNetwork` tells of it. */
export type NetworkRange =
  | { readonly version: 4; readonly start: number; readonly prefix: number; readonly hostBits: boolean }
  | { readonly version: 6; readonly start: string; readonly prefix: number; readonly hostBits: boolean };

/** Reads a network into numbers; `undefined` when the text is none. */
export function networkRange(text: unknown): NetworkRange | undefined {
  if (typeof text !== 'string') return undefined;
  const [address = '', bits, ...rest] = text.split('/');
  let number = ipv4Number(address);
  const key = number < 0 ? ipv6Key(address) : '';
  if ((number < 0 && key === '') || rest.length > 0) return undefined;
  const width = number < 0 ? 128 : 32;
  if (bits !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bits)) return undefined;
  let prefix = bits === undefined ? width : Number(bits);
  if (prefix > width) return undefined;
  if (prefix >= 96 && mappedNumber(key) >= 0) {
    number = mappedNumber(key);
    prefix -= 96;
  }
  if (number < 0) {
    const start = ipv6Bound(key, prefix, 0);
    return { version: 6, start, prefix, hostBits: start !== key };
  }
  const start = number - (number % 2 ** (32 - prefix));
  return { version: 4, start, prefix, hostBits: start !== number };
}

/** An `ipv6Key` with the bits after the prefix taken from `fill`: 0 for the first address, 65535 for the last. */
export function ipv6Bound(key: string, prefix: number, fill: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => {
    const free = 65535 >> Math.max(0, Math.min(16, prefix - index * 16));
    return (key.charCodeAt(index) & ~free) | (fill & free);
  });
  return String.fromCharCode(...groups);
}
