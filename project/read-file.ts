import { isUtf8 } from 'node:buffer';
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Why something cannot be read, as a part of a sentence: `there is no such file`. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: string;
}

export type FileBytes = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | Unreadable;
export type FileText = { readonly kind: 'text'; readonly text: string } | Unreadable;

/**
 * Reads a file of a project. `name` is a path relative to `root` with `/` between folders, and the file has to lie
 * inside `root`, also when links are followed. `maximum` is in bytes.
 */
export async function readProjectFile(root: string, name: string, maximum: number): Promise<FileBytes> {
  const refused = refusePath(name);
  if (refused !== null) return unreadable(refused);
  try {
    const file = await realpath(path.join(root, name));
    if (!isInside(await realpath(root), file))
      return unreadable('it is a link to a place outside the project folder');
    const facts = await stat(file);
    if (facts.isDirectory()) return unreadable('it is a folder, not a file');
    if (!facts.isFile()) return unreadable('it is not an ordinary file');
    if (facts.size > maximum) return unreadable(`it is larger than ${formatSize(maximum)}`);
    return { kind: 'bytes', bytes: await readFile(file) };
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** The text of UTF-8 bytes without a byte order mark, or the line with the first byte that is not UTF-8. */
export function decodeText(bytes: Uint8Array): FileText {
  if (isUtf8(bytes)) return { kind: 'text', text: new TextDecoder().decode(bytes) };
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return unreadable('it is UTF-16 text; save it as UTF-8');
  return unreadable(`line ${brokenLine(bytes)} is not UTF-8 text; save the file as UTF-8`);
}

/** Why a path may not name a file of a project; null when it may. */
export function refusePath(name: string): string | null {
  if (name.trim() === '') return 'the path is empty';
  if (name.includes('\0')) return 'the path has a character that no file name can have';
  if (path.posix.isAbsolute(name) || path.win32.isAbsolute(name) || /^[a-z]:/i.test(name)) {
    return 'the path is absolute; write it relative to the project folder';
  }
  if (name.includes('\\')) return 'write `/` between folders, not `\\`';
  if (name.split('/').includes('..')) return 'the path leaves the project folder; files stay inside it';
  return null;
}

/** What a file system error means for a reader. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return REASONS.get(code) ?? `it cannot be opened (${code})`;
}

/** Says that something cannot be read, and why. */
export function unreadable(reason: string): Unreadable {
  return { kind: 'unreadable', reason };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EISDIR', 'it is a folder, not a file'],
  ['EACCES', 'you may not read it'],
  ['EPERM', 'you may not read it'],
  ['ELOOP', 'its links go round in a circle'],
  ['ENAMETOOLONG', 'its name is too long'],
]);

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

/** No UTF-8 character holds a line feed byte, so that lines can be looked at one by one. */
function brokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const next = bytes.indexOf(10, start);
    if (!isUtf8(bytes.subarray(start, next === -1 ? undefined : next))) return line;
    if (next === -1) break;
    start = next + 1;
  }
  return line;
}

function formatSize(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
}
