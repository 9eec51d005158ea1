import type { CST } from 'yaml';
import { readBlockScalar } from './block-scalar.ts';
import type { Placement } from './placement.ts';
import { createPen, finish, type Pen, type ScalarText, write, writeSlice } from './scalar-pen.ts';

/**
 * The text that YAML reads out of a piece of the file, and the place of each of its characters.
 * The character at the mapped offset is the character of the text, or the escape or line break that writes it.
 */
export function readScalar(token: CST.FlowScalar | CST.BlockScalar): ScalarText {
  switch (token.type) {
    case 'block-scalar':
      return readBlockScalar(token);
    case 'double-quoted-scalar':
      return readDoubleQuoted(token);
    case 'single-quoted-scalar':
      return readSingleQuoted(token);
    case 'scalar':
    case 'alias': {
      if (!token.source.includes('\n')) return asWritten(token, 0, token.source.length);
      const pen = createPen(token.source, token.offset);
      unfold(pen, 0, token.source.length, writeSlice);
      return finish(pen, 0);
    }
  }
}

/** A part of a piece that stands for itself. */
function asWritten({ source, offset }: CST.FlowScalar, from: number, to: number): ScalarText {
  const first = offset + from;
  const last = offset + to;
  return { text: source.slice(from, to), placement: new StraightPlacement(first, last) };
}

/** A class, since nearly all of the many texts of a file have one of these, and two functions each would be much more. */
class StraightPlacement implements Placement {
  readonly #first: number;
  readonly #last: number;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#last = last;
  }

  start(index: number): number {
    return Math.min(this.#first + index, this.#last);
  }

  end(index: number): number {
    return Math.min(Math.max(this.#first, this.#first + index), this.#last);
  }
}

type Writer = (pen: Pen, from: number, to: number) => void;

/** One line break becomes a space, more become one line break less; blanks around breaks vanish. */
function unfold(pen: Pen, from: number, to: number, copy: Writer): void {
  const lines = splitLines(pen.source, from, to);
  let breaks: number[] = [];
  let breakFrom = from;
  lines.forEach((line, number) => {
    const isFirst = number === 0;
    const isLast = number === lines.length - 1;
    const start = isFirst ? line.start : skipBlanks(pen.source, line.start, line.end);
    const end = isLast ? line.end : Math.max(start, trimBlanks(pen.source, line.start, line.end));
    if (!isFirst && (start < end || isLast)) writeBreaks(pen, breaks, breakFrom, start);
    if (isFirst || start < end) {
      copy(pen, start, end);
      breaks = [];
      breakFrom = line.end;
    }
    breaks.push(line.end);
  });
}

function writeBreaks(pen: Pen, breaks: readonly number[], from: number, to: number): void {
  if (breaks.length <= 1) write(pen, ' ', from, to);
  for (const at of breaks.slice(1)) write(pen, '\n', at, at + breakLength(pen.source, at));
}

function readSingleQuoted(token: CST.FlowScalar): ScalarText {
  const { source, offset } = token;
  const end = Math.max(1, source.length - 1);
  if (!/\n|''/.test(source)) return asWritten(token, 1, end);
  const pen = createPen(source, offset);
  unfold(pen, 1, end, (_, from, to) => {
    let at = from;
    for (let quote = source.indexOf("''", at); quote !== -1 && quote < to; quote = source.indexOf("''", at)) {
      writeSlice(pen, at, quote);
      write(pen, "'", quote, quote + 2);
      at = quote + 2;
    }
    writeSlice(pen, at, to);
  });
  return finish(pen, 1);
}

function readDoubleQuoted(token: CST.FlowScalar): ScalarText {
  const { source, offset } = token;
  const end = Math.max(1, source.length - 1);
  if (!/[\n\\]/.test(source)) return asWritten(token, 1, end);
  const pen = createPen(source, offset);
  let at = 1;
  while (at < end) {
    const next = nextSpecial(source, at, end);
    writeSlice(pen, at, next);
    at = next < end ? readSpecial(pen, next) : next;
  }
  return finish(pen, 1);
}

/** The next escape, or the next line break with the blanks before it. */
function nextSpecial(source: string, from: number, end: number): number {
  const special = /\\|[ \t]*\r?\n/g;
  special.lastIndex = from;
  const match = special.exec(source);
  return match === null ? end : Math.min(match.index, end);
}

/** Writes what stands at `at`, an escape or a line break, and tells where it ends. */
function readSpecial(pen: Pen, at: number): number {
  const { source } = pen;
  if (source[at] !== '\\') return foldBreaks(pen, at);
  const name = source[at + 1] ?? '';
  if (name === '\n' || (name === '\r' && source[at + 2] === '\n')) {
    return skipBlanks(source, at + 1 + breakLength(source, at + 1), source.length);
  }
  const digits = CODE_DIGITS.get(name);
  if (digits === undefined) {
    write(pen, ESCAPES.get(name) ?? `\\${name}`, at, at + 2);
    return at + 2;
  }
  const end = Math.min(at + 2 + digits, source.length);
  write(pen, characterOf(source.slice(at + 2, end), digits) ?? source.slice(at, end), at, end);
  return end;
}

function characterOf(code: string, digits: number): string | null {
  if (code.length !== digits || !/^[0-9a-fA-F]+$/.test(code)) return null;
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : null;
}

function foldBreaks(pen: Pen, at: number): number {
  const breaks: number[] = [];
  let end = skipBlanks(pen.source, at, pen.source.length);
  while (breakLength(pen.source, end) > 0) {
    breaks.push(end);
    end = skipBlanks(pen.source, end + breakLength(pen.source, end), pen.source.length);
  }
  writeBreaks(pen, breaks, breaks[0] ?? at, end);
  return end;
}

/** 2 for CR LF, 1 for LF, 0 where no line ends; a CR alone is a character like any other. */
function breakLength(source: string, at: number): number {
  if (source[at] === '\n') return 1;
  return source[at] === '\r' && source[at + 1] === '\n' ? 2 : 0;
}

function splitLines(source: string, from: number, to: number): { start: number; end: number }[] {
  const lines = [];
  let start = from;
  for (let at = source.indexOf('\n', start); at !== -1 && at < to; at = source.indexOf('\n', start)) {
    lines.push({ start, end: at > start && source[at - 1] === '\r' ? at - 1 : at });
    start = at + 1;
  }
  lines.push({ start, end: to });
  return lines;
}

function skipBlanks(source: string, from: number, to: number): number {
  let at = from;
  while (at < to && (source[at] === ' ' || source[at] === '\t')) at++;
  return at;
}

function trimBlanks(source: string, from: number, to: number): number {
  let at = to;
  while (at > from && (source[at - 1] === ' ' || source[at - 1] === '\t')) at--;
  return at;
}

const CODE_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['\t', '\t'],
]);
