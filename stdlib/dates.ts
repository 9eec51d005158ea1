import type { Builtin, Written } from './builtin.ts';
import { dateOf, instantOf } from './shape.ts';
import { dateIn } from './time.ts';
import { scalar, type Type } from './type.ts';
import { midnightOf, WRITTEN_ZONE, wallClock } from './zone.ts';

/**
 * What a calendar shows for a date or an instant, as a `wallClock`. `zones` is the optional last argument of a builtin:
 * without one the zone is UTC, and a date has no zone.
 */
export function calendarOf(value: unknown, zones: readonly unknown[]): number | undefined {
  const zone = zones.length === 0 ? 'UTC' : zones[0];
  if (typeof zone !== 'string') return undefined;
  return dateOf(value) === undefined ? wallClock(instantOf(value), zone) : midnightOf(value);
}

/** The date that a zone has at an instant. */
export function date(instant: unknown, ...zones: readonly unknown[]): string | undefined {
  return dateIn(instant, zones.length === 0 ? 'UTC' : zones[0]);
}

/** The year of a date or an instant. */
export function year(when: unknown, ...zones: readonly unknown[]): number | undefined {
  const wall = calendarOf(when, zones);
  return wall === undefined ? undefined : new Date(wall).getUTCFullYear();
}

/** The month of a date or an instant, 1 to 12. */
export function month(when: unknown, ...zones: readonly unknown[]): number | undefined {
  const wall = calendarOf(when, zones);
  return wall === undefined ? undefined : new Date(wall).getUTCMonth() + 1;
}

/** The day of the month of a date or an instant, 1 to 31. */
export function day(when: unknown, ...zones: readonly unknown[]): number | undefined {
  const wall = calendarOf(when, zones);
  return wall === undefined ? undefined : new Date(wall).getUTCDate();
}

/** The name of the day of the week, `monday` to `sunday`. */
export function weekday(when: unknown, ...zones: readonly unknown[]): string | undefined {
  const wall = calendarOf(when, zones);
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  return wall === undefined ? undefined : names[new Date(wall).getUTCDay()];
}

/** How many days the second date is after the first; negative when it is before. */
export function daysBetween(from: unknown, to: unknown): number | undefined {
  const start = midnightOf(from);
  const end = midnightOf(to);
  return start === undefined || end === undefined ? undefined : (end - start) / 86400000;
}

/** Whole years from a date of birth to a date; missing when the birth is still to come. */
export function age(birth: unknown, on: unknown): number | undefined {
  const born = midnightOf(birth);
  const at = midnightOf(on);
  if (born === undefined || at === undefined || born > at) return undefined;
  const years = new Date(at).getUTCFullYear() - new Date(born).getUTCFullYear();
  // Month and day as text, `-02-29`, are in the order of the calendar.
  const hadBirthday = new Date(at).toISOString().slice(4, 10) >= new Date(born).toISOString().slice(4, 10);
  return hadBirthday ? years : years - 1;
}

/**
 * A date or an instant in the form of a pattern of `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss`, `T` and what is no letter;
 * missing for other letters, and for hours, minutes and seconds of a date.
 */
