import type { Builtin } from './builtin.ts';
import { scalar } from './type.ts';

/** A version in parts: its numbers as digits without leading zeros, and what stands after the `-`. */
export interface Version {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

/** Reads `17`, `v17.4`, `10.0.19045.3803`, `2.0.0-rc.1+build`; missing for anything else. */
export function parseVersion(text: unknown): Version | undefined {
  if (typeof text !== 'string' || text.length > 200) return undefined;
  const name = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
  const parts = new RegExp(`^[vV]?(\\d+(?:\\.\\d+)*)(?:-(${name}))?(?:\\+${name})?$`).exec(text);
  if (parts === null) return undefined;
  return {
    numbers: (parts[1] ?? '').split('.').map((digits) => digits.replace(/^0+(?=.)/, '')),
    prerelease: parts[2] === undefined ? [] : parts[2].split('.'),
  };
}

/**
 * Below 0, 0 or above 0 as the first version is before, the same as or after the second, in the order of
 * https://semver.org, for any number of numbers: absent ones are 0. Missing when one of them is no version.
 */
export function compareVersions(first: unknown, second: unknown): number | undefined {
  const a = parseVersion(first);
  const b = parseVersion(second);
  if (a === undefined || b === undefined) return undefined;
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index++) {
    const order = compareVersionParts(a.numbers[index] ?? '0', b.numbers[index] ?? '0');
    if (order !== 0) return order;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return b.prerelease.length - a.prerelease.length;
  }
  for (const [index, part] of a.prerelease.entries()) {
    const other = b.prerelease[index];
    const order = other === undefined ? 1 : compareVersionParts(part, other);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}

/** The order of two parts of a version: numbers by value, however long, and before words; words by their characters. */
export function compareVersionParts(a: string, b: string): number {
  const isNumber = /^\d+$/.test(a);
  if (isNumber !== /^\d+$/.test(b)) return isNumber ? -1 : 1;
  const width = isNumber ? Math.max(a.length, b.length) : 0;
  const left = a.padStart(width, '0');
  const right = b.padStart(width, '0');
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Whether a version is another one or after it. */
export function versionAtLeast(version: unknown, minimum: unknown): boolean | undefined {
  const order = compareVersions(version, minimum);
  return order === undefined ? undefined : order >= 0;
}

/** Whether a version is in a range, both ends included; missing when one of the three is no version. */
export function versionBetween(version: unknown, low: unknown, high: unknown): boolean | undefined {
  const fromLow = compareVersions(version, low);
  const toHigh = compareVersions(version, high);
  return fromLow === undefined || toHigh === undefined ? undefined : fromLow >= 0 && toHigh <= 0;
}

/** What the builtins call. */
export const versionFunctions = [parseVersion, compareVersions, compareVersionParts] as const;

/** What sentences may call. */
export const versionBuiltins: readonly Builtin[] = [
  {
    name: 'versionAtLeast',
    summary:
      'Yes when a version is the minimum or later: `17.10` is later than `17.9`, `2.0-rc.1` before `2.0`.',
    subject: 'countries and versions',
    parameters: [
      { name: 'version', type: scalar('text') },
      { name: 'minimum', type: scalar('text') },
    ],
    returns: scalar('yes/no'),
    examples: [
      ['versionAtLeast("17.10", "17.9")', true],
      ['versionAtLeast("v17.4", "17.4.0")', true],
      ['versionAtLeast("2.0.0-rc.1", "2.0.0")', false],
      ['versionAtLeast("latest", "2.0.0")', undefined],
    ],
    run: versionAtLeast,
  },
  {
    name: 'versionBetween',
    summary: 'Yes when a version is in the range from the lowest to the highest, both included.',
    subject: 'countries and versions',
    parameters: [
      { name: 'version', type: scalar('text') },
      { name: 'lowest', type: scalar('text') },
      { name: 'highest', type: scalar('text') },
    ],
    returns: scalar('yes/no'),
    examples: [
      ['versionBetween("10.0.19045", "10", "10.0.22000")', true],
      ['versionBetween("10.0.22000", "10", "10.0.22000")', true],
      ['versionBetween("11.0", "10", "10.0.22000")', false],
    ],
    run: versionBetween,
  },
];
