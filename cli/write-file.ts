import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './exit-codes.ts';

/**
 * Writes a file that somebody asked for, or throws a `UsageError` that says why that cannot be: a file in the place of a
 * folder, no permission.
 */
export async function writeAskedFile(file: string, text: string): Promise<void> {
  try {
    await writeFileWhole(file, text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? REASONS.get(String(error.code)) : undefined;
    if (reason === undefined) throw error;
    throw new UsageError(`${file} cannot be written: ${reason}`);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EEXIST', 'a file stands where its folder would be'],
  ['ENOTDIR', 'a file stands where its folder would be'],
  ['EISDIR', 'a folder has this name'],
  ['EACCES', 'it is not allowed here'],
  ['EPERM', 'it is not allowed here'],
  ['EROFS', 'it is not allowed here'],
  ['ENOSPC', 'the disk is full'],
]);

/** Writes a file whole or not at all: first under another name, then renamed. Makes the folders that are missing. */
export async function writeFileWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
