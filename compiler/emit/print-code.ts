import { positionAt, type Source } from '../../grammar/index.ts';
import type { SourceMap } from '../../stdlib/index.ts';
import type { Code } from './code.ts';

/** Emitted text and a version 3 source map that leads from its lines to the policy file. */
export interface PrintedCode {
  readonly text: string;
  readonly map: SourceMap;
}

/** Writes code down and turns its marks into a source map. */
export function printCode(code: Code, source: Source): PrintedCode {
  const { text, marks } = code.print();
  let mappings = '';
  let previous = { line: 0, column: 0, sourceLine: 0, sourceColumn: 0 };
  for (const { offset, line, column } of marks) {
    const origin = positionAt(source, offset);
    const place = { line, column, sourceLine: origin.line - 1, sourceColumn: origin.column - 1 };
    const isFirst = mappings === '' || line > previous.line;
    mappings += ';'.repeat(line - previous.line);
    mappings += isFirst ? vlq(column) : `,${vlq(column - previous.column)}`;
    mappings += vlq(0) + vlq(place.sourceLine - previous.sourceLine);
    mappings += vlq(place.sourceColumn - previous.sourceColumn);
    previous = place;
  }
  const last = text.split('\n').length - 1;
  mappings += ';'.repeat(last - previous.line);
  return {
    text,
    map: { version: 3, sources: [source.name], sourcesContent: [source.text], names: [], mappings },
  };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A signed number in base 64, five bits a digit, the lowest bit of the first being the sign. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return text;
}
