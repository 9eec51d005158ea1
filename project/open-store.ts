import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openMemoryStore, openSqliteStore, type Store } from '../runtime/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';

/**
 * The store of a project: the file that `lintel.yaml` names, or one in the folder `.lintel`, which is made when it is
 * needed. null: nothing lasts, and the pipeline needs none of its own. Rejects with an error that names the file when it
 * cannot be opened.
 */
export async function openStore({
  root,
  store,
  policies,
}: {
  readonly root: string | null;
  readonly store: string | null;
  readonly policies: readonly CompiledPolicy[];
}): Promise<Store | null> {
  if (store === 'memory') return openMemoryStore();
  if (root === null || (store === null && !policies.some(lasts))) return null;
  if (store !== null) return openSqliteStore(path.resolve(root, store));
  const folder = path.join(root, FOLDER);
  await mkdir(folder, { recursive: true });
  await leaveOutOfGit(folder);
  return openSqliteStore(path.join(folder, FILE));
}

const FOLDER = '.lintel';
const FILE = 'store.sqlite';

function lasts({ rules, counters }: CompiledPolicy): boolean {
  return counters.length > 0 || rules.some((rule) => rule.lasts === true);
}

/** The folder holds files beside the store that belong to the project, so only the store is left out. */
async function leaveOutOfGit(folder: string): Promise<void> {
  const file = path.join(folder, '.gitignore');
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await writeFile(file, `${FILE}*\n`);
}
