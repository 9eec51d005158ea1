import type { Schedule } from '../../stdlib/index.ts';

/** The wall clock of a zone at an instant. */
export interface WallClock {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** Since midnight, by the clock on the wall. */
  readonly seconds: number;
}

/** What the clock on the wall shows. */
export function wallClock(instant: number, timezone: string): WallClock {
  const text = new Date(instant).toLocaleString('sv-SE', { timeZone: timezone });
  const [date = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return { date, weekday: weekdayOf(date), seconds: hours * 3600 + minutes * 60 + seconds };
}

/**
 * True while a window of the schedule is open. A window belongs to the day on which it begins; one that ends at or before
 * its beginning runs on into the next day.
 */
export function isDuring(instant: number, schedule: Schedule): boolean {
  const { date, seconds } = wallClock(instant, schedule.timezone);
  const wraps = schedule.to <= schedule.from;
  const today = opensOn(date, schedule) && seconds >= schedule.from && (wraps || seconds < schedule.to);
  return today || (wraps && opensOn(dayBefore(date), schedule) && seconds < schedule.to);
}

function opensOn(date: string, schedule: Schedule): boolean {
  return schedule.days.includes(weekdayOf(date)) && !schedule.except.includes(date);
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
