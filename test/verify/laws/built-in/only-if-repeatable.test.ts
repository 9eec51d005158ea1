import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkLaws } from '../../../../verify/index.ts';
import { projectOf } from '../project-of.ts';

/** The names of the laws that a rule with these statements breaks; faults are marked. */
async function brokenBy(statements: string): Promise<readonly string[]> {
  const text = `function (user, context, callback) {\n${statements}\ncallback(null, user, context); }\n`;
  const project = await projectOf({ 'lintel.yaml': 'pipeline: [rule.js]\n', 'rule.js': text });
  const { verdicts } = await checkLaws(project, { runs: 60, seed: 1, time: Number.POSITIVE_INFINITY });
  return verdicts.flatMap((verdict) => {
    if (verdict.kind !== 'broken') return [];
    return [`${verdict.law.name}${verdict.counterexample.isFault ? ' (fault)' : ''}`];
  });
}

const REFUSE = "return callback(new UnauthorizedError('No.'));";

describe('a law that compares two runs', () => {
  for (const [what, statements] of [
    ['chance in a claim', 'context.idToken.lot = Math.random();'],
    ['chance in the decision', `if (Math.random() < 0.3) ${REFUSE}`],
    ['every other login', `global.n = (global.n || 0) + 1; if (global.n % 2 === 0) ${REFUSE}`],
    ['every third login', `global.n = (global.n || 0) + 1; if (global.n % 3 === 0) ${REFUSE}`],
    ['whoever was seen', `if (global.seen) ${REFUSE} global.seen = true;`],
  ] as const) {
    it(`leaves ${what} to the law that is about it`, async () => {
      assert.deepEqual(await brokenBy(statements), ['same-login-same-decision']);
    });
  }

  it('says of a rule that repeats itself what it breaks', async () => {
    assert.deepEqual(await brokenBy(`if (user.email === 'ada@example.com') ${REFUSE}`), [
      'missing-facts-never-help',
      'spelling-never-matters',
    ]);
  });
});
