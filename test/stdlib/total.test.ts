import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { arithmeticFunctions } from '../../stdlib/arithmetic.ts';
import { builtins } from '../../stdlib/builtins.ts';
import { foldCase } from '../../stdlib/case.ts';
import { compareFunctions, isEmpty, valueKey } from '../../stdlib/compare.ts';
import { foldAscii, foldDomain, foldEmail } from '../../stdlib/fold.ts';
import { library, libraryText } from '../../stdlib/index.ts';
import { loginFunctions } from '../../stdlib/login-facts.ts';
import { matchFunctions } from '../../stdlib/match-text.ts';
import { membershipFunctions } from '../../stdlib/membership.ts';
import { listOf, own, shapeFunctions } from '../../stdlib/shape.ts';
import { tableFunctions } from '../../stdlib/table.ts';

/** The functions that stand for what authors write, so that anything in a login may reach them. */
const total: readonly string[] = [
  ...[...builtins.values()].map(({ run }) => run),
  ...arithmeticFunctions,
  ...[foldAscii, foldDomain, foldEmail, foldCase],
  ...compareFunctions.filter((run) => run !== valueKey),
  ...shapeFunctions.filter((run) => run !== listOf && run !== own),
  ...loginFunctions,
  ...matchFunctions,
  ...membershipFunctions,
  ...tableFunctions,
].map(({ name }) => name);

const emptyContext = vm.createContext(Object.create(null));
vm.runInContext(libraryText(total), emptyContext);

const call = (name: string, values: readonly unknown[]): unknown => library.get(name)?.(...values);

const anything = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'a@b.example',
    'HR',
    '2026-11-22',
    '2026-11-22T12:00:00Z',
    '10.0.0.1',
    'a.b',
  ),
  fc.constantFrom('constructor', '__proto__', '\ud800', '%', 'yes', '-1.5', 'UTC', 'DE', '1.2.3', 'sha256'),
  fc.constantFrom(0, -0.5, 1e308, 9e15, true, false),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.array(fc.record({ name: fc.constantFrom('mfa', 'pwd'), timestamp: fc.jsonValue() }), { maxLength: 2 }),
  fc.jsonValue(),
);

/** Values of two contexts have different prototypes. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

describe('every function that authors reach', () => {
  for (const name of new Set(total)) {
    it(`law: ${name} takes any values without failing, and answers the same in an empty context`, () => {
      const elsewhere = vm.runInContext(name, emptyContext);
      fc.assert(
        fc.property(fc.array(anything, { minLength: 1, maxLength: 4 }), (values) => {
          assert.deepEqual(plain(elsewhere(...values)), plain(call(name, values)));
        }),
      );
    });

    if (name === isEmpty.name || builtins.get(name)?.acceptsMissing) continue;
    it(`law: ${name} is missing when its first argument is`, () => {
      fc.assert(
        fc.property(
          fc.constantFrom(undefined, null),
          fc.array(anything, { maxLength: 3 }),
          (nothing, others) => assert.equal(call(name, [nothing, ...others]), undefined),
        ),
      );
    });
  }

  it('law: a comparison is missing when its second operand is', () => {
    const two = [...compareFunctions, ...matchFunctions, ...membershipFunctions, ...arithmeticFunctions]
      .map((run) => run.name)
      .filter((name) => !['isEmpty', 'valueKey', 'setItems'].includes(name));
    fc.assert(
      fc.property(
        fc.constantFrom(...two),
        anything,
        fc.constantFrom(undefined, null),
        (name, value, nothing) => assert.equal(call(name, [value, nothing, value]), undefined),
      ),
    );
  });
});
