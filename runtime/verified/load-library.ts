import { runInThisContext } from 'node:vm';
import { dataFunctions, libraryText } from '../../stdlib/index.ts';

/**
 * The functions of the library among these names that make values of values, loaded once more: engines make the best of
 * functions that see the data of one pipeline only.
 */
export function loadLibrary(names: readonly string[]): Readonly<Record<string, unknown>> {
  const called = [...new Set(names)].filter((name) => dataFunctions.has(name));
  const text = `'use strict';\n(function () {\n${libraryText(called)}\nreturn { ${called.join(', ')} };\n})`;
  return runInThisContext(text, { filename: 'library.js' })();
}
