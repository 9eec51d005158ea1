import type { Written } from './builtin.ts';
import { dateOf } from './shape.ts';

/** True for a name of the IANA time zone database, such as `Europe/Berlin` or `UTC`; offsets are none. */
export function isTimezone(name: unknown): boolean {
  return zoneClocks(name) !== undefined;
}

/** The texts that a parameter takes which is a zone. */
export const WRITTEN_ZONE: Written = {
  expected: 'a time zone',
  help: 'write a zone such as `Europe/Berlin` or `UTC`',
  accepts: isTimezone,
};

/** What is known of the clocks of a zone. */
interface ZoneClocks {
  /** Writes instants as wall-clock time, `MM/DD/Y, HH:MM:SS`. */
  readonly format: Intl.DateTimeFormat;
  /** The quarter of a day of UTC, counted since 1970, that was asked for last. */
  quarter: number;
  /** How many milliseconds the clocks were ahead of UTC all through that quarter; NaN: not known, or they changed. */
  ahead: number;
}

/** Missing for a name that is no zone. */
export function zoneClocks(zone: unknown): ZoneClocks | undefined {
  if (typeof zone !== 'string') return undefined;
  zoneClocks.cache ??= new Map();
  const cached = zoneClocks.cache.get(zone);
  if (cached !== undefined) return cached;
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(zone)) return undefined;
  // Names count in any case, so a login could bring endless spellings of one zone.
  if (zoneClocks.cache.size >= 100) zoneClocks.cache.clear();
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    const clocks = { format, quarter: Number.NaN, ahead: Number.NaN };
    zoneClocks.cache.set(zone, clocks);
    return clocks;
  } catch {
    return undefined;
  }
}
zoneClocks.cache = undefined as Map<string, ZoneClocks> | undefined;

/** The instant in whole milliseconds when it is in the years 1 to 9999 UTC, else missing. */
export function boundedInstant(instant: unknown): number | undefined {
  if (typeof instant !== 'number' || !(instant >= -62135596800000)) return undefined;
  return instant < 253402300800000 ? Math.floor(instant) : undefined;
}

/**
 * What the clocks of a zone show at an instant, as the milliseconds since 1970 at which clocks in UTC show the same.
 * Missing for an unknown zone and outside the years 1 to 9999, there or in UTC.
 */
export function wallClock(instant: unknown, zone: unknown): number | undefined {
  const at = boundedInstant(instant);
  if (at === undefined || zone === 'UTC') return at;
  const clocks = zoneClocks(zone);
  if (clocks === undefined) return undefined;
  // Writing an instant out takes longer than a hundred rules, and logins come one after the other.
  const quarter = Math.floor(at / 21600000);
  const isAgain = clocks.quarter === quarter;
  if (isAgain && !Number.isNaN(clocks.ahead)) return at + clocks.ahead;
  clocks.quarter = quarter;
  clocks.ahead = isAgain ? aheadThrough(quarter, clocks.format) : Number.NaN;
  return shownClock(at, clocks.format);
}

/** `wallClock` as it is written out. */
export function shownClock(at: number, format: Intl.DateTimeFormat): number | undefined {
  const parts = /^(\d+)\/(\d+)\/(\d+), (\d+:\d+:\d+)$/.exec(format.format(at));
  if (parts === null) return undefined;
  const seconds = Date.parse(`${parts[3]?.padStart(4, '0')}-${parts[1]}-${parts[2]}T${parts[4]}Z`);
  const wall = seconds + (((at % 1000) + 1000) % 1000);
  // The year before year 1 is written as another 1.
  return Math.abs(wall - at) < 172800000 ? wall : undefined;
}

/**
 * How far clocks are ahead of UTC all through a quarter of a day; NaN where they change in it. No zone ever changed them twice
 * in so short a time; see `dateBounds`.
 */
export function aheadThrough(quarter: number, format: Intl.DateTimeFormat): number {
  const first = quarter * 21600000;
  const last = first + 21599999;
  const ahead = (shownClock(first, format) ?? Number.NaN) - first;
  return (shownClock(last, format) ?? Number.NaN) - last === ahead ? ahead : Number.NaN;
}

/** The date part of a `wallClock`. */
export function wallDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** The `wallClock` of the midnight with which a date begins; missing for what is no date of the years 1 to 9999. */
export function midnightOf(dateText: unknown): number | undefined {
  const real = dateOf(dateText);
  return real === undefined ? undefined : boundedInstant(Date.parse(`${real}T00:00:00Z`));
}

/**
 * The first and the last millisecond at which a zone has a date. Missing for a date that the zone skipped, for an
 * unknown zone, and for the first and last days of the years 1 to 9999, where there is no room to look around.
 */
export function dateBounds(
  dateText: unknown,
  zone: unknown,
): { readonly first: number; readonly last: number } | undefined {
  const dayLength = 86400000;
  const midnight = midnightOf(dateText);
  if (midnight === undefined) return undefined;
  if (zone === 'UTC') return { first: midnight, last: midnight + dayLength - 1 };
  // No clock was ever more than 16 hours off UTC, and no zone changed its clocks twice within 56 hours (the shortest
  // time between two changes in the database is 95 hours): so there is one change here, or none.
  const start = midnight - 16 * 3600000;
  const end = midnight + 40 * 3600000;
  const startWall = wallClock(start, zone);
  const endWall = wallClock(end, zone);
  if (startWall === undefined || endWall === undefined) return undefined;
  const before = startWall - start;
  const after = endWall - end;
  let change = end;
  if (before !== after) {
    let steady = start;
    while (change - steady > 1) {
      const middle = Math.floor((steady + change) / 2);
      if (wallClock(middle, zone) === middle + before) steady = middle;
      else change = middle;
    }
  }
  const firstBefore = midnight - before;
  const lastBefore = Math.min(firstBefore + dayLength, change) - 1;
  const firstAfter = Math.max(midnight - after, change);
  const lastAfter = midnight - after + dayLength - 1;
  const isBefore = firstBefore <= lastBefore;
  const isAfter = firstAfter <= lastAfter && before !== after;
  if (!isBefore && !isAfter) return undefined;
  return { first: isBefore ? firstBefore : firstAfter, last: isAfter ? lastAfter : lastBefore };
}

export const zoneFunctions = [
  zoneClocks,
  boundedInstant,
  wallClock,
  shownClock,
  aheadThrough,
  wallDate,
  midnightOf,
  dateBounds,
] as const;
