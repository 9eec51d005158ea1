import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The text of a file of this package, by its path from the package's folder; null when there is no such file. The built
 * package has the same files under `dist`.
 */
export async function readPackageFile(name: string): Promise<string | null> {
  for (const folder of ['..', '../..']) {
    try {
      return await readFile(path.join(import.meta.dirname, folder, name), 'utf8');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return null;
}
