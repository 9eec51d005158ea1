/** A half-open pair of offsets (UTF-16 code units) into the text of a source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An author's text, and the name it goes by in messages: a path relative to the project, or `<stdin>`. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A place as people count it: line and column from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset. Lines end at LF; the CR of a CRLF belongs to the line it ends. */
export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The text under a span. */
export function textAt(source: Source, span: Span): string {
  return source.text.slice(span.start, span.end);
}

/** Every sentence asks for its place, so the lines of a source are looked for once. */
const LINE_STARTS = new WeakMap<Source, readonly number[]>();

function lineStarts(source: Source): readonly number[] {
  const known = LINE_STARTS.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  const { text } = source;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  LINE_STARTS.set(source, starts);
  return starts;
}
