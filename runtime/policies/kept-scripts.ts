import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compilePattern, libraryText } from '../../stdlib/index.ts';
import { GUEST_LIBRARY, guestText } from './guest.ts';
import { type KeptScript, keepScript } from './sandbox.ts';

/** What every sandbox of policies runs, whoever they belong to; each is made when it is first asked for. */
export const guestScript = once(() => keepScript(guestText(), 'guest.js'));

/** RE2 for JavaScript, as a script that leaves the global constant `patternEngine`. */
export const patternEngine = once(() => {
  const main = createRequire(import.meta.url).resolve('re2js');
  const text = readFileSync(join(dirname(main), 'index.umd.js'), 'utf8');
  const end = 'const patternEngine = globalThis.RE2JS;\ndelete globalThis.RE2JS;';
  return keepScript(`${text}\n${end}`, 'pattern-engine.js');
});

/** What makes patterns of a policy, by the engine. */
export const patternScript = once(() =>
  keepScript(`const { RE2JS } = patternEngine;\n${compilePattern}`, 'pattern.js'),
);

/**
 * These functions of the library, and those that the guest calls. Policies have much in common in what they call, so the
 * sets that were asked for last are kept, as many as there is room for in some two megabytes.
 */
export function libraryScript(functions: readonly string[]): KeptScript {
  const names = [...new Set([...GUEST_LIBRARY, ...functions])].sort();
  const key = names.join();
  const script = libraries.get(key) ?? keepScript(`'use strict';\n${libraryText(names)}`, 'library.js');
  libraries.delete(key);
  libraries.set(key, script);
  for (const oldest of libraries.keys()) {
    if (libraries.size <= MOST_LIBRARIES) break;
    libraries.delete(oldest);
  }
  return script;
}

const MOST_LIBRARIES = 64;
const libraries = new Map<string, KeptScript>();

function once(make: () => KeptScript): () => KeptScript {
  let made: KeptScript | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
