import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { libraryText } from '../../stdlib/library-text.ts';

/** Declares, for functions of the library that take any value, the test that they do, here and in a sandbox. */
export function describeTotality(functions: readonly ((...values: never[]) => unknown)[]): void {
  describe('law: every function takes any value', () => {
    // Nothing but JavaScript's own globals.
    const context = vm.createContext(Object.create(null));
    vm.runInContext(libraryText(functions.map(({ name }) => name)), context);
    for (const run of functions) {
      const { name, length } = run;
      it(`${name} never throws, and answers the same in an empty context`, () => {
        // Any value is what such a function says it takes.
        const here = run as (...values: readonly unknown[]) => unknown;
        const there = vm.runInContext(name, context);
        fc.assert(
          fc.property(fc.array(anyValue, { minLength: length, maxLength: length + 1 }), (values) => {
            assert.deepEqual(plain(there(...values)), plain(here(...values)));
          }),
        );
      });
    }
  });
}

const anyValue = fc.oneof(
  fc.constantFrom(
    undefined,
    '',
    'UTC',
    'Europe/Berlin',
    '2026-11-22',
    '10.0.0.1',
    '::1',
    '10.0.0.0/8',
    'sha256',
  ),
  fc.constantFrom(
    'DE',
    'constructor',
    '__proto__',
    '1.2.3',
    'YYYY-MM-DD',
    'HH:mm',
    Number.NaN,
    Infinity,
    -0.5,
  ),
  fc.integer(),
  fc.double(),
  fc.jsonValue(),
);

/** Values of two contexts have different prototypes. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
