import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bundle } from './bundle.ts';

/**
 * A bundle made earlier, by whichever process, from the same options and from files that have not changed since; null
 * when there is none. Only while the project is developed: bundling the whole library takes seconds.
 */
export function keptBundle(key: string, options: object): Bundle | null {
  try {
    const kept: Kept = JSON.parse(readFileSync(join(FOLDER, `${key}.json`), 'utf8'));
    const isFresh =
      kept.options === digestOf(options) &&
      kept.inputs.every(([file, modified, size]) => {
        const facts = statSync(file);
        return facts.mtimeMs === modified && facts.size === size;
      });
    return isFresh ? kept.bundle : null;
  } catch {
    return null;
  }
}

/** Keeps a bundle for later. A folder that cannot be written to costs time, and nothing else. */
export function keepBundle(key: string, options: object, inputs: readonly string[], bundle: Bundle): void {
  try {
    const facts = inputs.map((input) => {
      const file = resolve(ROOT, input);
      const { mtimeMs, size } = statSync(file);
      return [file, mtimeMs, size] as const;
    });
    const kept: Kept = { options: digestOf(options), inputs: facts, bundle };
    mkdirSync(FOLDER, { recursive: true });
    // Several processes write at the same time: each its own file, and the last one stays.
    const draft = join(FOLDER, `${key}.${process.pid}.draft`);
    writeFileSync(draft, JSON.stringify(kept));
    renameSync(draft, join(FOLDER, `${key}.json`));
  } catch {}
}

interface Kept {
  readonly options: string;
  readonly inputs: readonly (readonly [file: string, modified: number, size: number])[];
  readonly bundle: Bundle;
}

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'node_modules/.cache/lintel');

function digestOf(options: object): string {
  return createHash('sha256').update(JSON.stringify(options)).digest('hex');
}
