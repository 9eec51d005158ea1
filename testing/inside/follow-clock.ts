import type { DeskClock } from '../desk.ts';

/**
 * Lets `Date` of this context show what the clock of the test shows. What the test has put in place of `Date` is asked
 * for everything.
 */
export function followClock(clock: DeskClock): void {
  const Native = Date;
  const replaced = () => asFunction(clock.replaced());
  const followed: DateConstructor = new Proxy(Native, {
    construct(_, values, newTarget) {
      const isOwn = newTarget === followed;
      const other = isOwn ? replaced() : null;
      if (other !== null) return Reflect.construct(other, values);
      return Reflect.construct(
        Native,
        values.length === 0 ? [clock.instant()] : values,
        isOwn ? Native : newTarget,
      );
    },
    apply(_, self, values) {
      const other = replaced();
      return other === null ? new Native(clock.instant()).toString() : Reflect.apply(other, self, values);
    },
    get(_, key, receiver) {
      // `instanceof` and the prototype are about the dates of this context.
      if (typeof key === 'symbol' || key === 'prototype') return Reflect.get(Native, key, receiver);
      const other = replaced();
      if (other !== null) return Reflect.get(other, key);
      return key === 'now' ? () => clock.now() : Reflect.get(Native, key, receiver);
    },
  });
  define(Native.prototype, 'constructor', followed);
  define(globalThis, 'Date', followed);
}

/**
 * Lets the methods of dates be those that the test has put there. Called before each run: `Date.prototype` is the one
 * thing of the clock that is not asked for while the rule runs.
 */
export function followPatches(clock: DeskClock, originals: Map<string, unknown>): void {
  const patches = clock.patches();
  for (const [name, original] of originals) {
    if (!Object.hasOwn(patches, name)) define(Date.prototype, name, original);
  }
  for (const name of Object.keys(patches)) {
    if (!originals.has(name)) originals.set(name, Reflect.get(Date.prototype, name));
    define(Date.prototype, name, Reflect.get(patches, name));
  }
}

type AnyFunction = (new (
  ...values: readonly unknown[]
) => object) &
  ((...values: readonly unknown[]) => unknown);

function asFunction(value: unknown): AnyFunction | null {
  return typeof value === 'function' ? (value as AnyFunction) : null;
}

function define(owner: object, name: string, value: unknown): void {
  Reflect.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}
