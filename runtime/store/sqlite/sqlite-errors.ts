/* What operators read. The error of SQLite goes along as the cause, and `code` says in a word what is wrong. */

const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NO_DATABASE = 26;
const DAMAGED = 'STORE_DAMAGED';

/** Whether somebody else holds the file at the moment. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code === BUSY || code === LOCKED;
}

/** A row that is not as it was written, though the file is a database. */
export function damagedRow(): Error {
  return Object.assign(new Error('a row cannot be read'), { code: DAMAGED });
}

/** What went wrong with the store in a file, in words. */
export function explainError(error: unknown, file: string): Error {
  const told = new Error(`the store ${file} ${wordsFor(error)}`, { cause: error });
  const code = codeOf(error);
  const name = typeof code === 'number' ? NAMES.get(code) : code;
  return name === undefined || name === null ? told : Object.assign(told, { code: name });
}

/** What stands in logs, where no words about a store do. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [BUSY, 'STORE_LOCKED'],
  [LOCKED, 'STORE_LOCKED'],
  [READ_ONLY, 'STORE_READ_ONLY'],
  [IO, 'STORE_WRITE_FAILED'],
  [FULL, 'STORE_FULL'],
  [CORRUPT, DAMAGED],
  [NO_DATABASE, DAMAGED],
  [CANNOT_OPEN, 'STORE_NOT_OPENED'],
]);

function wordsFor(error: unknown): string {
  switch (codeOf(error)) {
    case BUSY:
    case LOCKED:
      return 'is locked by another process';
    case READ_ONLY:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'may not be written';
    case IO:
      return 'cannot be written: the disk refuses, perhaps since it is full';
    case FULL:
    case 'ENOSPC':
      return 'cannot be written: the disk is full';
    case CORRUPT:
    case DAMAGED:
      return 'is damaged';
    case NO_DATABASE:
      return 'is no database';
    case 'EISDIR':
      return 'is a folder';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'cannot be made: what should be its folder is a file';
    case 'ENOENT':
      return 'cannot be made: its folder is none in which anything can be made';
    case CANNOT_OPEN:
      return 'cannot be opened';
    default:
      return `failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Of SQLite the kind of error, without its details; of the file system a name. */
function codeOf(error: unknown): number | string | null {
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
