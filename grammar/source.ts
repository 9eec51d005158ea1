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
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}

/** The text under a span. */
export function textAt(source: Source, span: Span): string {
  return source.text.slice(span.start, span.end);
}
