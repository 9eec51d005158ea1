import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createPipeline } from '../../runtime/index.ts';
import { type Builtin, builtins } from '../../stdlib/index.ts';
import { anyValue } from '../arbitraries/index.ts';
import { atTheBorder, compileText, plain, runCompiled } from './compiled-policy.ts';
import { runs } from './runs.ts';

/** Every function but those whose parameters only the policy itself can fill. */
const FUNCTIONS: readonly Builtin[] = [...builtins.values()].filter((builtin) =>
  builtin.parameters.every(({ type }) => type.kind !== 'pattern' && type.kind !== 'network'),
);
const MOST_PARAMETERS = Math.max(...FUNCTIONS.map((builtin) => builtin.parameters.length));

const values = fc.array(anyValue, { minLength: MOST_PARAMETERS, maxLength: MOST_PARAMETERS });

describe('the functions of the language', async () => {
  const everyParameter = compileText(policyOf((builtin) => builtin.parameters.length));
  const onlyRequired = compileText(policyOf(countRequired));
  const pipeline = await createPipeline([everyParameter.compiled]);
  after(() => pipeline.dispose());

  it('bear every value, and give a value that JSON can carry or nothing', () => {
    const property = fc.property(values, (given) => {
      for (const policy of [everyParameter, onlyRequired]) {
        const { claims } = runCompiled(policy, 'fast', loginWith(given), 0);
        assert.deepStrictEqual(
          Object.entries(claims.id_token).filter(([, value]) => !isJson(value)),
          [],
        );
      }
    });
    fc.assert(property, runs(1000));
  });

  it('give nothing when something that they need is missing', () => {
    const property = fc.property(values, fc.nat(MOST_PARAMETERS - 1), (given, lost) => {
      const { claims } = runCompiled(onlyRequired, 'fast', loginWith(given.with(lost, null)), 0);
      const needing = FUNCTIONS.filter((builtin) => countRequired(builtin) > lost);
      assert.deepStrictEqual(
        needing.map((builtin) => builtin.name).filter((name) => Object.hasOwn(claims.id_token, name)),
        [],
      );
    });
    fc.assert(property, runs(500));
  });

  it('do in the sandbox what they do outside', async () => {
    const property = fc.asyncProperty(values, async (given) => {
      const report = await pipeline.run(loginWith(given), { now: 0 });
      assert.equal(report.outcome, 'allow', JSON.stringify(report.log));
      const { claims } = runCompiled(everyParameter, 'fast', atTheBorder(loginWith(given)), 0);
      assert.deepStrictEqual(plain(report.idToken), plain(claims.id_token));
    });
    await fc.assert(property, runs(300));
  });
});

/** A policy with a claim for every function, over as many entries of the metadata as `count` says. */
function policyOf(count: (builtin: Builtin) => number): string {
  const claims = FUNCTIONS.map((builtin) => {
    const operands = Array.from({ length: count(builtin) }, (_, index) => `user.app_metadata.a${index}`);
    return `        ${builtin.name}: = ${builtin.name}(${operands.join(', ')})\n`;
  });
  return `policy: functions\nrules:\n  - id: all\n    then:\n      set_claims:\n${claims.join('')}`;
}

function countRequired(builtin: Builtin): number {
  return builtin.parameters.filter((parameter) => parameter.optional !== true).length;
}

function loginWith(given: readonly unknown[]) {
  const metadata = Object.fromEntries(given.map((value, index) => [`a${index}`, value]));
  return { user: { app_metadata: metadata }, context: {} };
}

function isJson(value: unknown): boolean {
  if (Array.isArray(value)) return Array.from(value).every(isJson);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isJson);
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
