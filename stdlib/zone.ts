import { dateOf } from './shape.ts';

/** True for a name of the IANA time zone database, such as `Europe/Berlin` or `UTC`; offsets are none. */
export function isTimezone(name: unknown): boolean {
  return zoneFormat(name) !== undefined;
}

/** What writes instants as wall-clock time of a zone, `MM/DD/Y, HH:MM:SS`; missing for a name that is no zone. */
export function zoneFormat(zone: unknown): Intl.DateTimeFormat | undefined {
  if (typeof zone !== 'string' || !/^[A-Za-z][\w+/-]{1,63}$/.test(zone)) return undefined;
  zoneFormat.cache ??= new Map();
  const cached = zoneFormat.cache.get(zone);
  if (cached !== undefined) return cached;
  // Names count in any case, so a login could bring endless spellings of one zone.
  if (zoneFormat.cache.size >= 100) zoneFormat.cache.clear();
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
    zoneFormat.cache.set(zone, format);
    return format;
  } catch {
    return undefined;
  }
}
zoneFormat.cache = undefined as Map<string, Intl.DateTimeFormat> | undefined;

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
  const parts = /^(\d+)\/(\d+)\/(\d+), (\d+:\d+:\d+)$/.exec(zoneFormat(zone)?.format(at) ?? '');
  if (parts === null) return undefined;
  const seconds = Date.parse(`${parts[3]?.padStart(4, '0')}-${parts[1]}-${parts[2]}T${parts[4]}Z`);
  const wall = seconds + (((at % 1000) + 1000) % 1000);
  // The year before year 1 is written as another 1.
  return Math.abs(wall - at) < 172800000 ? wall : undefined;
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
  zoneFormat,
  boundedInstant,
  wallClock,
  wallDate,
  midnightOf,
  dateBounds,
] as const;
