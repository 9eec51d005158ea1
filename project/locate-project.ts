import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from './read-file.ts';

/** Where a project lies: its folder, and the file in it that everything else follows from; or why there is none. */
export type Location =
  | { readonly kind: 'project' | 'policy'; readonly root: string; readonly file: string }
  | { readonly kind: 'none'; readonly reason: string };

export const PROJECT_FILE = 'lintel.yaml';
const USUAL_POLICY = 'policy.yaml';

/** Finds the project that a path means: a folder, a `lintel.yaml` or a policy file. `root` is absolute. */
export async function locateProject(given: string): Promise<Location> {
  const target = path.resolve(given);
  try {
    const facts = await stat(target);
    if (facts.isDirectory()) return await locateIn(target);
    const file = path.basename(target);
    return { kind: file === PROJECT_FILE ? 'project' : 'policy', root: path.dirname(target), file };
  } catch (error) {
    const reason = reasonOf(error);
    return {
      kind: 'none',
      reason: reason === 'there is no such file' ? 'there is no such file or folder' : reason,
    };
  }
}

/** The policy files of a folder, which is not looked through any deeper. */
export async function policyFilesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory() && /\.ya?ml$/i.test(entry.name));
  return files.map((entry) => entry.name).toSorted();
}

async function locateIn(root: string): Promise<Location> {
  const files = await policyFilesIn(root);
  if (files.includes(PROJECT_FILE)) return { kind: 'project', root, file: PROJECT_FILE };
  const [file, second] = files.includes(USUAL_POLICY) ? [USUAL_POLICY] : files;
  if (file === undefined) return { kind: 'none', reason: 'the folder has no policy file' };
  if (second === undefined) return { kind: 'policy', root, file };
  const reason = `the folder has ${files.length} policy files, and no \`${PROJECT_FILE}\` that gives their order`;
  return { kind: 'none', reason };
}
