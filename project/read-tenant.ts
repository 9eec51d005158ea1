import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../grammar/index.ts';
import { readExport } from './import/read-export.ts';
import { LOGIN_SUCCESS } from './import/read-rule-settings.ts';
import { refusePath, type Unreadable } from './read-file.ts';

/** A folder of a project with what was exported from a tenant. */
export interface ReadTenant {
  readonly kind: 'tenant';
  /** The rules that run, and those that are switched off, in their order. */
  readonly rules: readonly { readonly name: string; readonly isEnabled: boolean; readonly file: Finding }[];
  /** Names of rules that ran there and whose text is not in the export. */
  readonly lost: readonly string[];
  /** What is wrong with the export or was left aside, a sentence each. */
  readonly remarks: readonly string[];
}

/** Whether a line of a pipeline names a folder. */
export async function isFolder(root: string, name: string): Promise<boolean> {
  if (refusePath(name) !== null) return false;
  const facts = await stat(path.join(root, name)).catch(() => null);
  return facts?.isDirectory() ?? false;
}

/** Reads an exported tenant by its folder, relative to `root` and inside it. `keywords` stand for `@@KEY@@` in rules. */
export async function readTenant(
  root: string,
  name: string,
  keywords: ReadonlyMap<string, string>,
): Promise<ReadTenant | Unreadable> {
  const [inside, folder] = await Promise.all([realpath(root), realpath(path.join(root, name))]);
  if (!folder.startsWith(inside + path.sep)) {
    return { kind: 'unreadable', reason: 'it is a link to a place outside the project folder' };
  }
  const read = await readExport(folder, keywords);
  if (read.kind === 'none') return { kind: 'unreadable', reason: read.reason };
  const running = read.export.rules.filter(({ stage }) => stage === LOGIN_SUCCESS);
  const rules = running.map((rule) => ({
    name: rule.name,
    isEnabled: rule.enabled,
    file: { source: { name: path.posix.join(name, rule.origin), text: rule.text }, diagnostics: [] },
  }));
  return { kind: 'tenant', rules, lost: read.export.lost, remarks: read.export.remarks };
}
