import { boundedInstant, dateBounds, wallClock, wallDate, zoneFunctions } from './zone.ts';

/** Whether more than the duration has passed since the instant; milliseconds all. */
export function olderThan(instant: unknown, duration: unknown, now: unknown): boolean | undefined {
  if (typeof instant !== 'number' || typeof duration !== 'number' || typeof now !== 'number')
    return undefined;
  return now - instant > duration;
}

/** Whether the instant is past and at most the duration has passed since; an instant to come is not within the last. */
export function withinLast(instant: unknown, duration: unknown, now: unknown): boolean | undefined {
  if (typeof instant !== 'number' || typeof duration !== 'number' || typeof now !== 'number')
    return undefined;
  return instant <= now && now - instant <= duration;
}

/** The date that a zone has at an instant. */
export function dateIn(instant: unknown, timezone: unknown): string | undefined {
  const wall = wallClock(instant, timezone);
  return wall === undefined ? undefined : wallDate(wall);
}

/** Today's date in a zone. */
export function todayIn(now: unknown, timezone: unknown): string | undefined {
  return dateIn(now, timezone);
}

/** The first instant at which a zone has the date, midnight or not; missing for a date that the zone skipped. */
export function startOfDate(dateText: unknown, timezone: unknown): number | undefined {
  return dateBounds(dateText, timezone)?.first;
}

/** An instant as ISO 8601 text in UTC, `2026-11-22T11:00:00Z`; milliseconds stand there when there are some. */
export function formatInstant(instant: unknown): string | undefined {
  const at = boundedInstant(instant);
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
}

export const timeFunctions = [
  ...zoneFunctions,
  olderThan,
  withinLast,
  dateIn,
  todayIn,
  startOfDate,
  formatInstant,
] as const;
