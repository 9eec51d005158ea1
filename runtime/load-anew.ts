import { runInThisContext } from 'node:vm';

/**
 * The same function once more, out of its text. Engines remember for each function that they load what it has seen, and are
 * far faster where that is always alike, so a policy, or a record, has one to itself. `given` is all of its module that it uses.
 */
export function loadAnew<F extends (...values: never[]) => unknown>(
  run: F,
  given: Readonly<Record<string, unknown>>,
): F {
  const text = `'use strict';\n(function (${Object.keys(given).join(', ')}) {\nreturn ${run};\n})`;
  return runInThisContext(text)(...Object.values(given));
}
