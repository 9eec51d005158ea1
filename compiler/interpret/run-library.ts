import { library, type Value } from '../../stdlib/index.ts';

/** Calls a library function by name. */
export function runLibrary(name: string, ...operands: readonly unknown[]): Value {
  const found = library.get(name);
  if (found === undefined)
    throw new Error(`lowering and effects name only library functions, and \`${name}\` is none`);
  return found(...operands);
}
