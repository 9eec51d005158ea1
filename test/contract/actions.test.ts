import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { loginWith, NEXT, openTenant, telling } from './open-tenant.ts';

const action = (body: string) => `exports.onExecutePostLogin = async (event, api) => {\n${body}\n};`;

describe('rules and Actions in one pipeline', () => {
  const tenant = openTenant();

  it('see what the others left', async (test) => {
    const { idToken, accessToken } = await tenant.run(test, [
      `user.tier = 'gold'; context.idToken.rule = 1; ${NEXT}`,
      action(
        `api.idToken.setCustomClaim('action', event.user.tier); api.accessToken.setCustomClaim('a', 1);`,
      ),
      telling('[context.idToken.rule, context.idToken.action]'),
    ]);
    assert.deepEqual([idToken, accessToken], [{ rule: 1, action: 'gold', told: [1, 'gold'] }, { a: 1 }]);
  });

  it('stop at a denial by an Action, whose code is `access_denied`', async (test) => {
    const { outcome, code, message, idToken } = await tenant.run(test, [
      `context.idToken.a = 1; ${NEXT}`,
      action(`api.access.deny('Not you.'); return;`),
      `callback(new Error('not reached'));`,
    ]);
    assert.deepEqual([outcome, code, message, idToken], ['deny', 'access_denied', 'Not you.', {}]);
  });

  it('add to the scopes and take from them', async (test) => {
    const { scopes } = await tenant.run(test, [
      action(`api.accessToken.addScope('read:a'); api.accessToken.removeScope('profile');`),
    ]);
    assert.deepEqual(scopes, ['openid', 'read:a']);
  });

  it('ask for a second factor', async (test) => {
    const { outcome, multifactor } = await tenant.run(test, [
      action(`api.multifactor.enable('guardian', { allowRememberBrowser: false });`),
    ]);
    assert.deepEqual(
      [outcome, multifactor?.provider, multifactor?.allowRememberBrowser],
      ['challenge', 'guardian', false],
    );
  });

  it('know the login by the names of Actions', async (test) => {
    const login = loginWith({
      context: {
        tenant: 'acme',
        connection: 'staff',
        connectionStrategy: 'waad',
        organization: { id: 'org_1', name: 'acme', metadata: {} },
        authorization: { roles: ['admin'] },
        request: {
          ip: '203.0.113.7',
          userAgent: 'x',
          geoip: { country_code: 'DE' },
          query: { scope: 'openid' },
        },
        authentication: { methods: [{ name: 'pwd', timestamp: 1_434_454_643_024 }] },
      },
    });
    const { idToken } = await tenant.run(
      test,
      [
        action(`api.idToken.setCustomClaim('told', [event.client.client_id, event.client.name, event.connection.name,
          event.connection.strategy, event.transaction.protocol, event.stats.logins_count, event.tenant.id, event.request.ip,
          event.request.user_agent, event.request.geoip.countryCode, event.authentication.methods[0].timestamp,
          event.authorization.roles[0], event.organization.id, event.user.user_id, event.secrets.KEY]);`),
      ],
      { login, configuration: { KEY: 'k' } },
    );
    assert.deepEqual(idToken.told, [
      ...['c1', 'wiki', 'staff', 'waad', 'oidc-basic-profile', 3, 'acme', '203.0.113.7', 'x', 'DE'],
      ...['2015-06-16T11:37:23.024Z', 'admin', 'org_1', 'auth0|1', 'k'],
    ]);
  });

  it('send the browser elsewhere and go on in the other function', async (test) => {
    const pipeline = await tenant.open(test, [
      `${action(`api.redirect.sendUserTo('https://x.example/', { query: { a: 'b' } });`)}
       exports.onContinuePostLogin = async (event, api) => { api.idToken.setCustomClaim('back', event.request.query.answer); };`,
    ]);
    const away = await pipeline.run(LOGIN);
    const url = new URL(away.redirect?.url ?? '');
    assert.deepEqual([away.outcome, url.searchParams.get('a')], ['redirect', 'b']);
    const back = await pipeline.resume(url.searchParams.get('state'), { query: { answer: 'yes' } });
    assert.deepEqual(back.idToken, { back: 'yes' });
  });

  it('fail the login when an Action throws', async (test) => {
    const { outcome, log } = await tenant.run(test, [action(`throw new Error('broken');`)]);
    assert.equal(outcome, 'failure');
    assert.match(log.at(-1)?.text ?? '', /broken/);
  });
});
