import { type Atom, readsOf } from './find-atoms.ts';
import { momentOf } from './moments.ts';
import { constantsIn, expressionsIn } from './near.ts';

/** The numbers that conditions compare parts of the clock with, by the function that takes the part: `month`. */
export type CalendarNumbers = ReadonlyMap<string, readonly number[]>;

/** What conditions ask of the year, month, day, hour and minute of the clock. */
export function calendarNumbers(atoms: readonly Atom[]): CalendarNumbers {
  const found = new Map<string, number[]>();
  const note = (part: string, numbers: readonly number[]): void => {
    found.set(part, [...(found.get(part) ?? []), ...numbers]);
  };
  for (const atom of atoms.filter((one) => readsOf(one).readsClock)) {
    const expressions = expressionsIn(atom.core, new Map());
    const nears = constantsIn(expressions, atom.policy);
    const numbers = nears.flatMap((near) => (near.kind === 'number' ? [near.number] : []));
    const called = new Set(expressions.flatMap((one) => (one.kind === 'call' ? [one.function] : [])));
    for (const name of called) if (RANGES.has(name)) note(name, numbers);
    const texts = called.has('formatDate') ? nears : [];
    for (const near of texts)
      for (const [part, number] of near.kind === 'text' ? partsOf(near.text) : []) note(part, [number]);
  }
  return found;
}

const FORMS = [
  /^(?<year>\d{4})(?:-(?<month>\d\d))?$/,
  /^(?<month>\d\d)-(?<day>\d\d)$/,
  /^(?<hour>\d\d)(?::(?<minute>\d\d))?/,
];

/** What a text in a form of dates such as `2026-12` or `18:30` says. */
function partsOf(text: string): readonly (readonly [part: string, number: number])[] {
  return FORMS.flatMap((form) =>
    Object.entries(form.exec(text)?.groups ?? {}).flatMap(([part, digits]) =>
      digits === undefined ? [] : [[part, Number(digits)] as const],
    ),
  );
}

/** Moments at which the clocks of the zones show those numbers, all at once too, and the numbers next to them. */
export function calendarMoments(numbers: CalendarNumbers, zones: readonly string[]): readonly number[] {
  if (numbers.size === 0) return [];
  const exactly = momentsWith(numbers, [0], zones).take(MOST);
  const nearly = momentsWith(numbers, [0, 1, -1], zones).take(MOST);
  return [...new Set([...exactly, ...nearly])];
}

const MOST = 120;

const MONTHS = [11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** What a part can be, and what it is where nobody asks. */
const RANGES: ReadonlyMap<string, readonly [least: number, most: number, plain: readonly number[]]> = new Map(
  [
    ['year', [1970, 9998, [2026]]],
    ['month', [1, 12, MONTHS]],
    ['day', [1, 31, [25]]],
    ['hour', [0, 23, [12]]],
    ['minute', [0, 59, [0]]],
  ],
);

function* momentsWith(
  numbers: CalendarNumbers,
  offsets: readonly number[],
  zones: readonly string[],
): Generator<number> {
  const valuesOf = (part: string): readonly number[] => {
    const [least, most, plain] = RANGES.get(part) ?? [0, 0, [0]];
    const asked = (numbers.get(part) ?? []).flatMap((number) => offsets.map((offset) => number + offset));
    const fitting = [...new Set(asked)].filter((one) => Number.isInteger(one) && one >= least && one <= most);
    return fitting.length === 0 ? plain : fitting;
  };
  for (const year of valuesOf('year'))
    for (const month of valuesOf('month'))
      for (const day of valuesOf('day'))
        for (const hour of valuesOf('hour'))
          for (const minute of valuesOf('minute')) {
            const date = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
            for (const zone of zones) yield momentOf(date, hour * 3600 + minute * 60, zone);
          }
}
