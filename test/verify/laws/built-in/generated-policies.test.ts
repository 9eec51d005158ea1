import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { BuiltInLaw } from '../../../../compiler/index.ts';
import type { TimedLogin } from '../../../../verify/login/timed-login.ts';
import { anyLogin, clock, fullLogin, policyText } from '../../../arbitraries/index.ts';
import { describe as inWords, withLaws } from './judge-login.ts';

/** Laws that hold for all sentences; what an author writes can break the others. */
const LAWS: readonly BuiltInLaw[] = [
  'missing-facts-never-help',
  'same-login-same-decision',
  'rule-order-does-not-matter',
  'forms-agree',
];

const login: fc.Arbitrary<TimedLogin> = fc
  .tuple(fc.oneof(fullLogin, anyLogin), clock)
  .map(([{ user, context }, now]) => ({ ...JSON.parse(JSON.stringify({ user, context })), now }));

const SEED = 20261123;

describe('the built-in laws', () => {
  it('hold for generated policies, whatever these say of missing fields', async () => {
    const sample = fc.sample(fc.tuple(policyText(), fc.array(login, { minLength: 3, maxLength: 3 })), {
      seed: SEED,
      numRuns: 25,
    });
    const counts = new Map<string, number>();
    for (const [text, logins] of sample) {
      await withLaws(text, async ({ law, judge }) => {
        for (const name of LAWS) {
          if (law(name).skip !== null) continue;
          for (const one of logins) {
            const judgement = await judge(name, one);
            assert.notEqual(judgement.kind, 'broken', `${name}: ${inWords(judgement)}\n${text}`);
            if (judgement.kind === 'held') counts.set(name, (counts.get(name) ?? 0) + 1);
          }
        }
      });
    }
    for (const name of LAWS) assert.ok((counts.get(name) ?? 0) >= 25, `${name} was hardly looked at`);
  });
});
