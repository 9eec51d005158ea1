import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeFileWhole } from '../write-file.ts';

/**
 * Writes a file of a project, unless it says the same already: a run at every change would begin again and again. What
 * cannot be written is no reason to fail: says why not, for people, or null when it is done.
 */
export async function writeProjectFile(root: string, name: string, text: string): Promise<string | null> {
  const file = path.resolve(root, name);
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return null;
  try {
    await writeFileWhole(file, text);
    return null;
  } catch (error) {
    return `${name} could not be written (${reasonOf(error)})`;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unexpected failure';
}
