import { type ScheduleDefinition, suggest, type Word } from '../../../grammar/index.ts';
import { dateOf, isTimezone, type Schedule, timeOf } from '../../../stdlib/index.ts';
import {
  notADate,
  notATime,
  scheduleWithoutTimezone,
  unknownDay,
  unknownTimezone,
} from '../messages/check-definition-messages.ts';
import { readDates } from './check-list.ts';
import type { DefinitionContext } from './read-data-file.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A schedule as numbers. Without `days` it holds every day, without `from` and `to` from midnight to midnight. */
export function checkSchedule(schedule: ScheduleDefinition, context: DefinitionContext): Schedule {
  const { name, days, from, to, except, holidays } = schedule;
  const dates = except.flatMap((word) => readDate(word, context) ?? []);
  return {
    days: days === null ? [1, 2, 3, 4, 5, 6, 7] : readDays(days, context),
    from: from === null ? 0 : readTime(from, context),
    to: to === null ? 0 : readTime(to, context),
    timezone: zoneOf(schedule.timezone, name, context),
    except: [...dates, ...readDates({ file: holidays, column: null }, context)],
  };
}

/** The name of a time zone; null, and reported, when it is unknown. */
export function readTimezone(word: Word, report: DefinitionContext['report']): string | null {
  if (isTimezone(word.text)) return word.text;
  const suggestion = suggest(word.text, Intl.supportedValuesOf('timeZone'));
  report(unknownTimezone({ text: word.text, span: word.span, suggestion }));
  return null;
}

function zoneOf(own: Word | null, name: Word, context: DefinitionContext): string {
  if (own !== null) return readTimezone(own, context.report) ?? 'UTC';
  if (context.timezone === null)
    context.report(scheduleWithoutTimezone({ name: name.text, span: name.span }));
  return context.timezone ?? 'UTC';
}

/** `mon-fri`, `sat`, `mon, wed`; a range may run over the end of the week. */
function readDays(word: Word, context: DefinitionContext): readonly number[] {
  const days = new Set<number>();
  for (const part of word.text.split(',')) {
    const [first = '', last = first, more] = part.split('-').map((name) => name.trim());
    const [start, end] = [dayNumber(first), dayNumber(last)];
    if (start === null || end === null || more !== undefined) {
      const wrong = start === null ? first : last;
      const near = suggest(wrong.toLowerCase(), [...DAYS, ...DAYS.map((day) => day.slice(0, 3))]);
      context.report(
        unknownDay({ text: more === undefined ? wrong : part.trim(), span: word.span, suggestion: near }),
      );
      return [];
    }
    for (let day = start; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === end) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

/** 1 for `mon`, `Mon` and `Monday`. */
function dayNumber(name: string): number | null {
  const lower = name.toLowerCase();
  const index = DAYS.findIndex((day) => lower === day || lower === day.slice(0, 3));
  return index === -1 ? null : index + 1;
}

/** Seconds after midnight; `24:00` is the midnight that ends the day. */
function readTime(word: Word, context: DefinitionContext): number {
  if (word.text === '24:00') return 0;
  const time = timeOf(word.text);
  if (time === undefined) {
    context.report(notATime({ text: word.text, span: word.span, meant: meantTime(word.text) }));
    return 0;
  }
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

/** `8:00`, `8am` and `6 PM` as they are written here; null for what is no time at all. */
function meantTime(text: string): string | null {
  const [, hour = '', minute = '00', half] = /^(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?$/i.exec(text) ?? [];
  const isAfternoon = half?.toLowerCase() === 'pm';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  const time = `${String(hours).padStart(2, '0')}:${minute}`;
  return hour === '' || timeOf(time) === undefined ? null : time;
}

function readDate(word: Word, context: DefinitionContext): string | null {
  const date = dateOf(word.text);
  if (date === undefined) context.report(notADate({ text: word.text, span: word.span }));
  return date ?? null;
}
