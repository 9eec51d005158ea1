import type { Builtin } from './builtin.ts';
import { scalar } from './type.ts';
import { boundedInstant, dateBounds, WRITTEN_ZONE, wallClock, wallDate } from './zone.ts';

/** The hour that clocks in a zone show at an instant, 0 to 23. */
export function hour(instant: unknown, ...zones: readonly unknown[]): number | undefined {
  const wall = wallClock(instant, zones.length === 0 ? 'UTC' : zones[0]);
  return wall === undefined ? undefined : new Date(wall).getUTCHours();
}

/** The minute that clocks in a zone show at an instant, 0 to 59. */
export function minute(instant: unknown, ...zones: readonly unknown[]): number | undefined {
  const wall = wallClock(instant, zones.length === 0 ? 'UTC' : zones[0]);
  return wall === undefined ? undefined : new Date(wall).getUTCMinutes();
}

/** The first instant of the date that a zone has at an instant. */
export function startOfDay(instant: unknown, ...zones: readonly unknown[]): number | undefined {
  const zone = zones.length === 0 ? 'UTC' : zones[0];
  const wall = wallClock(instant, zone);
  return wall === undefined ? undefined : dateBounds(wallDate(wall), zone)?.first;
}

/** The last millisecond of the date that a zone has at an instant. */
export function endOfDay(instant: unknown, ...zones: readonly unknown[]): number | undefined {
  const zone = zones.length === 0 ? 'UTC' : zones[0];
  const wall = wallClock(instant, zone);
  return wall === undefined ? undefined : dateBounds(wallDate(wall), zone)?.last;
}

/** What clocks in a zone show at an instant, YYYY-MM-DDTHH:MM:SS. */
export function inZone(instant: unknown, zone: unknown): string | undefined {
  const wall = wallClock(instant, zone);
  return wall === undefined ? undefined : new Date(wall).toISOString().slice(0, 19);
}

/** The instant that is a number of seconds after the start of 1970 UTC. */
export function fromUnix(seconds: unknown): number | undefined {
  return typeof seconds === 'number' ? boundedInstant(Math.round(seconds * 1000)) : undefined;
}

/** The whole seconds from the start of 1970 UTC to an instant. */
export function toUnix(instant: unknown): number | undefined {
  const at = boundedInstant(instant);
  return at === undefined ? undefined : Math.floor(at / 1000);
}

const INSTANT = { name: 'instant', type: scalar('instant') } as const;
const ZONE = { name: 'zone', type: scalar('text'), optional: true, written: WRITTEN_ZONE } as const;

/** What sentences may call about instants. A zone that is left out is UTC. */
export const instantBuiltins: readonly Builtin[] = [
  {
    name: 'hour',
    summary: 'The hour at an instant, in a time zone: 0 to 23.',
    subject: 'dates',
    parameters: [INSTANT, ZONE],
    returns: scalar('number'),
    examples: [['hour(2026-11-22T11:05:00Z, "Europe/Berlin")', 12]],
    run: hour,
  },
  {
    name: 'minute',
    summary: 'The minute at an instant, in a time zone: 0 to 59.',
    subject: 'dates',
    parameters: [INSTANT, ZONE],
    returns: scalar('number'),
    examples: [['minute(2026-11-22T11:05:00Z, "Asia/Kolkata")', 35]],
    run: minute,
  },
  {
    name: 'startOfDay',
    summary: 'The first instant of the day of an instant, in a time zone.',
    subject: 'dates',
    parameters: [INSTANT, ZONE],
    returns: scalar('instant'),
    examples: [
      ['inZone(startOfDay(2026-11-22T11:05:00Z, "Europe/Berlin"), "Europe/Berlin")', '2026-11-22T00:00:00'],
    ],
    run: startOfDay,
  },
  {
    name: 'endOfDay',
    summary: 'The last millisecond of the day of an instant, in a time zone.',
    subject: 'dates',
    parameters: [INSTANT, ZONE],
    returns: scalar('instant'),
    examples: [
      ['inZone(endOfDay(2026-11-22T11:05:00Z, "Europe/Berlin"), "Europe/Berlin")', '2026-11-22T23:59:59'],
    ],
    run: endOfDay,
  },
  {
    name: 'inZone',
    summary: 'What a clock in a time zone shows at an instant, as a text `YYYY-MM-DDTHH:MM:SS`.',
    subject: 'dates',
    parameters: [INSTANT, { name: 'timezone', type: scalar('text'), written: WRITTEN_ZONE }],
    returns: scalar('text'),
    examples: [
      ['inZone(2026-11-22T11:05:00Z, "America/New_York")', '2026-11-22T06:05:00'],
      ['inZone(2026-11-22T11:05:00Z, "+01:00")', undefined],
    ],
    run: inZone,
  },
  {
    name: 'fromUnix',
    summary: 'The instant that is this many seconds after the start of 1970, UTC.',
    subject: 'dates',
    parameters: [{ name: 'seconds', type: scalar('number') }],
    returns: scalar('instant'),
    examples: [
      ['fromUnix(1795345500)', 1795345500000],
      ['fromUnix(1000000000000)', undefined],
    ],
    run: fromUnix,
  },
  {
    name: 'toUnix',
    summary: 'The whole seconds from the start of 1970, UTC, to an instant.',
    subject: 'dates',
    parameters: [INSTANT],
    returns: scalar('number'),
    examples: [['toUnix(2026-11-22T11:05:00Z)', 1795345500]],
    run: toUnix,
  },
];
