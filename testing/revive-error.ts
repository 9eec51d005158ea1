/**
 * The same error in a class of this realm: what comes out of a heap, or from Node itself, is of another one in most test
 * runners, and `instanceof` would not know it.
 */
export function reviveError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || error instanceof Error) return error;
  const { name, message, stack } = error as Partial<Record<'name' | 'message' | 'stack', unknown>>;
  const revived = new (CLASSES.get(`${name}`) ?? Error)(`${message}`);
  return Object.assign(revived, typeof stack === 'string' ? { stack } : {});
}

const CLASSES: ReadonlyMap<string, ErrorConstructor> = new Map<string, ErrorConstructor>([
  ['RangeError', RangeError],
  ['ReferenceError', ReferenceError],
  ['SyntaxError', SyntaxError],
  ['TypeError', TypeError],
]);
