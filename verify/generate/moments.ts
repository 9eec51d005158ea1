import type { Schedule } from '../../stdlib/index.ts';
import { askLibrary } from './ask-library.ts';
import { BASE_MOMENT } from './base-moment.ts';

const SECOND = 1000;
const DAY = 86_400_000;

/** A moment, and a second before and after. */
export function around(moment: number): readonly number[] {
  return [moment, moment - SECOND, moment + SECOND];
}

/** The edges of a schedule over a week, on its exceptions and when the clocks change, each a second off both ways too. */
export function scheduleEdges({ from, to, timezone, except }: Schedule): readonly number[] {
  const days = [
    ...Array.from({ length: 7 }, (_, index) => dateOf(BASE_MOMENT + (index - 2) * DAY)),
    ...except.slice(0, 20).flatMap((date) => [date, shifted(date, 1), shifted(date, -1)]),
    ...clockChanges(timezone),
  ];
  const middle = from < to ? (from + to) / 2 : from + 60;
  return [...new Set(days)].flatMap((date) => {
    const edges = [from, to].flatMap((second) => around(momentOf(date, second, timezone)));
    return [...edges, momentOf(date, Math.floor(middle), timezone)];
  });
}

/** The first and the last moment of a date in each of the zones, a second off both ways too, and its noon. */
export function dateEdges(date: string, zones: readonly string[]): readonly number[] {
  const starts = zones.flatMap((zone) => [momentOf(date, 0, zone), momentOf(date, 86400, zone)]);
  return [...starts.flatMap(around), Date.parse(`${date}T12:00:00Z`)];
}

/** A time of the day on the base day, in each of the zones, a second off both ways too. */
export function timeEdges(time: string, zones: readonly string[]): readonly number[] {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const second = hours * 3600 + minutes * 60 + seconds;
  return zones.flatMap((zone) => around(momentOf(dateOf(BASE_MOMENT), second, zone)));
}

/** All hours of a week, all months of a year, the end of a year and of a February. */
export function ordinaryMoments(): readonly number[] {
  const hours = Array.from({ length: 168 }, (_, hour) => BASE_MOMENT + hour * 3_600_000);
  const days = Array.from({ length: 7 }, (_, day) => BASE_MOMENT + day * DAY);
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15, 12));
  return [BASE_MOMENT, ...days, ...hours, ...months, Date.UTC(2027, 0, 1), Date.UTC(2028, 1, 29, 12)];
}

/** The dates of a year around the base moment on which a zone changes its clocks. */
export function clockChanges(timezone: string): readonly string[] {
  const start = Date.UTC(2026, 0, 1);
  const changes: string[] = [];
  let before = offsetAt(start, timezone);
  for (let day = 1; day <= 365; day++) {
    const after = offsetAt(start + day * DAY, timezone);
    if (after !== before) changes.push(dateOf(start + (day - 1) * DAY), dateOf(start + day * DAY));
    before = after;
  }
  return changes;
}

/** When the clocks of a zone show a second of a date, as near as there is such a moment. */
export function momentOf(date: string, second: number, timezone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + second * SECOND;
  const guess = wall - offsetAt(wall, timezone);
  return wall - offsetAt(guess, timezone);
}

function offsetAt(moment: number, timezone: string): number {
  const wall = askLibrary('wallClock', moment, timezone);
  return typeof wall === 'number' ? wall - moment : 0;
}

function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function shifted(date: string, days: number): string {
  return dateOf(Date.parse(`${date}T12:00:00Z`) + days * DAY);
}
