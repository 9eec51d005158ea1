import { chmodSync, statSync } from 'node:fs';

/**
 * Takes the file of a store, and those that SQLite puts beside it, from everybody but its owner: it holds what is known of
 * people. Throws where only somebody else can do that. Does nothing where files have no modes.
 */
export function protectFile(file: string): void {
  if (process.platform === 'win32') return;
  for (const end of ['', '-wal', '-shm']) {
    const found = statSync(file + end, { throwIfNoEntry: false });
    if (found === undefined || (found.mode & 0o077) === 0) continue;
    try {
      chmodSync(file + end, 0o600);
    } catch (cause) {
      const message = `others may read or write the store ${file}, and only its owner can change that: chmod 600`;
      throw new Error(message, { cause });
    }
  }
}
