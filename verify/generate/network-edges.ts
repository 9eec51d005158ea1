import { parseNetwork } from '../../stdlib/index.ts';
import { askLibrary } from './ask-library.ts';

/** The first and the last address of a network, the ones before and behind, and one inside. */
export function networkEdges(range: string): readonly string[] {
  const parsed = parseNetwork(range);
  if (parsed === undefined) return [];
  const [address = ''] = parsed.canonical.split('/');
  const width = parsed.version === 4 ? 32n : 128n;
  const first = parsed.version === 4 ? numberOf4(address) : numberOf6(address);
  const size = 1n << (width - BigInt(parsed.prefix));
  const top = (1n << width) - 1n;
  const last = first + size - 1n;
  const format = parsed.version === 4 ? textOf4 : textOf6;
  const numbers = [first, last, first - 1n, last + 1n, first + size / 2n, first + 1n, last - 1n];
  const texts = numbers.filter((number) => number >= 0n && number <= top).map(format);
  const mapped = parsed.version === 4 ? [`::ffff:${textOf4(first)}`] : [];
  return [...new Set([...texts, ...mapped])].filter((text) => askLibrary('isIp', text) === true);
}

/** Addresses that begin with a text as texts do, in the networks of that name and in others: `10.1.0.1`, `10.10.0.1`. */
export function addressesFrom(beginning: string): readonly string[] {
  if (!/^\d{1,3}(\.\d{1,3}){0,3}\.?$/.test(beginning)) return [];
  const whole = beginning.replace(/\.$/, '');
  return [whole, ...Array.from({ length: 10 }, (_, digit) => `${beginning}${digit}`)].flatMap((start) => {
    const parts = start.split('.');
    const address = [...parts, '0', '0', '1'].slice(0, Math.max(4, parts.length)).join('.');
    return askLibrary('isIp', address) === true ? [address] : [];
  });
}

function numberOf4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function textOf4(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
}

function numberOf6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const gap = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...gap, ...right].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** The longest run of zeros as `::`, as RFC 5952 has it. */
function textOf6(number: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((number >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  ).join(':');
  const runs = [...groups.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups;
  const at = groups.indexOf(longest);
  return `${groups.slice(0, at)}::${groups.slice(at + longest.length).replace(/^:/, '')}`;
}
