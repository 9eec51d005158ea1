import fc from 'fast-check';

/** Zones whose clocks do unusual things, and instants at which they do. */
export const ODD_INSTANTS: readonly (readonly [zone: string, instant: string])[] = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  // Half an hour of daylight saving.
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['Asia/Kolkata', '2026-06-01T18:30:00Z'],
  // 30 December 2011 did not exist.
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  // The clocks went forward at midnight: the day began at 01:00.
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z'],
  // The clocks went back at 00:01: the day before came back for 59 minutes.
  ['America/St_Johns', '2006-10-29T02:31:00Z'],
  ['America/St_Johns', '2006-04-02T03:31:00Z'],
  // The clocks changed by 36 minutes and 45 seconds.
  ['Europe/Lisbon', '1912-01-01T00:00:00Z'],
  ['UTC', '2026-01-01T00:00:00Z'],
];

/** A zone and an instant near a change of its clocks, often to the second. */
export const zonedInstant: fc.Arbitrary<readonly [zone: string, instant: number]> = fc
  .tuple(
    fc.constantFrom(...ODD_INSTANTS),
    fc.oneof(fc.constantFrom(-1000, -1, 0, 1, 1000), fc.integer({ min: -200_000_000, max: 200_000_000 })),
  )
  .map(([[zone, instant], shift]) => [zone, Date.parse(instant) + shift]);

/** What a calendar and a clock in a zone show, asked of Intl part by part. */
export function readClock(instant: number, zone: string): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** The date in a zone as YYYY-MM-DD. */
export function readDate(instant: number, zone: string): string {
  const { year, month, day } = readClock(instant, zone);
  return `${year?.padStart(4, '0')}-${month}-${day}`;
}
