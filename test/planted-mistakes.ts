import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A project with a mistake that people make, with the law that a sensible author would have written. */
export interface PlantedMistake {
  readonly name: string;
  readonly wrong: ProjectFiles;
  readonly right: ProjectFiles;
}

/** Path in the project's folder → text. */
export type ProjectFiles = Readonly<Record<string, string>>;

/**
 * What stands in test/planted: each file is a wrong policy, each folder a wrong project. Comments say what is right:
 * `# right: X` or `// right: X` that the next line ought to be X, `# drop` or `// drop` that it ought not to be there.
 */
export function plantedMistakes(): readonly PlantedMistake[] {
  const folder = join(import.meta.dirname, 'planted');
  return globSync('*', { cwd: folder })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const wrong = statSync(path).isDirectory()
        ? filesIn(path)
        : { 'policy.yaml': readFileSync(path, 'utf8') };
      const right = Object.entries(wrong).map(([file, text]) => [file, correct(text)]);
      return { name: basename(name, '.yaml'), wrong, right: Object.fromEntries(right) };
    });
}

function filesIn(folder: string): ProjectFiles {
  const names = globSync('*', { cwd: folder }).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function correct(wrong: string): string {
  return wrong
    .replace(/^( *)(?:#|\/\/) right: (.*)\n.*\n/gm, '$1$2\n')
    .replace(/^ *(?:#|\/\/) drop\n.*\n/gm, '');
}
