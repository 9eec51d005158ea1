import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createPipeline, openWorkers, type Report, type Step } from '../../runtime/index.ts';
import { anyLogin, clock, fullLogin, policyText } from '../arbitraries/index.ts';
import { ruleOf } from '../runtime/javascript-rule.ts';
import { atTheBorder, compileText, plain } from './compiled-policy.ts';
import { runs } from './runs.ts';

const workers = openWorkers({ processes: 1 });
after(() => workers.close());

/** Rules that leave of a login what sentences read, and what they write. */
const RULES: readonly Step[] = [
  ruleOf('callback();'),
  ruleOf(`
    user.email = 'grace@example.com';
    user.groups = ['admin', 'staff'];
    user.app_metadata = { plan: 'pro' };
    callback(null, user, context);`),
  ruleOf(`
    context.idToken = { groups: ['x'], 'https://acme.example/plan': user.email };
    context.accessToken.scope = ['openid', 'read:all'];
    context.multifactor = { provider: 'any' };
    context.stats = { loginsCount: 7 };
    context.extra = { toJSON: 1 };
    callback(null, user, context);`),
  ruleOf(`
    context.idToken.plan = 'pro';
    user.user_id = 'somebody else';
    callback(null, user, context);`),
  ruleOf(`user.groups = ['admin']; context.idToken.a = 1; callback(new Error('oops'));`, {
    mode: 'report-only',
  }),
  ruleOf(`if (user.groups) user.groups.length = 0; delete user.email; callback();`, {
    ifItFails: 'continue',
  }),
  ruleOf(`callback(new UnauthorizedError('no'));`),
];

describe('policies before and after a rule in JavaScript', () => {
  it('decide by the fields that they read as they do when they are run', async () => {
    const sent = fc.array(fc.tuple(fc.oneof(fullLogin, anyLogin), clock), { minLength: 1, maxLength: 5 });
    const rules = fc.array(fc.constantFrom(...RULES), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(policyText(), policyText(), rules, sent, async (first, second, between, logins) => {
        const other = second.replace(/^policy: .*$/m, 'policy: the-other');
        const steps = [compileText(first).compiled, ...between, compileText(other).compiled];
        const pipeline = await createPipeline(steps, { workers });
        try {
          for (const [login, now] of logins) {
            const decided = await pipeline.run(login, { now });
            const ran = await pipeline.run(login, { now, trace: true });
            assert.deepStrictEqual(plain(whole(decided)), plain(whole(ran)));
          }
        } finally {
          pipeline.dispose();
        }
      }),
      runs(40),
    );
  });
});

/** All that both forms tell. */
function whole({ trace: _, user, context, ...report }: Report): unknown {
  return { ...report, ...atTheBorder({ user, context }) };
}
