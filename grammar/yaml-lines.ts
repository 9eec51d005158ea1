import type { Fix } from './diagnostic.ts';
import type { Span } from './source.ts';

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the end of the line that holds `offset`, before its LF or CR LF. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  if (found === -1) return text.length;
  return found > offset && text[found - 1] === '\r' ? found - 1 : found;
}

/**
 * Where the author surely meant the value that begins at `start` to end: at the end of the line, before a comment that
 * stands outside double quotes, and inside brackets before the `,` or closing bracket outside of the value's own.
 */
export function intendedEnd(text: string, start: number, inBrackets: boolean): number {
  const stop = lineEnd(text, start);
  let depth = 0;
  let at = start;
  for (; at < stop; at++) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const close = text.indexOf('"', at + 1);
      at = close === -1 || close >= stop ? stop : close;
    } else if (sign === '#' && /[ \t]/.test(text.charAt(at - 1))) break;
    else if (inBrackets && depth === 0 && /[,\]}]/.test(sign)) break;
    else if (/[[{(]/.test(sign)) depth++;
    else if (/[\]})]/.test(sign)) depth--;
  }
  const value = text.slice(start, Math.min(at, stop)).trimEnd();
  return start + Math.max(value.length, 1);
}

/**
 * The part of the file that a slip at `start` makes doubtful: the rest of its line, and the lines after it that are
 * indented deeper than the key or dash it belongs to.
 */
export function reachFrom(text: string, start: number): Span {
  const before = text.slice(lineStart(text, start), start).replace('\ufeff', '');
  const structure = /^ *(?:- +)*/.exec(before)?.[0].length ?? 0;
  const dash = before.lastIndexOf('-');
  const column = structure < before.length ? structure : dash === -1 ? structure - 1 : dash;
  let end = lineEnd(text, start);
  for (let next = text.indexOf('\n', end); next !== -1; next = text.indexOf('\n', next + 1)) {
    const line = text.slice(next + 1, lineEnd(text, next + 1));
    const indent = line.search(/[^ ]/);
    if (indent === -1 || line === '\r') continue;
    if (indent <= column) break;
    end = next + 1 + line.length;
  }
  return { start, end };
}

/** A text in YAML's single quotes. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What to do with a text that needs quotes, with the text in them unless it is long or has several lines. */
export function quoteAdvice(quoted: string | null): string {
  const advice = 'put the whole text in single quotes';
  return quoted === null || quoted.length > 90 ? advice : `${advice}: \`${quoted}\``;
}

/** How a diagnostic shows a text in single quotes, and the change that writes it so; null when it has several lines. */
export function quoteSpan(
  text: string,
  span: Span,
): { readonly quoted: string | null; readonly fix: Fix | null } {
  if (reachFrom(text, span.start).end > lineEnd(text, span.start)) return { quoted: null, fix: null };
  const quoted = quoteText(text.slice(span.start, span.end));
  const fix = { title: quoteAdvice(quoted), safe: true, edits: [{ span, text: quoted }] };
  return { quoted, fix };
}
