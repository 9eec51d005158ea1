import type { Source } from '../grammar/index.ts';

/** The folder of a project whose files hold logins with names, for tests. */
export const FIXTURES_FOLDER = 'fixtures';

/** The folder of a project whose files hold templates of its own. */
export const TEMPLATES_FOLDER = 'templates';

/** The file in a project's folder, committed with it, that keeps logins which broke a law. */
export const COUNTEREXAMPLES_FILE = 'counterexamples.yaml';

/** Whether a path is that of a file with tests and laws for what stands in other files. */
export function isTestsFile(name: string): boolean {
  return /[^/\\]\.tests\.ya?ml$/i.test(name);
}

/**
 * What a YAML file is that stands among policies and is none, as a part of a sentence; null for every other file. `name`
 * is relative to the project folder.
 */
export function purposeOf(name: string): string | null {
  if (isTestsFile(name)) return 'a tests file';
  if (name === COUNTEREXAMPLES_FILE) return 'the file of logins that broke a law';
  const [folder = '', file, ...deeper] = name.split('/');
  if (file === undefined || deeper.length > 0 || !isYaml(file)) return null;
  return PURPOSES.get(folder) ?? null;
}

/** What the files of a folder are that are read by themselves. */
const PURPOSES: ReadonlyMap<string, string> = new Map([
  [FIXTURES_FOLDER, 'a file of fixtures'],
  [TEMPLATES_FOLDER, 'a template'],
]);

/** What can be done with a template that is none of a project's, as a part of a sentence. */
export const USE_OF_TEMPLATES = 'a rule takes it over with `uses`, and `lintel test` runs its own tests';

/** Whether the text of a YAML file begins as those of templates do, and not as a policy, wherever it stands. */
export function isTemplate({ text }: Pick<Source, 'text'>): boolean {
  return /^template[ \t]*:/m.test(text) && !/^(?:policy|rules)[ \t]*:/m.test(text);
}

/** Whether the name of a file is that of a YAML file. */
export function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}
