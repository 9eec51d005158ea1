import { badEscape } from './character-messages.ts';
import type { Expression, TextLiteral, TextTemplate } from './expression.ts';
import { type Range, type Reading, report, spanOf, wordsOf } from './reading.ts';
import type { Span } from './source.ts';

/** What stands around a text. */
export type Quote = '"' | "'";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\"', '"'],
  ['\\\\', '\\'],
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\$', '$'],
]);

/** What a piece of a text stands for; `quote` is the quote around the text, or null for a text that has none. */
export function readTextPart(reading: Reading, range: Range, quote: Quote | null): string {
  const text = wordsOf(reading, range);
  if (text === '$${') return '${';
  if (quote === "'") return text.replace(/''/g, "'");
  return quote === '"' && text.startsWith('\\') ? readEscape(reading, range) : text;
}

/** The quote that opens a text. */
export function readQuote(image: string): Quote {
  return image === "'" ? image : '"';
}

/** The text or, with values in it, the template that the parts make. */
export function textOf(parts: readonly (string | Expression)[], span: Span): TextLiteral | TextTemplate {
  const [only = ''] = parts;
  if (parts.length < 2 && typeof only === 'string') return { kind: 'text', value: only, span };
  return { kind: 'template', parts, span };
}

/** Texts and values in turn: neighbouring texts joined, empty ones left out. */
export function joinParts<T extends object>(parts: readonly (string | T)[]): (string | T)[] {
  const joined: (string | T)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  return joined;
}

/** The character that an escape such as `\n` or `\u{1F600}` stands for; an unknown one stays as written and is told. */
function readEscape(reading: Reading, range: Range): string {
  const text = wordsOf(reading, range);
  const known = ESCAPES.get(text);
  if (known !== undefined) return known;
  const digits = /^\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))$/i.exec(text);
  const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  report(reading, range, badEscape({ span: spanOf(reading, range), text }));
  return text;
}
