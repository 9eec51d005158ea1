import type { Desk } from '../desk.ts';

/**
 * Makes every property of `globals` a global name whose value is what the property holds when it is read. Called again
 * before each run, for names that the test has added since.
 */
export function shareGlobals(globals: object, desk: Desk): void {
  share('console', {
    get: () => desk.console(),
    set: (value) => replace('console', value),
  });
  for (const name of Object.keys(globals)) {
    share(name, {
      get: () => Reflect.get(globals, name),
      set: (value) => Reflect.set(globals, name, value),
    });
  }
}

function share(
  name: string,
  access: { readonly get: () => unknown; readonly set: (value: unknown) => void },
): void {
  Reflect.defineProperty(globalThis, name, { ...access, enumerable: true, configurable: true });
}

function replace(name: string, value: unknown): void {
  Reflect.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
