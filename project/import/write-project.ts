import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../runtime/index.ts';
import { whyNotWritten } from '../why-not-written.ts';

/**
 * Writes the files of a new project, by their paths in it. A folder that is not there, or is empty, gets all of them or
 * none. Into one with files nothing is written unless `overwrite` says `replace`; then each file is replaced whole, and
 * what else lies there stays. A sentence when nothing was written.
 */
export async function writeProject(
  to: string,
  files: ReadonlyMap<string, string>,
  overwrite: 'refuse' | 'replace',
): Promise<string | null> {
  const folder = path.resolve(to);
  const taken = await namesIn(folder);
  if (taken === null) return 'it is a file, not a folder';
  if (taken.length > 0 && overwrite === 'refuse') return 'there are files in it already';
  try {
    await writeFiles(folder, files, taken.length > 0 ? 'over others' : 'into nothing');
    return null;
  } catch (error) {
    const reason = whyNotWritten(error);
    if (reason === null) throw error;
    return `it cannot be written: ${reason}`;
  }
}

async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  where: 'over others' | 'into nothing',
): Promise<void> {
  makeFolder(path.dirname(folder));
  const made = `${folder}.${process.pid}.tmp`;
  await mkdir(made);
  try {
    for (const [name, text] of files) {
      makeFolder(path.dirname(path.join(made, name)));
      await writeFile(path.join(made, name), text, { flag: 'wx' });
    }
    if (where === 'over others') return await moveOver(made, folder, [...files.keys()]);
    await rmdir(folder).catch(() => {});
    await rename(made, folder);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** The names in a folder; none when it is not there, null when it is a file. */
async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOTDIR' ? null : [];
  }
}

async function moveOver(from: string, to: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    makeFolder(path.dirname(path.join(to, name)));
    await rename(path.join(from, name), path.join(to, name));
  }
}
