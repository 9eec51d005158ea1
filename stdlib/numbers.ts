import { addNumbers, divideNumbers } from './arithmetic.ts';
import type { Builtin } from './builtin.ts';
import { decimalText } from './conversion.ts';
import { listOf, numberOf } from './shape.ts';
import { listOf as listType, scalar } from './type.ts';

/** Rounds to decimals after the point (none unless said), a half away from zero: as on paper, `1.005` to `1.01`. */
export function round(value: unknown, ...decimals: readonly unknown[]): number | undefined {
  const number = numberOf(value);
  const places = decimals.length === 0 ? 0 : numberOf(decimals[0]);
  if (number === undefined || places === undefined || places < 0 || places > 15) return undefined;
  if (!Number.isInteger(places)) return undefined;
  // On the digits, because 1.005 times 100 is less than 100.5.
  const [whole = '', fraction = ''] = decimalText(Math.abs(number)).split('.');
  if (fraction.length <= places) return number;
  const kept = BigInt(whole + fraction.slice(0, places)) + (fraction.charAt(places) >= '5' ? 1n : 0n);
  return Number(`${number < 0 ? '-' : ''}${kept}e-${places}`);
}

/** The next whole number below. */
export function floor(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : Math.floor(number);
}

/** The next whole number above. */
export function ceil(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : Math.ceil(number);
}

/** The number without its sign. */
export function abs(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : Math.abs(number);
}

/** The smallest number of a list; missing for an empty list. */
export function min(list: unknown): number | undefined {
  return listOf(list, numberOf)?.reduce<number | undefined>(
    (least, number) => (least === undefined || number < least ? number : least),
    undefined,
  );
}

/** The largest number of a list; missing for an empty list. */
export function max(list: unknown): number | undefined {
  return listOf(list, numberOf)?.reduce<number | undefined>(
    (most, number) => (most === undefined || number > most ? number : most),
    undefined,
  );
}

/** The sum of a list of numbers; 0 for an empty list. */
export function sum(list: unknown): number | undefined {
  return listOf(list, numberOf)?.reduce<number | undefined>(addNumbers, 0);
}

/** The sum of a list of numbers divided by how many they are; missing for an empty list. */
export function average(list: unknown): number | undefined {
  return Array.isArray(list) ? divideNumbers(sum(list), list.length) : undefined;
}

/** The number, or the bound that it lies beyond; missing when the bounds are the wrong way round. */
export function clamp(value: unknown, low: unknown, high: unknown): number | undefined {
  const [number, least, most] = listOf([value, low, high], numberOf) ?? [];
  if (number === undefined || least === undefined || most === undefined || least > most) return undefined;
  return Math.min(Math.max(number, least), most);
}

const number = scalar('number');
const numbers = { name: 'numbers', type: listType(number) } as const;

export const numberBuiltins: readonly Builtin[] = [
  {
    name: 'round',
    summary:
      'The number rounded to whole numbers, or to up to 15 decimals; a half is rounded away from zero.',
    subject: 'numbers',
    parameters: [
      { name: 'number', type: number },
      { name: 'decimals', type: number, optional: true },
    ],
    returns: number,
    examples: [
      ['round(2.5)', 3],
      ['round(-2.5)', -3],
      ['round(1.005, 2)', 1.01],
      ['round(1, -1)', undefined],
      ['round(missing)', undefined],
    ],
    run: round,
  },
  {
    name: 'floor',
    summary: 'The number, or the next whole number below it.',
    subject: 'numbers',
    parameters: [{ name: 'number', type: number }],
    returns: number,
    examples: [
      ['floor(2.9)', 2],
      ['floor(-2.1)', -3],
      ['floor(missing)', undefined],
    ],
    run: floor,
  },
  {
    name: 'ceil',
    summary: 'The number, or the next whole number above it.',
    subject: 'numbers',
    parameters: [{ name: 'number', type: number }],
    returns: number,
    examples: [
      ['ceil(2.1)', 3],
      ['ceil(-2.9)', -2],
      ['ceil(missing)', undefined],
    ],
    run: ceil,
  },
  {
    name: 'abs',
    summary: 'The number without its sign.',
    subject: 'numbers',
    parameters: [{ name: 'number', type: number }],
    returns: number,
    examples: [
      ['abs(-3)', 3],
      ['abs(0)', 0],
      ['abs(missing)', undefined],
    ],
    run: abs,
  },
  {
    name: 'min',
    summary: 'The smallest number of a list; missing for an empty list.',
    subject: 'numbers',
    parameters: [numbers],
    returns: number,
    examples: [
      ['min([3, 1, 2])', 1],
      ['min([])', undefined],
      ['min(missing)', undefined],
    ],
    run: min,
  },
  {
    name: 'max',
    summary: 'The largest number of a list; missing for an empty list.',
    subject: 'numbers',
    parameters: [numbers],
    returns: number,
    examples: [
      ['max([3, 1, 2])', 3],
      ['max([])', undefined],
      ['max(missing)', undefined],
    ],
    run: max,
  },
  {
    name: 'sum',
    summary: 'The sum of a list of numbers; 0 for an empty list.',
    subject: 'numbers',
    parameters: [numbers],
    returns: number,
    examples: [
      ['sum([1, 2, 3.5])', 6.5],
      ['sum([])', 0],
      ['sum(missing)', undefined],
    ],
    run: sum,
  },
  {
    name: 'average',
    summary: 'The sum of a list of numbers divided by how many they are; missing for an empty list.',
    subject: 'numbers',
    parameters: [numbers],
    returns: number,
    examples: [
      ['average([1, 2, 6])', 3],
      ['average([])', undefined],
      ['average(missing)', undefined],
    ],
    run: average,
  },
  {
    name: 'clamp',
    summary:
      'The number, but at least the first bound and at most the second; missing when the bounds are the wrong way round.',
    subject: 'numbers',
    parameters: [
      { name: 'number', type: number },
      { name: 'low', type: number },
      { name: 'high', type: number },
    ],
    returns: number,
    examples: [
      ['clamp(12, 1, 10)', 10],
      ['clamp(-5, 1, 10)', 1],
      ['clamp(5, 10, 1)', undefined],
      ['clamp(missing, 1, 10)', undefined],
    ],
    run: clamp,
  },
];
