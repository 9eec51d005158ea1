/**
 * Milliseconds since 1970 UTC as ISO 8601 text, without zeros at its end: `2026-11-25T12:00:00Z`. Null where such a
 * text would not be the same moment: parts of a millisecond, years of five digits.
 */
export function momentText(milliseconds: number): string | null {
  if (!Number.isInteger(milliseconds) || Math.abs(milliseconds) > 8.64e15) return null;
  const text = new Date(milliseconds).toISOString().replace('.000Z', 'Z');
  return /^\d{4}-/.test(text) ? text : null;
}
