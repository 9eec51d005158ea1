import type { Diagnostic, Fix, Note } from './diagnostic.ts';
import type { SentenceCode } from './sentence-codes.ts';
import type { Span } from './source.ts';

/** Where a diagnostic stands. */
export interface Place {
  readonly span: Span;
}

/** Where a diagnostic stands, and what the author wrote there. */
export interface Written extends Place {
  readonly text: string;
}

/** An author's words in backticks, on one line and not too long. */
export function show(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/`/g, 'ˋ');
  return `\`${line.length > 60 ? `${[...line].slice(0, 57).join('')}…` : line}\``;
}

/** An error of a sentence. */
export function make(
  code: SentenceCode,
  span: Span,
  message: string,
  more: { readonly help: string; readonly notes?: readonly Note[]; readonly fixes?: readonly Fix[] },
): Diagnostic {
  return { code, severity: 'error', message, span, ...more };
}

/** The fix that writes one thing in the place of another; an empty text removes it. */
export function replace(span: Span, text: string, { safe }: { readonly safe: boolean }): Fix {
  return { title: text === '' ? 'remove it' : `write \`${text}\``, safe, edits: [{ span, text }] };
}

/** What stands where something else belongs; null is the end. */
export function foundWords(found: string | null): string {
  return found === null ? 'the end of the sentence' : show(found);
}
