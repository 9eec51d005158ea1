import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginWith, NEXT, openTenant, remarksOf, telling } from './open-tenant.ts';

/** Every field that Auth0 documents or was seen to send. */
const WHOLE = {
  tenant: 'acme',
  clientID: 'c1',
  clientName: 'wiki',
  clientMetadata: { tier: 'gold' },
  connectionID: 'con_1',
  connection: 'staff',
  connectionStrategy: 'waad',
  connectionOptions: { tenant_domain: 'acme.example', domain_aliases: ['acme.example'] },
  connectionMetadata: { a: 'b' },
  protocol: 'oidc-basic-profile',
  stats: { loginsCount: 1 },
  sso: { with_auth0: false, with_dbconn: false, current_clients: ['c1'] },
  sessionID: 's1',
  auth0SessionId: 's2',
  locale: 'de',
  request: {
    userAgent: 'x',
    ip: '2001:db8::1',
    hostname: 'acme.eu.auth0.com',
    query: { scope: 'openid', audience: 'https://api.acme.example', prompt: 'login', state: 'abc' },
    body: {},
    geoip: { country_code: 'DE', latitude: 52.5, subdivision_name: 'Land Berlin' },
  },
  authentication: { methods: [{ name: 'pwd', timestamp: 1_434_454_643_024 }] },
  authorization: { roles: ['admin'] },
  organization: { id: 'org_1', name: 'acme', metadata: {} },
  riskAssessment: {
    confidence: 'low',
    version: '1',
    assessments: { NewDevice: { confidence: 'low', code: 'no_match', details: { device: 'unknown' } } },
  },
  jwtConfiguration: {},
  samlConfiguration: {},
  configuration: {},
};

describe('the context', () => {
  const tenant = openTenant();

  it('reaches a rule as it came, with empty claims', async (test) => {
    const { idToken } = await tenant.run(test, [telling('JSON.parse(JSON.stringify(context))')], {
      login: { user: {}, context: WHOLE },
    });
    assert.deepEqual(idToken.told, { ...WHOLE, idToken: {}, accessToken: {} });
  });

  it('has neither redirect nor multifactor until a rule sets them', async (test) => {
    const { idToken } = await tenant.run(test, [
      telling(`['redirect' in context, 'multifactor' in context]`),
    ]);
    assert.deepEqual(idToken.told, [false, false]);
  });

  it('comes out as it went in when no rule changes it', async (test) => {
    const { context } = await tenant.run(test, [NEXT], { login: { user: {}, context: WHOLE } });
    assert.deepEqual(context, { ...WHOLE, idToken: {}, accessToken: { scope: ['openid'] } });
  });

  it('can lack its request, as at the token endpoint', async (test) => {
    const login = loginWith({ context: { request: undefined } });
    const { idToken } = await tenant.run(test, [telling('context.request === undefined')], { login });
    assert.equal(idToken.told, true);
  });

  it('crashes a rule that takes a missing query for granted, and the login fails', async (test) => {
    const login = loginWith({ context: { request: { body: {} } } });
    const { outcome, code } = await tenant.run(test, [telling('context.request.query.prompt')], { login });
    assert.deepEqual([outcome, code], ['failure', 'policy_error']);
  });

  it('counts the logins as the identity provider does', async (test) => {
    for (const [loginsCount, isFirst] of [
      [1, true],
      [2, false],
    ]) {
      const login = loginWith({ context: { stats: { loginsCount } } });
      const { idToken } = await tenant.run(test, [telling('context.stats.loginsCount === 1')], { login });
      assert.equal(idToken.told, isFirst);
    }
  });

  it('keeps private fields along the chain, and functions among them', async (test) => {
    const { idToken, context } = await tenant.run(test, [
      `context._primary = { id: 1 }; context.rules_exec_id = 'r'; context.greet = function (n) { return 'hi ' + n; }; ${NEXT}`,
      telling(`[context._primary.id, context.rules_exec_id, context.greet('Ada')]`),
    ]);
    assert.deepEqual(idToken.told, [1, 'r', 'hi Ada']);
    assert.deepEqual([context._primary, context.rules_exec_id, context.greet], [{ id: 1 }, 'r', undefined]);
  });

  it('shows a changed fact to later rules, and remarks on it', async (test) => {
    const report = await tenant.run(test, [
      `context.clientMetadata = { tier: 'none' }; ${NEXT}`,
      telling('context.clientMetadata.tier'),
    ]);
    assert.equal(report.idToken.told, 'none');
    assert.equal('clientMetadata' in report.context, false);
    assert.match(remarksOf(report).join(), /context\.clientMetadata/);
  });
});
