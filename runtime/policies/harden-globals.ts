/**
 * Takes away what sentences have no use for, and freezes all that is left, so that nobody can change what JavaScript brings
 * along or leave anything in it. Its text runs inside, before anything that could be attacked. It makes as little garbage
 * as it can: in a new heap that is most of what it costs, and the memory stays taken.
 */
export function hardenGlobals(): void {
  const removed = [
    ...['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'eval', 'Proxy', 'Iterator'],
    ...['WeakSet', 'WeakRef', 'FinalizationRegistry', 'DisposableStack', 'AsyncDisposableStack'],
    ...['SuppressedError', 'AggregateError', 'EvalError', 'escape', 'unescape'],
  ];
  const iterators = [[].values(), new Map().entries(), new Set().values(), ''.matchAll(/x/g)];
  const adapters = [''[Symbol.iterator](), [].values().take(0), Iterator.from({ next: () => ({}) as never })];
  const functions = [function* () {}, async () => {}, async function* () {}];
  // Large constants are in such memory.
  const memory: object = SharedArrayBuffer;
  for (const name of removed) Reflect.deleteProperty(globalThis, name);
  for (const name of Reflect.ownKeys(Intl)) if (name !== 'DateTimeFormat') Reflect.deleteProperty(Intl, name);

  // Descriptors would say the same, in thousands of records.
  const { __lookupGetter__: getterOf, __lookupSetter__: setterOf } = Object.prototype as unknown as Lookups;
  const reached = new Set<object>();
  const visit = (value: unknown) => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') reached.add(value);
  };
  const visitParts = (value: object) => {
    for (const key of Reflect.ownKeys(value)) {
      const getter = getterOf.call(value, key);
      const setter = setterOf.call(value, key);
      visit(getter);
      visit(setter);
      if (getter === undefined && setter === undefined) visit((value as Record<PropertyKey, unknown>)[key]);
    }
  };
  for (const literal of [...iterators, ...adapters, ...functions]) visit(Object.getPrototypeOf(literal));
  visit(memory);
  visit(Object.getPrototypeOf(globalThis));
  visitParts(globalThis);
  for (const value of reached) {
    if (value === globalThis) continue;
    visit(Object.getPrototypeOf(value));
    // Functions that make no objects have but a name and a length, the one that all come from apart.
    const isPlain = typeof value === 'function' && value !== Function.prototype;
    if (!isPlain || Object.hasOwn(value, 'prototype')) visitParts(value);
    Object.freeze(value);
  }
}

interface Lookups {
  readonly __lookupGetter__: (this: object, key: PropertyKey) => unknown;
  readonly __lookupSetter__: (this: object, key: PropertyKey) => unknown;
}