export function formatDate(
  when: unknown,
  pattern: unknown,
  ...zones: readonly unknown[]
): string | undefined {
  const wall = calendarOf(when, zones);
  if (wall === undefined || typeof pattern !== 'string' || pattern.length > 100) return undefined;
  const iso = new Date(wall).toISOString();
  const parts = new Map([
    ['YYYY', iso.slice(0, 4)],
    ['MM', iso.slice(5, 7)],
    ['DD', iso.slice(8, 10)],
    ['T', 'T'],
  ]);
  if (dateOf(when) === undefined) {
    parts.set('HH', iso.slice(11, 13)).set('mm', iso.slice(14, 16)).set('ss', iso.slice(17, 19));
  }
  let text = '';
  for (const piece of pattern.match(/YYYY|MM|DD|HH|mm|ss|\P{L}+|./gsu) ?? []) {
    const part = /^\p{L}/u.test(piece) ? parts.get(piece) : piece;
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

/** What the builtins call. */
export const dateFunctions = [calendarOf] as const;

const WHEN = { name: 'when', type: { kind: 'any' } satisfies Type } as const;
const ZONE = { name: 'zone', type: scalar('text'), optional: true, written: WRITTEN_ZONE } as const;

const WRITTEN_FORM: Written = {
  expected: 'a form of dates',
  help: 'write `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss`, and no other letters but `T`',
  accepts: (form) => formatDate(0, form, 'UTC') !== undefined,
};

/** What sentences may call about dates. A zone that is left out is UTC. */
export const dateBuiltins: readonly Builtin[] = [
  {
    name: 'date',
    summary: 'The date at an instant, in a time zone.',
    subject: 'dates',
    parameters: [{ name: 'instant', type: scalar('instant') }, ZONE],
    returns: scalar('date'),
    examples: [
      ['date(2026-11-22T23:30:00Z, "Europe/Berlin")', '2026-11-23'],
      ['date(2026-11-22T23:30:00Z, "Middle Earth")', undefined],
    ],
    run: date,
  },
  {
    name: 'year',
    summary: 'The year of a date, or of an instant in a time zone.',
    subject: 'dates',
    parameters: [WHEN, ZONE],
    returns: scalar('number'),
    examples: [
      ['year(2026-11-22)', 2026],
      ['year(2026-12-31T23:30:00Z, "Europe/Berlin")', 2027],
    ],
    run: year,
  },
  {
    name: 'month',
    summary: 'The month of a date, or of an instant in a time zone: 1 is January, 12 is December.',
    subject: 'dates',
    parameters: [WHEN, ZONE],
    returns: scalar('number'),
    examples: [['month(2026-11-22)', 11]],
    run: month,
  },
  {
    name: 'day',
    summary: 'The day of the month of a date, or of an instant in a time zone: 1 to 31.',
    subject: 'dates',
    parameters: [WHEN, ZONE],
    returns: scalar('number'),
    examples: [['day(2026-11-22)', 22]],
    run: day,
  },
  {
    name: 'weekday',
    summary: 'The day of the week of a date, or of an instant in a time zone: `monday` to `sunday`.',
    subject: 'dates',
    parameters: [WHEN, ZONE],
    returns: scalar('text'),
    examples: [
      ['weekday(2026-11-22)', 'sunday'],
      ['weekday(2026-11-22T23:30:00Z, "Europe/Berlin")', 'monday'],
    ],
    run: weekday,
  },
  {
    name: 'daysBetween',
    summary: 'How many days the second date is after the first; less than 0 when it is before.',
    subject: 'dates',
    parameters: [
      { name: 'from', type: scalar('date') },
      { name: 'to', type: scalar('date') },
    ],
    returns: scalar('number'),
    examples: [
      ['daysBetween(2026-02-27, 2026-03-01)', 2],
      ['daysBetween(2026-03-01, 2026-02-27)', -2],
    ],
    run: daysBetween,
  },
  {
    name: 'age',
    summary: 'The age in whole years on a date of somebody born on another; missing before the birth.',
    subject: 'dates',
    parameters: [
      { name: 'birth', type: scalar('date') },
      { name: 'on', type: scalar('date') },
    ],
    returns: scalar('number'),
    examples: [
      ['age(2008-11-23, 2026-11-22)', 17],
      ['age(2008-11-22, 2026-11-22)', 18],
      ['age(2030-01-01, 2026-11-22)', undefined],
    ],
    run: age,
  },
  {
    name: 'formatDate',
    summary:
      'A date, or an instant in a time zone, as text: `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss` are replaced. ' +
      'Missing when the form has other letters (except `T`), or asks for the hours of a date.',
    subject: 'dates',
    parameters: [WHEN, { name: 'form', type: scalar('text'), written: WRITTEN_FORM }, ZONE],
    returns: scalar('text'),
    examples: [
      ['formatDate(2026-11-22, "DD.MM.YYYY")', '22.11.2026'],
      ['formatDate(2026-11-22T11:05:09Z, "YYYY-MM-DD HH:mm:ss", "Europe/Berlin")', '2026-11-22 12:05:09'],
      ['formatDate(2026-11-22, "D. MMMM")', undefined],
    ],
    run: formatDate,
  },
];
