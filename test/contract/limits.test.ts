import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { NEXT, openTenant, telling } from './open-tenant.ts';

const NEVER = 'setTimeout(function () { callback.nobody; }, 1);';
const SHORT = { slice: 300, chain: 3000 };

describe('the time of rules', () => {
  const tenant = openTenant();

  it('is one budget for all of them together', async (test) => {
    const wait = `setTimeout(function () { ${NEXT} }, 200);`;
    const { outcome, trace } = await tenant.run(test, Array(20).fill(wait), { ruleLimits: { chain: 700 } });
    assert.equal(outcome, 'failure');
    const results = trace?.map(({ result }) => result) ?? [];
    assert.deepEqual([results[0], results.at(-1)], ['ran', 'not reached']);
    assert.equal(results.filter((result) => result === 'failed').length, 1);
  });

  it('ends a rule that never calls back, and the login with it', async (test) => {
    const { outcome, code, by } = await tenant.run(test, [NEXT, NEVER, NEXT], { ruleLimits: { chain: 300 } });
    assert.deepEqual([outcome, code, by], ['failure', 'policy_error', 'rule-1']);
  });

  it('can be shorter for one rule, without which the login may go on', async (test) => {
    const slow = ruleOf(`user.half = 1; ${NEVER}`, { id: 'slow', timeout: 50, ifItFails: 'continue' });
    const { outcome, idToken } = await tenant.run(test, [slow, telling('user.half === undefined')]);
    assert.deepEqual([outcome, idToken.told], ['allow', true]);
  });

  it('is short for one rule where that one has to be there', async (test) => {
    const slow = ruleOf(NEVER, { id: 'slow', timeout: 50 });
    const { outcome, log } = await tenant.run(test, [slow, NEXT]);
    assert.equal(outcome, 'failure');
    assert.match(log.at(-1)?.text ?? '', /50 ms/);
  });

  it('does not let a late success in', async (test) => {
    const late = ruleOf(`setTimeout(function () { ${NEXT} }, 200);`, { id: 'late', timeout: 20 });
    assert.equal((await tenant.run(test, [late])).outcome, 'failure');
  });

  for (const [what, loop] of Object.entries({
    'a loop': 'for (;;) {}',
    'a loop after it called back': `${NEXT} for (;;) {}`,
    'a loop of promises': '(function again() { Promise.resolve().then(again); })();',
  })) {
    it(`ends ${what}, and the next login finds everything in order`, async (test) => {
      const pipeline = await tenant.open(test, [`if (user.loops) { ${loop} } ${NEXT}`], {
        ruleLimits: SHORT,
      });
      const stuck = await pipeline.run({ ...LOGIN, user: { ...LOGIN.user, loops: true } });
      assert.equal(stuck.outcome, 'failure');
      assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    });
  }
});

describe('the size of what rules leave', () => {
  const tenant = openTenant();

  for (const [what, body] of Object.entries({
    user: `user.long = new Array(2e6).join('x');`,
    context: `context.long = new Array(2e6).join('x');`,
    'a user that is handed over': `user = { long: new Array(2e6).join('x') };`,
  })) {
    it(`is limited: ${what}`, async (test) => {
      assert.equal((await tenant.run(test, [`${body} ${NEXT}`])).outcome, 'failure');
    });
  }

  it('is no matter of what a rule computes in between', async (test) => {
    assert.equal(await tenant.value(test, `new Array(2e6).join('x').length`), 2e6 - 1);
  });

  it('is large enough for a hundred kilobytes of claims in each token', async (test) => {
    const body = `context.idToken.x = context.accessToken.x = new Array(100000).join('x'); ${NEXT}`;
    assert.equal((await tenant.run(test, [body])).outcome, 'allow');
  });

  it('fails the login when one token gets more', async (test) => {
    for (const token of ['idToken', 'accessToken']) {
      const { outcome, log, idToken } = await tenant.run(test, [
        `context.${token}.x = new Array(110000).join('x'); ${NEXT}`,
      ]);
      assert.deepEqual([outcome, idToken], ['failure', {}]);
      assert.match(log.at(-1)?.text ?? '', /100 KB/);
    }
  });
});

describe('many rules', () => {
  const tenant = openTenant();

  it('run in their order', async (test) => {
    const rules = Array.from(
      { length: 60 },
      (_, index) => `user.path = (user.path || []).concat(${index}); ${NEXT}`,
    );
    const { user } = await tenant.run(test, rules);
    assert.deepEqual(
      user.path,
      Array.from({ length: 60 }, (_, index) => index),
    );
  });
});
