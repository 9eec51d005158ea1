const INSTANT = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2}))?$/;

/**
 * Milliseconds since 1970 UTC of a date, a number of milliseconds, or an ISO 8601 text that says its offset (a date
 * alone is its midnight in UTC); `null` for anything else. A text without an offset is refused: it would mean another
 * moment on another machine.
 */
export function readClock(value: unknown): number | null {
  if (typeof value === 'string') return INSTANT.test(value) ? finite(Date.parse(value)) : null;
  if (typeof value === 'number') return finite(value);
  return value instanceof Date ? finite(value.getTime()) : null;
}

function finite(milliseconds: number): number | null {
  return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : null;
}
