import type { Schedule } from './rule.ts';
import { midnightOf, wallClock } from './zone.ts';

/** A schedule made ready to be asked. */
export interface BuiltSchedule {
  /** Whether the schedule holds at an instant; missing for an unknown zone and outside the years 1 to 9999. */
  has(instant: number): boolean | undefined;
}

/**
 * Builds a schedule. Only what the clocks of its zone show counts: `from` is in it, `to` is not. A window that runs past
 * midnight belongs to the day on which it begins, and so do that day's name and exception.
 */
export function scheduleOf(schedule: Schedule): BuiltSchedule {
  const { from, to, timezone } = schedule;
  const days = new Set(schedule.days);
  const exceptions = new Set(schedule.except.map(midnightOf));
  const begins = (midnight: number): boolean => {
    // 1 January 1970 was a Thursday, the fourth day.
    const weekday = ((((midnight / 86400000 + 3) % 7) + 7) % 7) + 1;
    return days.has(weekday) && !exceptions.has(midnight);
  };
  return {
    has(instant) {
      const wall = wallClock(instant, timezone);
      if (wall === undefined) return undefined;
      const midnight = Math.floor(wall / 86400000) * 86400000;
      const second = (wall - midnight) / 1000;
      if (from < to) return second >= from && second < to && begins(midnight);
      return (second >= from && begins(midnight)) || (second < to && begins(midnight - 86400000));
    },
  };
}

/** Whether an instant is in a schedule built by `scheduleOf`. */
export function duringSchedule(instant: unknown, schedule: unknown): boolean | undefined {
  return typeof instant === 'number' && isSchedule(schedule) ? schedule.has(instant) : undefined;
}

/** True for what `scheduleOf` builds. */
export function isSchedule(value: unknown): value is BuiltSchedule {
  return typeof value === 'object' && value !== null && 'has' in value && typeof value.has === 'function';
}

export const scheduleFunctions = [scheduleOf, duringSchedule, isSchedule] as const;
