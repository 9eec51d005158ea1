import type { CST } from 'yaml';
import { createPen, finish, type Pen, type ScalarText, write, writeSlice } from './scalar-pen.ts';

/** The text of a block that begins with `|` or `>`, and the place of each of its characters. */
export function readBlockScalar(token: CST.BlockScalar): ScalarText {
  const last = token.props[token.props.length - 1];
  const contentAt =
    last === undefined || !('source' in last) ? token.offset : last.offset + last.source.length;
  const pen = createPen(token.source, contentAt);
  const header = readHeader(token);
  const lines = splitLines(token.source);
  const filled = lines.findLastIndex((line) => !isBlank(line)) + 1;
  if (filled === 0) {
    if (header.chomp === '+') {
      for (const line of lines.slice(0, Math.max(1, lines.length - 1))) writeBreak(pen, line);
    }
    return finish(pen, 0);
  }
  const indent = header.indent === 0 ? ownIndent(lines) : token.indent + header.indent;
  const end = Math.max(filled, lines.findLastIndex((line) => line.indent > indent) + 1);
  const first = lines.findIndex((line) => !isBlank(line));
  for (const line of lines.slice(0, first)) {
    writeSlice(pen, line.start + Math.min(indent, line.indent), line.start + line.indent);
    writeBreak(pen, line);
  }
  if (header.style === '>') writeFolded(pen, lines, first, end, indent);
  else writeLiteral(pen, lines, first, end, indent);
  writeEnd(pen, lines, end, indent, header.chomp);
  return finish(pen, 0);
}

interface Header {
  readonly style: string;
  readonly chomp: '+' | '-' | '';
  /** 0 when the first line decides. */
  readonly indent: number;
}

interface Line {
  readonly start: number;
  /** Spaces at the start. */
  readonly indent: number;
  /** Where the content ends: before LF or CR LF. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

function readHeader(token: CST.BlockScalar): Header {
  const header = token.props[0];
  const source = header !== undefined && 'source' in header ? header.source : '';
  const chomp = /[+-]/.exec(source)?.[0];
  return {
    style: source.charAt(0),
    chomp: chomp === '+' || chomp === '-' ? chomp : '',
    indent: Number(/[1-9]/.exec(source)?.[0] ?? 0),
  };
}

function splitLines(source: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (;;) {
    const found = source.indexOf('\n', start);
    const stop = found === -1 ? source.length : found;
    let indent = 0;
    while (start + indent < stop && source[start + indent] === ' ') indent++;
    const hasReturn = source[stop - 1] === '\r' && stop > start;
    lines.push({ start, indent, end: hasReturn ? stop - 1 : stop, next: Math.min(stop + 1, source.length) });
    if (found === -1) return lines;
    start = found + 1;
  }
}

function isBlank(line: Line): boolean {
  return line.start + line.indent === line.end;
}

function ownIndent(lines: readonly Line[]): number {
  return lines.find((line) => !isBlank(line))?.indent ?? 0;
}

function writeBreak(pen: Pen, line: Line): void {
  write(pen, '\n', line.end, line.next);
}

/** The content of a line: what exceeds the block's own indentation belongs to it. */
function writeContent(pen: Pen, line: Line, indent: number): void {
  writeSlice(pen, line.start + Math.min(indent, line.indent), line.end);
}

function writeLiteral(pen: Pen, lines: readonly Line[], first: number, end: number, indent: number): void {
  lines.slice(first, end).forEach((line, index) => {
    const before = lines[first + index - 1];
    if (index > 0 && before !== undefined) writeBreak(pen, before);
    writeContent(pen, line, indent);
  });
}

/** Breaks between lines fold into a space or lose one of their number; those around deeper lines stay. */
function writeFolded(pen: Pen, lines: readonly Line[], first: number, end: number, indent: number): void {
  let separator: '' | ' ' | '\n' = '';
  let deeper = false;
  for (let number = first; number < end; number++) {
    const line = lines[number];
    const before = lines[number - 1] ?? line;
    const beforeThat = lines[number - 2] ?? before;
    if (line === undefined || before === undefined || beforeThat === undefined) break;
    if (line.indent > indent || pen.source[line.start + line.indent] === '\t') {
      if (separator === '\n' && !deeper) writeBreak(pen, beforeThat);
      if (separator !== '') writeBreak(pen, before);
      writeContent(pen, line, indent);
      separator = '\n';
      deeper = true;
    } else if (isBlank(line)) {
      if (separator === '\n') writeBreak(pen, before);
      separator = '\n';
    } else {
      if (separator === ' ') write(pen, ' ', before.end, line.start + line.indent);
      else if (separator === '\n') writeBreak(pen, before);
      writeContent(pen, line, indent);
      separator = ' ';
      deeper = false;
    }
  }
}

function writeEnd(
  pen: Pen,
  lines: readonly Line[],
  end: number,
  indent: number,
  chomp: Header['chomp'],
): void {
  const lastFilled = lines[end - 1];
  if (chomp === '-' || lastFilled === undefined) return;
  let before = lastFilled;
  if (chomp === '+') {
    for (const line of lines.slice(end)) {
      writeBreak(pen, before);
      writeSlice(pen, line.start + Math.min(indent, line.indent), line.start + line.indent);
      before = line;
    }
    if (pen.text.endsWith('\n')) return;
  }
  writeBreak(pen, before);
}
