import { library, type Value } from '../../stdlib/index.ts';

/** What a function of the library says of values. */
export function askLibrary(name: string, ...values: readonly unknown[]): Value {
  const found = library.get(name);
  if (found === undefined)
    throw new Error(`only functions of the library are asked, and \`${name}\` is none`);
  return found(...values);
}
