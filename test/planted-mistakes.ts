import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A policy with a mistake that people make, with the law that a sensible author would have written. */
export interface PlantedMistake {
  readonly name: string;
  readonly wrong: string;
  readonly right: string;
}

/**
 * The files of test/planted. Each is a wrong policy; comments say what is right: `# right: X` that the next line ought to
 * be X, `# drop` that it ought not to be there.
 */
export function plantedMistakes(): readonly PlantedMistake[] {
  const folder = join(import.meta.dirname, 'planted');
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const wrong = readFileSync(join(folder, file), 'utf8');
      return { name: basename(file, '.yaml'), wrong, right: correct(wrong) };
    });
}

function correct(wrong: string): string {
  return wrong.replace(/^( *)# right: (.*)\n.*\n/gm, '$1$2\n').replace(/^ *# drop\n.*\n/gm, '');
}
