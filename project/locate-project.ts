import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from './read-file.ts';
import { isTestsFile, isYaml, purposeOf, TEMPLATES_FOLDER } from './tests-file.ts';

/** Where a project lies: its folder, and the file in it that everything else follows from; or why there is none. */
export type Location =
  | { readonly kind: 'project' | 'policy' | 'rule'; readonly root: string; readonly file: string }
  | { readonly kind: 'none'; readonly reason: string };

export const PROJECT_FILE = 'lintel.yaml';
const USUAL_POLICY = 'policy.yaml';

/**
 * Finds the project that a path means: a folder, a `lintel.yaml`, a policy file or a rule in JavaScript; of a file with
 * tests, what they are about. `root` is absolute.
 */
export async function locateProject(given: string): Promise<Location> {
  const target = path.resolve(given);
  try {
    const facts = await stat(target);
    if (facts.isDirectory()) return await locateIn(target);
    const file = path.basename(target);
    const behind = await locateBehind(target, file);
    if (behind !== null) return behind;
    const kind = file === PROJECT_FILE ? 'project' : RULE_FILE.test(file) ? 'rule' : 'policy';
    return { kind, root: path.dirname(target), file };
  } catch (error) {
    const reason = reasonOf(error);
    return {
      kind: 'none',
      reason: reason === 'there is no such file' ? 'there is no such file or folder' : reason,
    };
  }
}

/** The folder of the nearest `lintel.yaml` around a file, absolute; null when no folder above it has one. */
export async function findProjectAround(file: string): Promise<string | null> {
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    const found = await stat(path.join(folder, PROJECT_FILE)).catch(() => null);
    if (found?.isFile() === true) return folder;
    if (folder === path.dirname(folder)) return null;
  }
}

/** The policy files of a folder, which is not looked through any deeper. */
export async function policyFilesIn(folder: string): Promise<readonly string[]> {
  return (await filesIn(folder, /\.ya?ml$/i)).filter((name) => purposeOf(name) === null);
}

/**
 * The tests files of a policy or a rule that is a project by itself: that of its name, and where the folder means this
 * file, those that have the name of no other.
 */
export async function testsFilesBeside(root: string, file: string): Promise<readonly string[]> {
  const { dir, base } = path.posix.parse(file);
  const folder = path.join(root, dir);
  const beside = await filesIn(folder, SUBJECT).catch(() => []);
  const owners = new Set(beside.filter((name) => purposeOf(name) === null).map(stemOf));
  const meant = await locateIn(folder).catch(() => null);
  const isMeant = meant !== null && meant.kind !== 'none' && meant.file === base;
  const found = beside.filter((name) => {
    if (!isTestsFile(name)) return false;
    const stem = stemOfTests(name);
    return stem === stemOf(base) || (isMeant && !owners.has(stem));
  });
  return found.map((name) => path.posix.join(dir, name));
}

/** What a file with tests, logins or a template is about, which is no policy; null: it is another file. */
async function locateBehind(target: string, file: string): Promise<Location | null> {
  const folder = path.dirname(target);
  const around = await findProjectAround(target);
  const above = path.dirname(folder);
  const name = path.basename(folder);
  if (around === null && name === TEMPLATES_FOLDER && isYaml(file)) {
    const behind = await locateIn(above);
    return behind.kind === 'policy' ? behind : null;
  }
  const purpose = purposeOf(around === above ? `${name}/${file}` : file) ?? purposeOf(file);
  if (purpose === null) return null;
  if (around !== null) return { kind: 'project', root: around, file: PROJECT_FILE };
  const beside = await filesIn(folder, SUBJECT);
  const subject = beside.find((one) => stemOf(one) === stemOfTests(file));
  if (subject === undefined && isTestsFile(file)) {
    const meant = await locateIn(folder);
    if (meant.kind !== 'none') return meant;
  }
  if (subject !== undefined && subject !== file)
    return { kind: RULE_FILE.test(subject) ? 'rule' : 'policy', root: folder, file: subject };
  const reason = `\`${file}\` is ${purpose}, and what it belongs to is not beside it`;
  return { kind: 'none', reason };
}

async function locateIn(root: string): Promise<Location> {
  const files = await policyFilesIn(root);
  if (files.includes(PROJECT_FILE)) return { kind: 'project', root, file: PROJECT_FILE };
  const [file, second] = files.includes(USUAL_POLICY) ? [USUAL_POLICY] : files;
  if (file === undefined) return await locateRuleIn(root);
  if (second === undefined) return { kind: 'policy', root, file };
  const reason = `the folder has ${files.length} policy files, and no \`${PROJECT_FILE}\` that gives their order`;
  return { kind: 'none', reason };
}

/** A folder without policies that holds one rule. */
async function locateRuleIn(root: string): Promise<Location> {
  const [file, second, ...more] = await filesIn(root, RULE_FILE);
  if (file === undefined) return { kind: 'none', reason: 'the folder has no policy file and no rule' };
  if (second === undefined) return { kind: 'rule', root, file };
  const reason = `the folder has ${more.length + 2} rules, and no \`${PROJECT_FILE}\` that gives their order`;
  return { kind: 'none', reason };
}

const RULE_FILE = /\.js$/i;
const SUBJECT = /\.(?:ya?ml|js)$/i;

function stemOf(file: string): string {
  return path.parse(file).name;
}

function stemOfTests(file: string): string {
  return file.replace(/\.tests\.ya?ml$/i, '');
}

async function filesIn(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory() && pattern.test(entry.name));
  return files.map((entry) => entry.name).toSorted();
}
