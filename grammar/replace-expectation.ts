import { printData, printDataLines } from './print-data.ts';
import type { Source, Span } from './source.ts';
import { lineStart } from './yaml-lines.ts';

/**
 * The text of a file with the value of one `expect` written anew: in brackets if it stood in brackets, else on lines of
 * its own. `span` is that of the expectation. To replace several, begin with the last.
 */
export function replaceExpectation({ text }: Source, span: Span, expect: unknown): string {
  return replace(text, span, text[span.start] === '{' ? printData(expect) : linesAt(text, span, expect));
}

/** The text of a file with one cell of a table written anew; `undefined`: the row then says nothing here. */
export function replaceCell({ text }: Source, span: Span, value: unknown): string {
  return replace(text, span, value === undefined ? 'missing' : printData(value));
}

function replace(text: string, { start, end }: Span, written: string): string {
  return `${text.slice(0, start)}${written}${text.slice(end)}`;
}

function linesAt(text: string, { start }: Span, expect: unknown): string {
  const column = start - lineStart(text, start);
  return printDataLines(expect).join(`${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column)}`);
}
