import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Step } from '../../../runtime/index.ts';
import { DEFAULT_LIMITS } from '../../../runtime/limits.ts';
import type { GuestResult } from '../../../runtime/policies/guest.ts';
import { openPolicies } from '../../../runtime/policies/open-policies.ts';
import { openAsking } from '../../look-ups/asking.ts';
import { type HandRule, LOGIN, NEXT, policyOf } from '../compiled-policy.ts';
import { ruleOf } from '../javascript-rule.ts';

/** What lasts, written down by the rule `id`. */
const mark = (id: string, more = 'alsoOnDeny: false') =>
  `setMetadata(context, { policy: 'policy', rule: '${id}', kind: 'metadata', field: 'app_metadata', name: 'by', value: '${id}', ${more} });`;

const send = (kind: string, url: string) =>
  `sendLater(context, { policy: 'policy', rule: 'sends', kind: '${kind}', alsoOnDeny: true }, draftRequest('POST', ${url}, [], null));`;

/** Both ways that a login goes: in one call, and in parts because of a rule in JavaScript. */
async function runBoth(test: TestContext, rules: readonly HandRule[]): Promise<GuestResult> {
  const policies = [policyOf(rules)];
  const opened = openPolicies(policies, DEFAULT_LIMITS);
  test.after(() => opened.close());
  const [user, context] = [JSON.stringify(LOGIN.user), JSON.stringify(LOGIN.context)];
  const [text = ''] = opened.run(user, context, 0, 'fast');
  const parts = await openAsking(test, [ruleOf(NEXT), ...policies]).run();
  const whole: GuestResult = JSON.parse(text);
  assert.deepEqual(JSON.parse(JSON.stringify(parts.result)), whole);
  return whole;
}

const tell = ({ effects }: GuestResult) => effects.map(({ policy: _, rule: __, ...deed }) => deed);

describe('what is to last', () => {
  it('is written down and told of, in order', async (test) => {
    const body = `${mark('sets')} countLogin(context, { policy: 'policy', rule: 'sets', alsoOnDeny: false, kind: 'count', counter: 'policy/seats' }, null, null); ${NEXT}`;
    const result = await runBoth(test, [{ id: 'sets', body }]);
    assert.deepEqual(tell(result), [
      { effect: 'set_metadata', field: 'app_metadata', name: 'by', value: 'sets' },
      { effect: 'count', counter: 'policy/seats' },
    ]);
    assert.deepEqual(
      result.lasting.map(({ kind, rule }) => [kind, rule]),
      [
        ['metadata', 'sets'],
        ['count', 'sets'],
      ],
    );
  });

  it('tells of calls and notifications only where they go', async (test) => {
    const hidden = `urlPieces(['https://API.example.com:8443/x?token=', ''], ['hidden'])`;
    const body = `${send('call', hidden)} ${send('notify', hidden)} ${send('notify', 'undefined')} ${NEXT}`;
    const result = await runBoth(test, [{ id: 'sends', body }]);
    assert.deepEqual(tell(result), [
      { effect: 'call', method: 'POST', host: 'api.example.com:8443' },
      { effect: 'notify', method: 'POST', host: 'api.example.com:8443' },
    ]);
    assert.equal(result.lasting.length, 3);
  });

  it('is known of a refused and of a failed login, and told as no effect', async (test) => {
    const before = { id: 'before', body: `${mark('before')} ${NEXT}` };
    for (const end of [`callback(denial('No.', 'no'));`, 'null.x;']) {
      const result = await runBoth(test, [before, { id: 'ends', body: `${mark('ends')} ${end}` }]);
      assert.deepEqual(
        result.lasting.map(({ rule }) => rule),
        ['before', 'ends'],
      );
      assert.deepEqual(
        tell(result).filter(({ effect }) => effect === 'set_metadata'),
        [],
      );
    }
  });

  it('is nothing of a report-only rule', async (test) => {
    const result = await runBoth(test, [
      { id: 'would', body: `${mark('would')} ${NEXT}`, mode: 'report-only' },
    ]);
    assert.deepEqual([result.lasting, result.effects], [[], []]);
    assert.deepEqual(
      result.wouldHave.map(({ rule, effect }) => `${rule} ${effect}`),
      ['would set_metadata'],
    );
  });

  it('is all that is told of a rule that failed', async (test) => {
    const body = `setClaim(context, ['id_token'], 'x', 1); ${mark('would')} null.x;`;
    const result = await runBoth(test, [{ id: 'would', body, mode: 'report-only' }]);
    assert.deepEqual(
      result.wouldHave.map(({ effect }) => effect),
      ['set_metadata', 'fail'],
    );
  });

  it('stays when a rule in JavaScript refuses later', async (test) => {
    const steps: readonly Step[] = [
      policyOf([{ id: 'sets', body: `${mark('sets', 'alsoOnDeny: true')} ${NEXT}` }]),
      ruleOf(`callback(new UnauthorizedError('No.'));`),
    ];
    const { result } = await openAsking(test, steps).run();
    assert.deepEqual([result.ending.kind, result.lasting.length], ['deny', 1]);
  });
});

describe('a link to another account', () => {
  it('is told of, and so is that it is in doubt again', async (test) => {
    const link = (id: string, to: string) => ({ id, body: `linkTo(context, ${to}); ${NEXT}` });
    const result = await runBoth(test, [
      link('a', "'auth0|9'"),
      link('b', "'auth0|9'"),
      link('c', 'undefined'),
    ]);
    assert.deepEqual(tell(result), [
      { effect: 'link_to', user: 'auth0|9' },
      { effect: 'link_to', user: null },
    ]);
  });

  it('by a rule in JavaScript is told once', async (test) => {
    const steps = [
      ruleOf(`context.primaryUser = 'auth0|9'; ${NEXT}`),
      policyOf([{ id: 'none', body: NEXT }]),
    ];
    const { result } = await openAsking(test, steps).run();
    assert.deepEqual(
      result.effects.map(({ effect }) => effect),
      ['set_context'],
    );
  });
});

describe('what goes along with a redirect', () => {
  const visit = `sendOn(context, { policy: 'policy', rule: 'sends', signWith: 'KEY' }, urlPieces(['https://a.example/'], []), { version: '7' });`;
  const sends = policyOf([{ id: 'sends', body: `${visit} ${NEXT}` }]);

  it('is handed over', async (test) => {
    const result = await runBoth(test, [{ id: 'sends', body: `${visit} ${NEXT}` }]);
    assert.deepEqual(tell(result), [{ effect: 'redirect', url: 'https://a.example/' }]);
    const expected = { policy: 'policy', rule: 'sends', signWith: 'KEY', url: 'https://a.example/' };
    assert.deepEqual(result.visit, { ...expected, data: { version: '7' } });
  });

  it('is nothing once a rule in JavaScript sends the login somewhere else', async (test) => {
    const other = ruleOf(`context.redirect = { url: 'https://b.example/' }; ${NEXT}`);
    const { result } = await openAsking(test, [sends, other]).run();
    assert.deepEqual([result.redirect, result.visit], ['https://b.example/', null]);
  });

  it('is nothing of a refused login', async (test) => {
    const refuses = ruleOf(`callback(new UnauthorizedError('No.'));`);
    const { result } = await openAsking(test, [sends, refuses]).run();
    assert.deepEqual([result.redirect, result.visit], [null, null]);
  });
});
