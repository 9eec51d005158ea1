import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Compatibility } from '../../runtime/index.ts';
import { loginWith, NEXT, openTenant } from './open-tenant.ts';

/** As Auth0 documents them. */
const RESTRICTED =
  `acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty
  dest entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce
  object_id org_id org_name orig origid permissions roles rph s_hash sid sip_callid sip_cseq_num sip_date sip_from_tag
  sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256`.split(/\s+/);
const PROFILE =
  `address birthdate email email_verified family_name gender given_name locale middle_name name nickname
  phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo`.split(
    /\s+/,
  );
const OWN = ['tier', 'https://acme.example/tier', 'http://acme.example/tier', 'urn:acme:tier'];

describe('the claims of a token', () => {
  const tenant = openTenant();

  /** The names that reach the tokens of those that a rule sets in both. */
  async function reach(
    test: TestContext,
    names: readonly string[],
    claims: Compatibility['claims'],
    query: object = { scope: 'openid' },
  ) {
    const login = loginWith({ context: { request: { query } } });
    const rule = `${JSON.stringify(names)}.forEach(function (name) { context.idToken[name] = context.accessToken[name] = 'x'; }); ${NEXT}`;
    const { outcome, idToken, accessToken, dropped } = await tenant.run(test, [rule], {
      login,
      compatibility: { claims },
    });
    assert.equal(outcome, 'allow');
    assert.equal(
      Object.keys(idToken).length + Object.keys(accessToken).length + dropped.length,
      names.length * 2,
    );
    return [Object.keys(idToken), Object.keys(accessToken)];
  }

  it('lack the sixty names that Auth0 kept, and the login goes on', async (test) => {
    assert.equal(RESTRICTED.length, 60);
    assert.deepEqual(await reach(test, RESTRICTED, 'auth0'), [[], []]);
  });

  it('are those of the profile in an ID token, and in an access token with their scope', async (test) => {
    assert.equal(PROFILE.length, 19);
    assert.deepEqual(await reach(test, PROFILE, 'auth0'), [PROFILE, []]);
    const all = { scope: 'openid profile email phone address' };
    assert.deepEqual(await reach(test, PROFILE, 'auth0', all), [PROFILE, PROFILE]);
    assert.deepEqual((await reach(test, PROFILE, 'auth0', { scope: 'email' }))[1], [
      'email',
      'email_verified',
    ]);
  });

  it('go by the scopes that a rule left', async (test) => {
    const login = loginWith({ context: { request: { query: { scope: 'openid email' } } } });
    const { accessToken, dropped } = await tenant.run(
      test,
      [`context.accessToken.email = 'x'; context.accessToken.scope = ['openid']; ${NEXT}`],
      { login, compatibility: { claims: 'auth0' } },
    );
    assert.deepEqual([accessToken, dropped.map(({ name }) => name)], [{}, ['email']]);
  });

  it('may have any name of their own, with or without a namespace', async (test) => {
    assert.deepEqual(await reach(test, OWN, 'auth0'), [OWN, OWN]);
  });

  it('need a namespace where the access token is for an interface of Auth0', async (test) => {
    for (const path of ['api/v2/', 'mfa/', 'api/']) {
      const query = { scope: 'openid', audience: `https://acme.eu.auth0.com/${path}` };
      assert.deepEqual(await reach(test, OWN, 'auth0', query), [OWN, OWN.slice(1)], path);
    }
  });

  it('cannot be in a namespace of Auth0', async (test) => {
    const names = [
      'https://acme.auth0.com/x',
      'https://webtask.io/x',
      'http://a.b.webtask.run/x',
      'urn:auth0:x',
    ];
    assert.deepEqual(await reach(test, names, 'auth0'), [[], []]);
  });

  it('need a URL for a name as before July 2022, where that is wanted', async (test) => {
    const names = [...OWN, 'email', 'roles'];
    const urls = OWN.slice(1, 3);
    assert.deepEqual(await reach(test, names, 'auth0-legacy'), [urls, urls]);
  });

  it('are all but those of the protocol where nothing of Auth0 is wanted', async (test) => {
    const names = [...OWN, 'roles', 'groups', 'permissions', 'iss', 'sub', 'aud', 'exp', 'iat', 'nonce'];
    const own = names.slice(0, 7);
    assert.deepEqual(await reach(test, names, 'standard'), [own, own]);
  });

  it('are data under any name', async (test) => {
    const rule = `Object.defineProperty(context.idToken, '__proto__', { value: 1, enumerable: true }); context.idToken.constructor = 2; context.idToken.toString = 3; ${NEXT}`;
    const { outcome, idToken } = await tenant.run(test, [rule]);
    assert.equal(outcome, 'allow');
    assert.equal(Object.getPrototypeOf(idToken), Object.prototype);
    assert.equal(Object.hasOwn(idToken, 'toString') ? idToken.toString : null, 3);
  });
});
