import type { Builtin, Value } from './builtin.ts';
import { dateOf, instantOf, numberOf } from './shape.ts';
import { scalar } from './type.ts';

/** A number as plain decimal text, never in powers of ten. */
export function decimalText(number: number): string {
  const [digits = '', exponent] = String(number).split('e');
  if (exponent === undefined) return digits;
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : sign + whole + fraction.padEnd(shift, '0');
}

/** A text, a number or a truth as text. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' && numberOf(value) !== undefined ? decimalText(value) : undefined;
}

/** A number, or the number that a plain decimal text says. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value !== 'string') return numberOf(value);
  return /^-?[0-9]+(\.[0-9]+)?$/.test(value) ? numberOf(Number(value)) : undefined;
}

/** A truth, or the truth that a text says. */
export function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (/^(yes|true)$/i.test(value)) return true;
  return /^(no|false)$/i.test(value) ? false : undefined;
}

/** A date, or the date in UTC of an instant. */
export function toDate(value: unknown): string | undefined {
  const day = dateOf(value);
  const at = day === undefined ? instantOf(value) : undefined;
  return at === undefined ? day : dateOf(new Date(at).toISOString().slice(0, 10));
}

/** A list as it is, anything else as a list of one. */
export function toList(value: Value): readonly Value[] | undefined {
  const present = value ?? undefined;
  if (present === undefined || Array.isArray(present)) return present;
  return [present];
}

/** The word of the language for what a value is. */
export function typeOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'yes/no';
  if (typeof value === 'object') return value === null ? undefined : 'record';
  return typeof value === 'number' ? 'number' : undefined;
}

export const conversionFunctions = [decimalText] as const;

const text = scalar('text');
const value = { name: 'value', type: { kind: 'any' } } as const;

export const conversionBuiltins: readonly Builtin[] = [
  {
    name: 'toText',
    summary:
      'A number as plain decimal text, yes/no as `yes` or `no`, a text as it is; missing for lists and records.',
    subject: 'conversion',
    parameters: [value],
    returns: text,
    examples: [
      ['toText(12.5)', '12.5'],
      ['toText(yes)', 'yes'],
      ['toText(0.0000001)', '0.0000001'],
      ['toText(["a"])', undefined],
      ['toText(missing)', undefined],
    ],
    run: toText,
  },
  {
    name: 'toNumber',
    summary:
      'The number that a text says in plain decimal digits (`-12.5`); missing for any other text, with spaces, commas or units too.',
    subject: 'conversion',
    parameters: [value],
    returns: scalar('number'),
    examples: [
      ['toNumber("42")', 42],
      ['toNumber("-0.5")', -0.5],
      ['toNumber("1,000")', undefined],
      ['toNumber("")', undefined],
      ['toNumber(missing)', undefined],
    ],
    run: toNumber,
  },
  {
    name: 'toBoolean',
    summary:
      'Yes for the texts `yes` and `true`, no for `no` and `false`, in any case; missing for all else.',
    subject: 'conversion',
    parameters: [value],
    returns: scalar('yes/no'),
    examples: [
      ['toBoolean("True")', true],
      ['toBoolean("no")', false],
      ['toBoolean("1")', undefined],
      ['toBoolean(missing)', undefined],
    ],
    run: toBoolean,
  },
  {
    name: 'toDate',
    summary:
      'The date that a text says, or the date in UTC of an instant; missing when the day does not exist.',
    subject: 'conversion',
    parameters: [value],
    returns: scalar('date'),
    examples: [
      ['toDate("2026-12-24")', '2026-12-24'],
      ['toDate("2026-12-24T23:30:00-05:00")', '2026-12-25'],
      ['toDate("2026-02-30")', undefined],
      ['toDate("24.12.2026")', undefined],
      ['toDate(missing)', undefined],
    ],
    run: toDate,
  },
  {
    name: 'toList',
    summary: 'A list as it is, any other value as a list of one.',
    subject: 'conversion',
    parameters: [value],
    returns: { kind: 'list', of: { kind: 'any' } },
    examples: [
      ['toList("HR")', ['HR']],
      ['toList(["HR", "IT"])', ['HR', 'IT']],
      ['toList([])', []],
      ['toList(missing)', undefined],
    ],
    run: toList,
  },
  {
    name: 'typeOf',
    summary: 'What a value is: `text`, `number`, `yes/no`, `list` or `record`.',
    subject: 'conversion',
    parameters: [value],
    returns: text,
    examples: [
      ['typeOf("HR")', 'text'],
      ['typeOf(no)', 'yes/no'],
      ['typeOf([])', 'list'],
      ['typeOf(missing)', undefined],
    ],
    run: typeOf,
  },
];
