import { isPlainText, printYamlText } from './print-yaml-text.ts';
import type { Yaml } from './yaml-tree.ts';

/**
 * Plain data as YAML on one line: `{ email: ada@example.com, groups: [HR] }`. Yes/no is written `yes` and `no`, nothing
 * `null`; texts that read as something else stand in quotes. What is no plain data is left out. Reading it gives the
 * same data, as far as a file can hold it: keys up to 1,000 characters, 20 levels.
 */
export function printData(value: unknown): string {
  return inBrackets(pieceOf(value) ?? NOTHING);
}

/** The same on as many lines as make it easy to read, none of them indented; a text or an empty list is one line. */
export function printDataLines(value: unknown): readonly string[] {
  const piece = pieceOf(value) ?? NOTHING;
  return isSimple(piece) ? [onLine(piece)] : linesOf(piece, 0);
}

/** An item of a list, from its keys: each begins a line, and the dash stands before the first. Without a line break at the end. */
export function printItem(keys: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : printDataLines({ [key]: value }),
  );
  return withDash(lines);
}

/** The same of values that a file holds: texts that stood without quotes need none. */
export function printYamlItem(keys: readonly (readonly [key: string, value: Yaml])[]): string {
  const fields = keys.map(([key, value]) => [key, pieceOfYaml(value)] as const);
  return withDash(fields.flatMap((field) => linesOf({ kind: 'record', fields: [field] }, 2)));
}

/** What a file holds, on one line: texts that stood without quotes need none. */
export function printYaml(value: Yaml): string {
  return inBrackets(pieceOfYaml(value));
}

function withDash(lines: readonly string[]): string {
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`).join('\n');
}

/** What is written; `isText` tells a text, which must be read as one, from what is written as it is. */
type Piece =
  | { readonly kind: 'word'; readonly text: string; readonly isText: boolean }
  | { readonly kind: 'list'; readonly items: readonly Piece[] }
  | { readonly kind: 'record'; readonly fields: readonly (readonly [name: string, value: Piece])[] };

/** Columns that a line has at most, as far as it can be broken. */
const WIDTH = 96;

const NOTHING: Piece = { kind: 'word', text: 'null', isText: false };

function pieceOf(value: unknown): Piece | null {
  switch (typeof value) {
    case 'string':
      return { kind: 'word', text: value, isText: true };
    case 'number':
      if (!Number.isFinite(value)) return NOTHING;
      return { kind: 'word', text: String(value), isText: false };
    case 'boolean':
      return { kind: 'word', text: value ? 'yes' : 'no', isText: false };
    case 'object':
      if (value === null) return NOTHING;
      if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => pieceOf(item) ?? NOTHING) };
      return {
        kind: 'record',
        fields: Object.entries(value).flatMap(([name, field]) => {
          const piece = pieceOf(field);
          return piece === null ? [] : [[name, piece] as const];
        }),
      };
    default:
      return null;
  }
}

function pieceOfYaml(value: Yaml): Piece {
  switch (value.kind) {
    case 'text':
      return { kind: 'word', text: value.text, isText: !value.isPlain };
    case 'list':
      return { kind: 'list', items: value.items.map(pieceOfYaml) };
    case 'map':
      return {
        kind: 'record',
        fields: Array.from(value.entries, ([name, entry]) => [name, pieceOfYaml(entry.value)] as const),
      };
    case 'nothing':
    case 'unreadable':
      return NOTHING;
  }
}

function inBrackets(piece: Piece): string {
  switch (piece.kind) {
    case 'word':
      return printWord(piece, 'brackets');
    case 'list':
      return `[${piece.items.map(inBrackets).join(', ')}]`;
    case 'record': {
      const fields = piece.fields.map(
        ([name, value]) => `${printYamlText(name, 'key')}: ${inBrackets(value)}`,
      );
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    }
  }
}

function printWord({ text, isText }: Piece & { kind: 'word' }, place: 'line' | 'brackets'): string {
  return !isText && (isPlainText(text, place) || NUMBER.test(text)) ? text : printYamlText(text, place);
}

const NUMBER = /^-?\d[\d.e+-]*$/;

function onLine(piece: Piece): string {
  return piece.kind === 'word' ? printWord(piece, 'line') : inBrackets(piece);
}

/** A text, or something without anything in it: it stands on one line, however long. */
function isSimple(piece: Piece): boolean {
  switch (piece.kind) {
    case 'word':
      return true;
    case 'list':
      return piece.items.length === 0;
    case 'record':
      return piece.fields.length === 0;
  }
}

/** `column`: where the lines will stand, which are not indented yet. */
function linesOf(piece: Piece, column: number): readonly string[] {
  switch (piece.kind) {
    case 'word':
      return [onLine(piece)];
    case 'list':
      return piece.items.flatMap((item) =>
        linesBelow('-', item, column).map((line, index) => (index === 0 ? line : `  ${line}`)),
      );
    case 'record':
      return piece.fields.flatMap(([name, value]) =>
        linesBelow(`${printYamlText(name, 'key')}:`, value, column).map((line, index) =>
          index === 0 ? line : `  ${line}`,
        ),
      );
  }
}

/** The lines of a value behind a dash or a key; behind a dash its first line stands on the line of the dash. */
function linesBelow(start: string, piece: Piece, column: number): readonly string[] {
  const short = `${start} ${onLine(piece)}`;
  if (isSimple(piece) || column + short.length <= WIDTH) return [short];
  const lines = linesOf(piece, column + 2);
  return start === '-' ? lines.with(0, `- ${lines[0] ?? ''}`) : [start, ...lines];
}
