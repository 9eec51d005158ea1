import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describeRule } from '../compiler/index.ts';
import { makeFolder, openMemoryStore, openSqliteStore, type Step, type Store } from '../runtime/index.ts';
import type { JavaScriptRule } from '../stdlib/index.ts';

/**
 * The store of a project: the file that `lintel.yaml` names, or one in the folder `.lintel`, which is made when it is
 * needed. null: nothing lasts, and the pipeline needs none of its own. Rejects with an error that names the file when it
 * cannot be opened.
 */
export async function openStore({
  root,
  store,
  steps,
}: {
  readonly root: string | null;
  readonly store: string | null;
  readonly steps: readonly Step[];
}): Promise<Store | null> {
  if (store === 'memory') return openMemoryStore();
  if (root === null || (store === null && !steps.some(lasts))) return null;
  if (store !== null) return openSqliteStore(path.resolve(root, store));
  const folder = path.join(root, FOLDER);
  await prepareFolder(folder);
  return openSqliteStore(path.join(folder, FILE));
}

const FOLDER = '.lintel';
const FILE = 'store.sqlite';

function lasts(step: Step): boolean {
  if (!('rules' in step)) return mayStore(step);
  const { counters, rules } = step;
  return (
    counters.length > 0 ||
    rules.some(({ lasts, script }) => lasts === true || (script !== undefined && mayStore(script)))
  );
}

/** Whether a rule in JavaScript has to do with what stores metadata or values. */
function mayStore({ file: name, text, isContained }: JavaScriptRule): boolean {
  if (isContained === true) return false;
  const { globals, requires, writes, shape } = describeRule({ name, text });
  const isStored = shape === 'action' && writes.includes('user');
  return isStored || globals.includes('auth0') || requires.includes('lintel');
}

/** Where that cannot be, the store cannot be opened either, and says why. */
async function prepareFolder(folder: string): Promise<void> {
  try {
    makeFolder(folder);
    await leaveOutOfGit(path.join(folder, '.gitignore'));
  } catch {}
}

/** The folder holds files beside the store that belong to the project, so only the store is left out. */
async function leaveOutOfGit(file: string): Promise<void> {
  if (existsSync(file)) return;
  try {
    await writeFile(file, `${FILE}*\n`);
  } catch (error) {
    // Of a full disk it is left without a word in it.
    await rm(file, { force: true });
    throw error;
  }
}
