import path from 'node:path';
import type { Auth0Export } from './auth0-export.ts';
import { describeRules } from './describe-rules.ts';
import { exampleLogin } from './example-login.ts';
import type { ImportedRule, ImportReport } from './import-report.ts';
import { type ProjectFacts, printProjectFile } from './print-project.ts';
import { printReadme } from './print-readme.ts';
import { readExport } from './read-export.ts';
import { quote } from './read-rule-settings.ts';
import type { Keywords } from './replace-keywords.ts';
import { writeProject } from './write-project.ts';

export interface ImportOptions {
  /** The folder of the new project. */
  readonly to: string;
  /** What stands for `@@KEY@@` and `##KEY##`. Default: nothing. */
  readonly keywords?: Keywords;
  /** What becomes of files that are there already. Default: `refuse`. */
  readonly overwrite?: 'refuse' | 'replace';
}

export type ImportResult =
  | { readonly kind: 'imported'; readonly report: ImportReport }
  /** Nothing was written. `reason` is a part of a sentence about `path`. */
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };

/**
 * Makes a project of what was exported from an Auth0 tenant: a folder of deploy-cli, a `tenant.yaml`, a folder from source
 * control, its folder `rules`, or one rule. Rules keep their text but for keywords. No value of a secret is read or
 * written. Rejects only when the file system fails.
 */
export async function importAuth0(from: string, options: ImportOptions): Promise<ImportResult> {
  const { to, keywords = new Map(), overwrite = 'refuse' } = options;
  if (path.resolve(from) === path.resolve(to)) {
    return {
      kind: 'refused',
      path: to,
      reason: 'the export lies there; name another folder for the project',
    };
  }
  const read = await readExport(from, keywords);
  if (read.kind === 'none') return { kind: 'refused', path: from, reason: read.reason };
  const rules = describeRules(read.export.rules);
  const facts = { rules, ...gather(rules, read.export) };
  const files = filesOf(facts, read.export);
  const reason = await writeProject(to, files, overwrite);
  if (reason !== null) return { kind: 'refused', path: to, reason };
  const { format } = read.export;
  const remarks = [...read.export.remarks, ...strangeKeys(facts.rules, read.export)];
  const report = { format, folder: path.resolve(to), files: [...files.keys()], ...facts, remarks };
  return { kind: 'imported', report };
}

/** What all rules need together. */
function gather(
  rules: readonly ImportedRule[],
  { keys, lost }: Auth0Export,
): Pick<ImportReport, 'lost' | 'secrets' | 'hosts'> {
  const hosts = rules.flatMap(({ uses }) => uses.hosts.map((host) => host.replace(/:\d+$/, '')));
  return {
    lost,
    secrets: keysOf(rules, keys).filter((name) => SECRET_NAME.test(name)),
    hosts: [...new Set(hosts)].toSorted(),
  };
}

function keysOf(rules: readonly ImportedRule[], keys: readonly string[]): readonly string[] {
  return [...new Set([...keys, ...rules.flatMap(({ uses }) => uses.configuration)])].toSorted();
}

function strangeKeys(rules: readonly ImportedRule[], { keys }: Auth0Export): readonly string[] {
  const strange = keysOf(rules, keys).filter((name) => !SECRET_NAME.test(name));
  return strange.map(
    (name) =>
      `the value ${quote(name)} cannot come from the environment, because of its name; write it under \`settings\` in lintel.yaml, or give it another name in the rules`,
  );
}

/** What can be the name of a variable of an environment. */
const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function filesOf(facts: ProjectFacts, { rules }: Auth0Export): ReadonlyMap<string, string> {
  const texts = facts.rules.map(({ file }, index) => [file, rules[index]?.text ?? ''] as const);
  const environment = facts.secrets.map((name) => `${name}=\n`).join('');
  return new Map([
    ['lintel.yaml', printProjectFile(facts)],
    ...texts,
    ...(environment === '' ? [] : [['.env.example', environment] as const]),
    ['logins/example.json', `${JSON.stringify(exampleLogin(), null, 2)}\n`],
    ['README.md', printReadme(facts)],
  ]);
}
