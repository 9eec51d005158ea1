import type { DataRow } from '../compiler/index.ts';
import { type Unreadable, unreadable } from './read-file.ts';

/** The rows of a CSV text, and its header apart from them; null when the text has nothing in it. */
export type CsvRows =
  | { readonly kind: 'rows'; readonly header: readonly string[] | null; readonly rows: readonly DataRow[] }
  | Unreadable;

/**
 * Reads CSV as RFC 4180 has it, with a header row. The header decides whether commas, semicolons or tabs stand between
 * the cells. Blank lines are skipped, and spaces around cells without quotes do not count. `maximum` is in rows.
 */
export function parseCsv(text: string, maximum: number): CsvRows {
  const reader: Reader = { text, at: 0, line: 1, separator: findSeparator(text) };
  let header: readonly string[] | null = null;
  const rows: DataRow[] = [];
  while (reader.at < text.length) {
    const line = reader.line;
    const cells = readRecord(reader);
    if (typeof cells === 'string') return unreadable(cells);
    if (cells.length === 1 && cells[0] === '') continue;
    if (header === null) header = cells;
    else rows.push({ cells, line });
    if (rows.length > maximum) return unreadable(tooManyRows(maximum));
  }
  const reason = header === null ? null : refuseHeader(header);
  if (reason !== null) return unreadable(reason);
  return { kind: 'rows', header, rows };
}

/** The reason for a file with too many rows. */
export function tooManyRows(maximum: number): string {
  return `it has more than ${maximum.toLocaleString('en')} rows`;
}

/** An e-mail address, a number, a date, a time or a network. */
const ITEM = /@|^[\d.:/-]+$|^(?=.*\d)[\da-f]*:[\da-f:.]+(\/\d+)?$/i;

interface Reader {
  readonly text: string;
  readonly separator: string;
  at: number;
  line: number;
}

/** The first of the known separators in the header, quoted cells left out. */
function findSeparator(text: string): string {
  const firstLine = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  return firstLine.replace(/"[^"]*"/g, '').match(/[,;\t]/)?.[0] ?? ',';
}

/** A missing header would swallow the first item without a word. */
function refuseHeader(header: readonly string[]): string | null {
  const item = header.find((cell) => ITEM.test(cell));
  if (item !== undefined) {
    return `its first row has \`${item}\`, which looks like an item; the first row of a CSV file names the columns`;
  }
  const twice = header.find((cell, index) => cell !== '' && header.indexOf(cell) !== index);
  return twice === undefined ? null : `its header names the column \`${twice}\` twice`;
}

/** The cells of the next record, or what is wrong with it. A record without quotes is one line, which is the fast way. */
function readRecord(reader: Reader): readonly string[] | string {
  const { text, at, separator } = reader;
  const next = text.indexOf('\n', at);
  const end = next === -1 ? text.length : next;
  const line = text.slice(at, end);
  if (line.includes('"')) return readQuoted(reader);
  reader.at = end + 1;
  reader.line++;
  return line.includes(separator) ? line.split(separator).map(trim) : [line.trim()];
}

function trim(cell: string): string {
  return cell.trim();
}

function readQuoted(reader: Reader): readonly string[] | string {
  const { text, separator } = reader;
  const cells: string[] = [];
  for (;;) {
    while (text[reader.at] === ' ') reader.at++;
    const cell = text[reader.at] === '"' ? readQuotedCell(reader) : { value: readPlainCell(reader) };
    if ('reason' in cell) return cell.reason;
    cells.push(cell.value);
    const after = text[reader.at];
    reader.at++;
    if (after === separator) continue;
    reader.line++;
    return cells;
  }
}

/** Leaves the reader at the separator or the line break. */
function readPlainCell(reader: Reader): string {
  const start = reader.at;
  const { text, separator } = reader;
  while (reader.at < text.length && text[reader.at] !== separator && text[reader.at] !== '\n') reader.at++;
  return text.slice(start, reader.at).trim();
}

function readQuotedCell(reader: Reader): { readonly value: string } | { readonly reason: string } {
  const { text } = reader;
  const opened = reader.line;
  let value = '';
  for (let start = reader.at + 1; ; ) {
    const quote = text.indexOf('"', start);
    if (quote === -1) return { reason: `line ${opened} opens a quotation mark that is never closed` };
    value += text.slice(start, quote);
    start = quote + 2;
    if (text[quote + 1] === '"') value += '"';
    else {
      reader.at = quote + 1;
      break;
    }
  }
  reader.line += value.split('\n').length - 1;
  const rest = readPlainCell(reader);
  return rest === ''
    ? { value }
    : { reason: `line ${reader.line} has \`${rest}\` after a closing quotation mark` };
}
