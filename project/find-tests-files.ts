import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_FILE } from './locate-project.ts';
import { isTestsFile } from './tests-file.ts';

/** The tests files of a folder. */
export interface FoundTestsFiles {
  /** Relative to the folder, with `/` between folders, in alphabetical order. */
  readonly files: readonly string[];
  /** Whether the folder holds more than was looked through. */
  readonly isCutShort: boolean;
}

/** Files and folders that are looked at, and how deep. A project has a few hundred. */
const MOST_ENTRIES = 50_000;
const DEEPEST = 20;

/**
 * Finds the tests files of a project and of the folders in it. What others made (`node_modules`, `dist`, folders whose
 * names begin with a dot) and what is a project of its own are left out; links to folders are not followed.
 */
export async function findTestsFiles(
  root: string,
  options: { readonly most?: number } = {},
): Promise<FoundTestsFiles> {
  const { most = MOST_ENTRIES } = options;
  const files: string[] = [];
  const waiting: { readonly folder: string; readonly depth: number }[] = [{ folder: '', depth: 0 }];
  let entries = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { folder, depth } = next;
    const found = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    if (folder !== '' && found.some(({ name }) => name === PROJECT_FILE)) continue;
    entries += found.length;
    if (entries > most || depth > DEEPEST) return { files: files.toSorted(), isCutShort: true };
    for (const entry of found) {
      const name = path.posix.join(folder, entry.name);
      if (!entry.isDirectory()) {
        if (isTestsFile(name)) files.push(name);
      } else if (!LEFT_OUT.test(entry.name)) waiting.push({ folder: name, depth: depth + 1 });
    }
  }
  return { files: files.toSorted(), isCutShort: false };
}

const LEFT_OUT = /^(?:\..*|node_modules|dist)$/;
