import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whyNotWritten } from '../project/index.ts';
import { makeFolder } from '../runtime/index.ts';
import { UsageError } from './exit-codes.ts';

/**
 * Writes a file that somebody asked for, or throws a `UsageError` that says why that cannot be: a file in the place of a
 * folder, no permission.
 */
export async function writeAskedFile(file: string, text: string): Promise<void> {
  try {
    await writeFileWhole(file, text);
  } catch (error) {
    const reason = whyNotWritten(error);
    if (reason === null) throw error;
    throw new UsageError(`${file} cannot be written: ${reason}`);
  }
}

/** Writes a file whole or not at all: first under another name, then renamed. Makes the folders that are missing. */
export async function writeFileWhole(file: string, text: string): Promise<void> {
  makeFolder(path.dirname(file));
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
