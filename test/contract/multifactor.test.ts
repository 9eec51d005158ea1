import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { NEXT, openTenant } from './open-tenant.ts';

const THIRTY_DAYS = 2_592_000;

describe('a second factor', () => {
  const tenant = openTenant();
  const demandOf = async (test: TestContext, value: string) => {
    const { outcome, multifactor } = await tenant.run(test, [`context.multifactor = ${value}; ${NEXT}`]);
    return { outcome, ...multifactor };
  };

  for (const provider of ['any', 'guardian', 'google-authenticator', 'duo']) {
    it(`of ${provider} is remembered for 30 days unless the rule says no`, async (test) => {
      const asked = { outcome: 'challenge', provider, by: 'rule-0' };
      const remembered = { ...asked, allowRememberBrowser: true, remember: THIRTY_DAYS };
      const never = { ...asked, allowRememberBrowser: false };
      for (const [more, demand] of [
        ['', remembered],
        ['allowRememberBrowser: true', remembered],
        ['ignoreCookie: false', remembered],
        ['allowRememberBrowser: false', never],
        ['ignoreCookie: true', never],
        ['allowRememberBrowser: false, ignoreCookie: false', never],
        ['allowRememberBrowser: "false"', never],
      ] as const) {
        assert.deepEqual(await demandOf(test, `{ provider: '${provider}', ${more} }`), demand, more);
      }
    });
  }

  it('hands the provider what it needs', async (test) => {
    const google = await demandOf(test, `{ provider: 'google-authenticator', issuer: 'Acme', key: 'K' }`);
    assert.deepEqual(google.providerOptions, { issuer: 'Acme', key: 'K' });
    const duo = await demandOf(test, `{ provider: 'duo', ikey: 'i', skey: 's', host: 'h', username: 'u' }`);
    assert.deepEqual(duo.providerOptions, { ikey: 'i', skey: 's', host: 'h', username: 'u' });
    const guardian = await demandOf(test, `{ provider: 'guardian', selfServiceEnrollment: true }`);
    assert.deepEqual(guardian.providerOptions, { selfServiceEnrollment: true });
  });

  for (const value of ['undefined', 'null', 'false', '0', '""', 'user.nobody && { provider: "any" }']) {
    it(`is not asked for with ${value}`, async (test) => {
      assert.deepEqual(await demandOf(test, value), { outcome: 'allow' });
    });
  }

  for (const value of ['true', '"guardian"', '[]', '1']) {
    it(`is asked for at its strictest with ${value}, which nobody can read`, async (test) => {
      const { outcome, provider, allowRememberBrowser } = await demandOf(test, value);
      assert.deepEqual([outcome, provider, allowRememberBrowser], ['challenge', 'any', false]);
    });
  }

  it('is what the last rule says', async (test) => {
    const { multifactor, by } = await tenant.run(test, [
      `context.multifactor = { provider: 'duo', skey: 'old', allowRememberBrowser: false }; ${NEXT}`,
      `context.multifactor = { provider: 'guardian' }; ${NEXT}`,
      NEXT,
    ]);
    assert.equal(by, 'rule-1');
    assert.deepEqual(multifactor, {
      provider: 'guardian',
      allowRememberBrowser: true,
      remember: THIRTY_DAYS,
      by: 'rule-1',
    });
  });

  it('is changed in place by a later rule', async (test) => {
    const { multifactor } = await tenant.run(test, [
      `context.multifactor = { provider: 'any' }; ${NEXT}`,
      `context.multifactor.allowRememberBrowser = false; ${NEXT}`,
    ]);
    assert.equal(multifactor?.allowRememberBrowser, false);
  });

  it('is nothing against a refusal', async (test) => {
    const { outcome, multifactor } = await tenant.run(test, [
      `context.multifactor = { provider: 'any' }; ${NEXT}`,
      `callback(new UnauthorizedError('no'));`,
    ]);
    assert.deepEqual([outcome, multifactor], ['deny', null]);
  });

  it('comes before a redirect, which stays due', async (test) => {
    const rule = `context.multifactor = { provider: 'any' }; context.redirect = { url: 'https://x.example/' }; ${NEXT}`;
    const pipeline = await tenant.open(test, [rule]);
    const { outcome, redirect } = await pipeline.run(LOGIN);
    assert.equal(outcome, 'challenge');
    const state = new URL(redirect?.url ?? '').searchParams.get('state');
    const back = await pipeline.resume(state);
    assert.deepEqual([back.outcome, back.redirect], ['challenge', null]);
  });
});
