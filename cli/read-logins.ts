import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UsageError } from './exit-codes.ts';

/** One login of a file, as data or as what is wrong with it. Lines count from 1. */
export type LoginLine =
  | { readonly kind: 'value'; readonly line: number; readonly value: unknown }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string };

/**
 * Reads logins one after the other, however many there are: NDJSON, a login a line, or one JSON document with a login or
 * a list of logins. It is a document when its first line is no whole JSON text and does not end like one. `file` may be
 * `-` for stdin. Throws a `UsageError` when the file cannot be read.
 */
export async function* readLogins(file: string): AsyncGenerator<LoginLine, void, void> {
  const stream = file === '-' ? process.stdin : await openFile(file);
  let document = '';
  let first = 0;
  let line = 0;
  /** The line of a list of no logins, as long as nothing comes after it. */
  let empty: number | null = null;
  for await (const text of linesOf(stream)) {
    line++;
    if (text === null) {
      yield { kind: 'broken', line, reason: 'it holds bytes that are not UTF-8 text' };
      if (document !== '') return;
      first ||= line;
      continue;
    }
    const content = line === 1 ? text.replace(/^\ufeff/, '') : text;
    if (first === 0 && content.trim() === '') continue;
    if (first === 0) {
      first = line;
      if (isDocumentStart(content)) document = content;
    } else if (document !== '') document += `\n${content}`;
    if (document.length > LONGEST_DOCUMENT) throw new UsageError(tooLong(file));
    if (document !== '' || content.trim() === '') continue;
    if (empty !== null) yield emptyList(empty);
    empty = isEmptyList(content) ? line : null;
    yield* parseLogins(content, line);
  }
  if (document !== '') yield* parseLogins(document, first);
  // All by itself it is a document without logins.
  if (empty !== null && empty !== first) yield emptyList(empty);
}

function isEmptyList(line: string): boolean {
  return /^\s*\[\s*\]\s*$/.test(line);
}

function emptyList(line: number): LoginLine {
  return { kind: 'broken', line, reason: 'it is an empty list; expected a login' };
}

/** Characters of a document, which is held in memory; NDJSON can be of any length. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

function tooLong(file: string): string {
  return `${file} is one JSON document of more than 64 MiB; write one login a line instead`;
}

async function openFile(file: string): Promise<Readable> {
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw new UsageError(`${file} is a folder, not a file with logins`);
    }
    return createReadStream('', { fd: handle });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`);
  }
}

/** Only a line feed ends a line: other line ends may stand inside JSON texts. Null is a line that is not UTF-8. */
async function* linesOf(input: Readable): AsyncGenerator<string | null, void, void> {
  let rest: Uint8Array[] = [];
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      yield decode([...rest, bytes.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    rest.push(bytes.subarray(start));
  }
  if (rest.some(({ length }) => length > 0)) yield decode(rest);
}

const LINE_FEED = 10;

/** A wrong byte would become another person's address without a word. */
function decode(pieces: readonly Uint8Array[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(pieces));
  } catch {
    return null;
  }
}

function isDocumentStart(line: string): boolean {
  return parseJson(line).kind === 'broken' && !line.trimEnd().endsWith('}');
}

function* parseLogins(text: string, line: number): Generator<LoginLine, void, void> {
  const parsed = parseJson(text);
  if (parsed.kind === 'broken')
    yield { kind: 'broken', line: line + parsed.lineBreaks, reason: parsed.reason };
  else if (!Array.isArray(parsed.value)) yield { kind: 'value', line, value: parsed.value };
  else for (const value of parsed.value) yield { kind: 'value', line, value };
}

type Json =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly lineBreaks: number; readonly reason: string };

function parseJson(text: string): Json {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const before = text.slice(0, position === undefined ? text.length : Number(position));
    const lineBreaks = before.split('\n').length - 1;
    const column = before.length - before.lastIndexOf('\n');
    return {
      kind: 'broken',
      lineBreaks,
      reason: `it is not JSON, as far as can be seen at column ${column}`,
    };
  }
}
