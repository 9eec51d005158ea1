import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { formatTrace, openMemoryStore } from '../../runtime/index.ts';
import { DENY, NEXT } from '../runtime/compiled-policy.ts';
import { ADA, countOf, openWishing, type WishingRule } from './lasting-steps.ts';

const DEMAND = `requireMfa(context, { provider: 'any', allowRememberBrowser: false, by: 'mfa' });`;
const RULES: readonly WishingRule[] = [
  {
    id: 'one',
    wishes: [
      { kind: 'count', counter: 'logins' },
      { kind: 'count', counter: 'refusals', alsoOnDeny: true },
    ],
    end: `setClaim(context, ['id_token'], 'a', 1); ${NEXT}`,
  },
  { id: 'mfa', wishes: [], end: `${DEMAND} ${NEXT}` },
];

const LOGINS = { policy: 'policy', rule: 'one', counter: 'logins' } as const;

async function challenged(test: TestContext, rules = RULES) {
  const store = openMemoryStore();
  const pipeline = await openWishing(test, rules, { store });
  const report = await pipeline.run(ADA, { trace: true });
  assert.equal(report.outcome, 'challenge');
  const counts = async () => [
    await store.readCount(countOf('logins'), 0),
    await store.readCount(countOf('refusals'), 0),
  ];
  return { pipeline, report, counts };
}

describe('a login that is asked for a second factor', () => {
  it('leaves nothing yet, and says so', async (test) => {
    const { report, counts } = await challenged(test);
    assert.deepEqual(await counts(), [0, 0]);
    assert.equal(report.withheld.length, 2);
    assert.ok(
      formatTrace(report).includes(
        '    will be done once the second factor was given: counted logins; counted refusals',
      ),
    );
  });

  it('leaves everything once it was given, and is allowed', async (test) => {
    const { pipeline, report, counts } = await challenged(test);
    const end = await pipeline.confirm(report.confirm, 'passed');
    assert.deepEqual(
      [end.outcome, end.idToken, end.multifactor, end.withheld],
      ['allow', { a: 1 }, null, []],
    );
    assert.deepEqual(await counts(), [1, 1]);
    assert.deepEqual(
      end.effects.map(({ effect }) => effect),
      ['set_claim', 'count', 'count', 'require_mfa'],
    );
  });

  it('is refused when it was not, and leaves what says so', async (test) => {
    const { pipeline, report, counts } = await challenged(test);
    const end = await pipeline.confirm(report.confirm, 'failed');
    assert.deepEqual([end.outcome, end.code, end.by, end.idToken], ['deny', 'mfa_failed', 'mfa', {}]);
    assert.deepEqual([await counts(), end.withheld.length], [[0, 1], 1]);
  });

  it('that was refused with something stored of that is refused when it is tried again', async (test) => {
    const store = openMemoryStore();
    const pipeline = await openWishing(test, RULES, { store });
    const { confirm } = await pipeline.run(ADA, { id: 'login-1' });
    const refusal = await pipeline.confirm(confirm, 'failed');
    assert.deepEqual(await pipeline.run(ADA, { id: 'login-1' }), refusal);
    assert.equal(await store.readCount(countOf('refusals'), 0), 1);
  });

  it('is asked for it again when it is tried again after it was given', async (test) => {
    const store = openMemoryStore();
    const pipeline = await openWishing(test, RULES, { store });
    for (const _ of [1, 2]) {
      const { confirm } = await pipeline.run(ADA, { id: 'login-1' });
      assert.equal((await pipeline.confirm(confirm, 'passed')).outcome, 'allow');
    }
    assert.equal(await store.readCount(countOf('logins'), 0), 1);
  });

  it('leaves everything else where the policy has a counter no more', async (test) => {
    const store = openMemoryStore();
    const options = { store, redirects: { secret: 'the same before and after'.repeat(2) } };
    const before = await openWishing(test, RULES, options);
    const { confirm } = await before.run(ADA, { trace: true });
    const after = await openWishing(test, RULES, { ...options, counters: ['refusals'] });
    const end = await after.confirm(confirm, 'passed');
    assert.deepEqual([end.outcome, end.withheld], ['allow', [{ ...LOGINS, effect: 'count' }]]);
    const { counter: _, ...place } = LOGINS;
    const text = '`logins` is not counted: the policy has this counter no more';
    assert.deepEqual(end.log.at(-1), { ...place, level: 'warning', text });
    assert.equal(end.trace?.[0]?.withheld?.why, 'no counter');
    assert.equal(await store.readCount(countOf('refusals'), 0), 1);
  });

  it('is confirmed once', async (test) => {
    const { pipeline, report, counts } = await challenged(test);
    await pipeline.confirm(report.confirm, 'passed');
    assert.equal((await pipeline.confirm(report.confirm, 'passed')).code, 'invalid_request');
    assert.deepEqual(await counts(), [1, 1]);
  });

  for (const state of [null, undefined, 5, '', 'a.b', 'x'.repeat(300)]) {
    it(`is not confirmed by ${String(state).slice(0, 9)}`, async (test) => {
      const { pipeline } = await challenged(test);
      assert.equal((await pipeline.confirm(state, 'passed')).code, 'invalid_request');
    });
  }

  it('has nothing to confirm where nothing is to last', async (test) => {
    const { report } = await challenged(test, RULES.slice(1));
    assert.equal(report.confirm, null);
  });

  it('goes elsewhere after the second factor, with nothing done before it is back', async (test) => {
    const away = `context.redirect = { url: 'https://terms.example/' }; ${NEXT}`;
    const { pipeline, report, counts } = await challenged(test, [
      ...RULES,
      { id: 'away', wishes: [], end: away },
    ]);
    const end = await pipeline.confirm(report.confirm, 'passed');
    assert.deepEqual([end.outcome, end.by, await counts()], ['redirect', 'away', [0, 0]]);
    assert.equal(end.redirect?.url, report.redirect?.url);
    assert.equal((await pipeline.confirm(end.redirect?.url, 'passed')).code, 'invalid_request');
  });

  it('is not confirmed with the state of a redirect, nor goes on with one of its own', async (test) => {
    const { pipeline, report } = await challenged(test);
    assert.equal((await pipeline.resume(report.confirm)).code, 'invalid_request');
    const away = `context.redirect = { url: 'https://terms.example/' }; ${NEXT}`;
    const other = await openWishing(test, [{ id: 'away', wishes: [], end: away }]);
    const url = new URL((await other.run(ADA)).redirect?.url ?? '');
    assert.equal((await other.confirm(url.searchParams.get('state'), 'passed')).code, 'invalid_request');
  });
});

describe('what is withheld', () => {
  it('is told without a trace, too', async (test) => {
    const pipeline = await openWishing(test, [...RULES.slice(0, 1), { id: 'no', wishes: [], end: DENY }]);
    assert.deepEqual(formatTrace(await pipeline.run(ADA)).slice(-1), [
      'one: not done, since the login was refused: counted logins',
    ]);
  });
});
