import type { Diagnostic, Result } from './diagnostic.ts';
import { DURATION_UNITS, type DurationLiteral, type DurationUnit, type Expression } from './expression.ts';
import { isIp, isNetwork, wholeNetwork } from './ip-address.ts';
import {
  badDate,
  badDuration,
  badInstant,
  badIp,
  badNetwork,
  badNumber,
  badTime,
} from './literal-messages.ts';
import type { Span } from './source.ts';

const UNITS = /milliseconds?|ms|seconds?|s|minutes?|min|hours?|h|days?|weeks?/;
const OTHER_UNITS = /m?secs?|mins|hrs?|months?|quarters?|years?|[mdwy]/;

/**
 * Everything that begins like a number, an address or a time, well formed or not; a name never does. Badly formed ones
 * are read as a whole too, so that a message can name them.
 */
export const LITERAL = new RegExp(
  [
    /\d+(?::\d+)?\s*[ap]m(?!\w|-+\w)/,
    // Before durations: `0d::1` is an address.
    /[0-9A-F]*:[0-9A-F:.]*[0-9A-F:](?:%\w+)?(?:\/\d+)?/,
    new RegExp(`\\d+(?:\\.\\d+)?\\s*(?:${UNITS.source}|${OTHER_UNITS.source})(?!\\w|-+\\w)`),
    /\d+-\d+-\d+T[\d:.]*(?:Z|[+-]\d[\d:]*)?/,
    /\d{1,2}\/\d{1,2}\/\d{4}(?![\w/])|\d{4}\/\d{1,2}\/\d{1,2}(?![\w/])/,
    /\d+(?:\.\d+){2,}\/\d+/,
    /\d\w*(?:[.-]\w+|:\w*)*/,
  ]
    .map((alternative) => alternative.source)
    .join('|'),
  'i',
);

/** Reads one number, duration, date, time, instant, address or network. What is badly formed is unreadable. */
export function parseLiteral(text: string, span: Span): Result<Expression> {
  const read = READERS.find(([shape]) => shape.test(text))?.[1] ?? readNumber;
  const result = read(text, span);
  return 'kind' in result
    ? { value: result, diagnostics: [] }
    : { value: { kind: 'unreadable', span }, diagnostics: [result] };
}

/** Reads a duration such as `12 hours` or `500 ms` standing alone, as in a setting; null when it is none. */
export function parseDuration(text: string): DurationLiteral | null {
  const written = text.trim();
  if (!DURATION.test(written)) return null;
  const result = readDuration(written, { start: 0, end: text.length });
  return 'kind' in result ? result : null;
}

const DURATION = new RegExp(`^(\\d+(?:\\.\\d+)?)\\s*(${UNITS.source}|${OTHER_UNITS.source})$`, 'i');

type Reader = (text: string, span: Span) => Expression | Diagnostic;

/** The first shape that fits decides what the text was meant to be. */
const READERS: readonly (readonly [shape: RegExp, read: Reader])[] = [
  [/[ap]m$/i, (text, span) => badTime({ text, span, instead: twentyFourHours(text) })],
  [DURATION, readDuration],
  [/^\d+-\d+-\d+T/i, readInstant],
  [/^\d+-\d+-\d+$/, readDate],
  [/^\d+\/\d+\/\d+$/, (text, span) => badDate({ text, span, instead: null })],
  [/^\d{1,2}\.\d{1,2}\.\d{4}$/, (text, span) => badDate({ text, span, instead: null })],
  [/^\d+:(?!:)\d*(?::\d*)?$/, readTime],
  [/\/\d+$/, readNetwork],
  [/:|^\d+(?:\.\d+){2,}$/, readIp],
];

function readDuration(text: string, span: Span): DurationLiteral | Diagnostic {
  const [, amount = '', word = ''] = DURATION.exec(text) ?? [];
  const unit = unitOf(word.toLowerCase());
  const number = exactNumber(amount);
  if (unit === null) return badDuration({ text, span, word });
  if (number === null) return badNumber({ text: amount, span });
  return { kind: 'duration', amount: number, unit, span };
}

function unitOf(word: string): DurationUnit | null {
  const short = { ms: 'millisecond', s: 'second', min: 'minute', h: 'hour' } as const;
  for (const [abbreviation, unit] of Object.entries(short)) if (abbreviation === word) return unit;
  const units = Object.keys(DURATION_UNITS) as DurationUnit[];
  return units.find((unit) => word === unit || word === `${unit}s`) ?? null;
}

function readInstant(text: string, span: Span): Expression | Diagnostic {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(.*)$/.exec(text);
  if (parts === null) return badInstant({ text, span });
  const [, date = '', time = '', offset = ''] = parts;
  if (!isDate(date)) return badDate({ text: date, span, instead: null });
  if (!isTime(time)) return badTime({ text: time, span, instead: null });
  if (!/^(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/.test(offset)) return badInstant({ text, span });
  return { kind: 'instant', value: text, span };
}

function readDate(text: string, span: Span): Expression | Diagnostic {
  if (isDate(text)) return { kind: 'date', value: text, span };
  const [year = '', month = '', day = ''] = text.split('-');
  const padded = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return badDate({ text, span, instead: isDate(padded) ? padded : null });
}

function readTime(text: string, span: Span): Expression | Diagnostic {
  if (isTime(text)) return { kind: 'time', value: text, span };
  return badTime({ text, span, instead: isTime(`0${text}`) ? `0${text}` : null });
}

function readIp(text: string, span: Span): Expression | Diagnostic {
  return isIp(text) ? { kind: 'ip', value: text, span } : badIp({ text, span });
}

function readNetwork(text: string, span: Span): Expression | Diagnostic {
  if (isNetwork(text)) return { kind: 'network', value: text, span };
  return badNetwork({ text, span, instead: wholeNetwork(text) });
}

function readNumber(text: string, span: Span): Expression | Diagnostic {
  const value = exactNumber(text);
  return value === null ? badNumber({ text, span }) : { kind: 'number', value, span };
}

/** The number that digits write, or null when they are no plain number or more of them than a number keeps. */
function exactNumber(text: string): number | null {
  const parts = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return null;
  const [, whole = '', fraction = ''] = parts;
  const digits = fraction.replace(/0+$/, '');
  return plainNumber(Number(text)) === (digits === '' ? whole : `${whole}.${digits}`) ? Number(text) : null;
}

/** A finite number in digits alone, without an exponent, so that reading it gives the number again. */
export function plainNumber(value: number): string {
  const [, sign = '', first = '', rest = '', power] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (power === undefined) return String(value);
  const digits = first + rest;
  const point = first.length + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === '' || year === '0000' || month < '01' || month > '12' || day < '01') return false;
  const leap = (Number(year) % 4 === 0 && Number(year) % 100 !== 0) || Number(year) % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) <= days;
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(text);
}

/** `5 pm` as `17:00`; null when there is no such hour. */
function twentyFourHours(text: string): string | null {
  const [, hour = '', minute = '00', half = ''] = /^(\d+)(?::(\d+))?\s*([ap])m$/i.exec(text) ?? [];
  if (Number(hour) < 1 || Number(hour) > 12) return null;
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const time = `${String(hours).padStart(2, '0')}:${minute}`;
  return isTime(time) ? time : null;
}
