import path from 'node:path';
import type { DataFile, DataRow } from '../compiler/index.ts';
import { parseCsv, tooManyRows } from './parse-csv.ts';
import { parseYamlRows } from './parse-yaml-rows.ts';
import { decodeText, readProjectFile, unreadable } from './read-file.ts';

/** Rows that a data file may have. */
export const MOST_ROWS = 1_000_000;
const LARGEST_FILE = 256 * 1024 * 1024;

/** Reads a data file of a project, by the path relative to the folder `root` that a policy gives for it. */
export async function readDataFile(root: string, name: string): Promise<DataFile> {
  if (!PARSERS.has(extensionOf(name))) return unreadable(UNKNOWN_KIND);
  const read = await readProjectFile(root, name, LARGEST_FILE);
  return read.kind === 'unreadable' ? read : parseDataFile(name, read.bytes);
}

/**
 * The rows of a data file: `.csv` with a header row, `.txt` with one item a line and comment lines that begin with `#`,
 * `.yaml` or `.yml` with a list of texts, or for a table with one key a row.
 */
export function parseDataFile(name: string, bytes: Uint8Array): DataFile {
  const parse = PARSERS.get(extensionOf(name));
  if (parse === undefined) return unreadable(UNKNOWN_KIND);
  const decoded = decodeText(bytes);
  if (decoded.kind === 'unreadable') return decoded;
  const parsed = parse(decoded.text);
  return parsed.kind === 'unreadable' ? parsed : { ...parsed, source: { name, text: decoded.text } };
}

type Parsed =
  | { readonly kind: 'rows'; readonly header: readonly string[] | null; readonly rows: readonly DataRow[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

const UNKNOWN_KIND = 'its name ends in none of `.csv`, `.txt`, `.yaml` and `.yml`';

const PARSERS: ReadonlyMap<string, (text: string) => Parsed> = new Map([
  ['.csv', (text: string) => parseCsv(text, MOST_ROWS)],
  ['.txt', parseLines],
  ['.yaml', parseYamlRows],
  ['.yml', parseYamlRows],
]);

function extensionOf(name: string): string {
  return path.posix.extname(name).toLowerCase();
}

function parseLines(text: string): Parsed {
  const rows: DataRow[] = [];
  for (let start = 0, line = 1; start < text.length; line++) {
    const next = text.indexOf('\n', start);
    const item = text.slice(start, next === -1 ? text.length : next).trim();
    if (item !== '' && !item.startsWith('#')) rows.push({ cells: [item], line });
    if (rows.length > MOST_ROWS) return unreadable(tooManyRows(MOST_ROWS));
    if (next === -1) break;
    start = next + 1;
  }
  return { kind: 'rows', header: null, rows };
}
