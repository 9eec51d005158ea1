import type { Source } from '../grammar/index.ts';
import type { SourceMap } from '../stdlib/index.ts';
import type { Code } from './code.ts';

/** Emitted text and a version 3 source map that leads from its lines to the policy file. */
export interface PrintedCode {
  readonly text: string;
  readonly map: SourceMap;
}

/** Writes code down and turns its marks into a source map. */
export function printCode(code: Code, source: Source): PrintedCode {
  const starts = lineStarts(source.text);
  const texts: string[] = [];
  let column = 0;
  let mappings = '';
  let isFirst = true;
  let previous = { column: 0, line: 0, sourceColumn: 0 };
  for (const part of code.parts) {
    if (typeof part === 'string') {
      texts.push(part);
      const lines = part.split('\n');
      const lastLine = lines.at(-1) ?? '';
      column = lines.length === 1 ? column + lastLine.length : lastLine.length;
      if (lines.length > 1) isFirst = true;
      mappings += ';'.repeat(lines.length - 1);
      continue;
    }
    const line = lineOf(starts, part.offset);
    const place = { column, line, sourceColumn: part.offset - (starts[line] ?? 0) };
    mappings += isFirst ? vlq(place.column) : `,${vlq(place.column - previous.column)}`;
    mappings += vlq(0) + vlq(place.line - previous.line) + vlq(place.sourceColumn - previous.sourceColumn);
    isFirst = false;
    previous = place;
  }
  return {
    text: texts.join(''),
    map: { version: 3, sources: [source.name], sourcesContent: [source.text], names: [], mappings },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
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
