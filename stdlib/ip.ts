/** An IP address: its version, and the one way of writing it by which equal addresses are equal texts. */
export interface Ip {
  readonly version: 4 | 6;
  /** Dotted for IPv4, RFC 5952 for IPv6. */
  readonly canonical: string;
}

/**
 * Reads an address strictly: no leading zeros, no octal, no short forms, no zone, no spaces; `undefined` for anything
 * else. `::ffff:1.2.3.4` is the IPv4 address 1.2.3.4.
 */
export function parseIp(text: unknown): Ip | undefined {
  if (typeof text !== 'string') return undefined;
  const number = ipv4Number(text);
  if (number >= 0) return { version: 4, canonical: text };
  const key = ipv6Key(text);
  if (key === '') return undefined;
  const mapped = mappedNumber(key);
  return mapped < 0 ? { version: 6, canonical: ipv6Text(key) } : { version: 4, canonical: ipv4Text(mapped) };
}

/** The canonical text of an address; missing when it is none. Two addresses are the same when these texts are. */
export function foldIp(text: unknown): string | undefined {
  return parseIp(text)?.canonical;
}

/** An IPv4 address as a number from 0 to 2³² − 1; −1 when the text is none. */
export function ipv4Number(text: string): number {
  let value = 0;
  let part = -1;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) {
      // A digit after a lone 0 would be a leading zero, which some readers take for octal.
      if (part === 0) return -1;
      part = part < 0 ? code - 48 : part * 10 + code - 48;
      if (part > 255) return -1;
    } else if (code === 46 && part >= 0 && dots < 3) {
      value = value * 256 + part;
      part = -1;
      dots++;
    } else return -1;
  }
  return dots === 3 && part >= 0 ? value * 256 + part : -1;
}

/**
 * An IPv6 address as a text of eight UTF-16 units, one for each group, so that `<` orders keys as it orders addresses;
 * empty when the text is no address.
 */
export function ipv6Key(text: string): string {
  if (text.length < 2 || text.length > 45) return '';
  const groups: number[] = [];
  let gap = text.startsWith('::') ? 0 : -1;
  let index = gap === 0 ? 2 : 0;
  while (index < text.length) {
    const start = index;
    let group = 0;
    for (; index < text.length && index - start < 5; index++) {
      const code = text.charCodeAt(index);
      const letter = code | 32;
      if (code >= 48 && code <= 57) group = group * 16 + code - 48;
      else if (letter >= 97 && letter <= 102) group = group * 16 + letter - 87;
      else break;
    }
    if (text[index] === '.') {
      const tail = ipv4Number(text.slice(start));
      if (tail < 0) return '';
      groups.push(Math.floor(tail / 65536), tail % 65536);
      break;
    }
    if (index === start || index - start > 4) return '';
    groups.push(group);
    if (index === text.length) break;
    if (text[index] !== ':') return '';
    index++;
    if (index === text.length) return '';
    if (text[index] === ':') {
      if (gap >= 0) return '';
      gap = groups.length;
      index++;
    }
  }
  if (gap < 0 ? groups.length !== 8 : groups.length > 7) return '';
  if (gap >= 0) groups.splice(gap, 0, ...new Array(8 - groups.length).fill(0));
  return String.fromCharCode(...groups);
}

/** The IPv4 address that an IPv4-mapped IPv6 address stands for, as a number; −1 for other addresses. */
export function mappedNumber(key: string): number {
  return key.startsWith('\u0000\u0000\u0000\u0000\u0000\uffff')
    ? key.charCodeAt(6) * 65536 + key.charCodeAt(7)
    : -1;
}

/** `10.0.0.1` for the number of an IPv4 address. */
export function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** The RFC 5952 text of an `ipv6Key`: lower case, and `::` for the first of the longest runs of zero groups. */
export function ipv6Text(key: string): string {
  const groups = Array.from({ length: 8 }, (_, index) => key.charCodeAt(index).toString(16));
  const text = `:${groups.join(':')}:`;
  const runs = text.match(/:(?:0:){2,}/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text.slice(1, -1);
  const at = text.indexOf(longest);
  return `${text.slice(1, Math.max(1, at))}::${text.slice(at + longest.length, -1)}`;
}
