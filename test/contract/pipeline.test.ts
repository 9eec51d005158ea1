import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleOf } from '../runtime/javascript-rule.ts';
import { loginWith, NEXT, openTenant, telling } from './open-tenant.ts';

describe('the chain of rules', () => {
  const tenant = openTenant();

  it('hands the same objects from rule to rule, in order', async (test) => {
    const { user } = await tenant.run(
      test,
      ['a', 'b', 'c', 'd'].map((name) => `user.path = (user.path || '') + '${name}'; ${NEXT}`),
    );
    assert.equal(user.path, 'abcd');
  });

  it('starts a rule when the one before has called back, however long that takes', async (test) => {
    const { idToken } = await tenant.run(test, [
      `setTimeout(function () { context.first = Date.now(); ${NEXT} }, 30);`,
      telling(`Date.now() >= context.first`),
    ]);
    assert.equal(idToken.told, true);
  });

  it('stops at the first error, and runs no rule after it', async (test) => {
    const { trace, message } = await tenant.run(test, [NEXT, `callback(new Error('stop'));`, `throw 1;`]);
    assert.equal(message, 'stop');
    assert.deepEqual(
      trace?.map(({ result }) => result),
      ['ran', 'applied', 'not reached'],
    );
  });

  it('leaves a disabled rule out, whatever stands before and behind it', async (test) => {
    const off = ruleOf(`callback(new Error('off'));`, { id: 'off', mode: 'disabled' });
    const { outcome, idToken } = await tenant.run(test, [
      `context.a = 1; ${NEXT}`,
      off,
      telling('context.a'),
    ]);
    assert.deepEqual([outcome, idToken.told], ['allow', 1]);
  });

  it('gets user and context as data: nothing but what JSON carries', async (test) => {
    const login = loginWith({
      user: { at: new Date(0), run: () => 1, nothing: undefined, list: [undefined] },
    });
    const { idToken } = await tenant.run(
      test,
      [telling('[user.at, "run" in user, "nothing" in user, user.list]')],
      {
        login,
      },
    );
    assert.deepEqual(idToken.told, ['1970-01-01T00:00:00.000Z', false, false, [null]]);
  });

  it('knows nothing of the login before it', async (test) => {
    const pipeline = await tenant.open(test, [
      `context.idToken.seen = [user.mark, context.mark, typeof leaked]; user.mark = context.mark = 1; leaked = 1; ${NEXT}`,
    ]);
    const tokens = [];
    for (let count = 0; count < 3; count++) {
      tokens.push((await pipeline.run(loginWith({}))).idToken.seen);
    }
    assert.deepEqual(tokens, Array(3).fill([null, null, 'undefined']));
  });

  for (const [flow, context] of Object.entries({
    'an interactive login': { protocol: 'oidc-basic-profile' },
    'an implicit login': { protocol: 'oidc-implicit-profile' },
    'a silent login': { protocol: 'oidc-basic-profile', request: { query: { prompt: 'none' } } },
    'a refresh': { protocol: 'oauth2-refresh-token', request: { body: {} } },
    'a password at the token endpoint': { protocol: 'oauth2-password', request: undefined },
    'a password of old': { protocol: 'oauth2-resource-owner', request: undefined },
    'a device': { protocol: 'oauth2-device-code' },
    'a delegation': { protocol: 'delegation' },
    SAML: { protocol: 'samlp', samlConfiguration: {} },
    'WS-Federation': { protocol: 'wsfed', samlConfiguration: {} },
    'WS-Trust': { protocol: 'wstrust-usernamemixed' },
    'a compound protocol': { protocol: 'oidc-implicit-profile oidc-basic-profile' },
    'a protocol that nobody knows': { protocol: 'x-new' },
    'no protocol at all': { protocol: undefined },
  })) {
    it(`runs for ${flow}, and may deny it`, async (test) => {
      const login = loginWith({ context });
      const told = await tenant.run(test, [telling('context.protocol || null')], { login });
      assert.deepEqual([told.outcome, told.idToken.told], ['allow', context.protocol ?? null]);
      const denied = await tenant.run(test, [`callback(new UnauthorizedError('no'));`], { login });
      assert.deepEqual([denied.outcome, denied.code], ['deny', 'unauthorized']);
    });
  }

  it('sees the claims of the token that is exchanged by delegation', async (test) => {
    const claims = {
      iss: 'https://acme.example/',
      sub: 'auth0|1',
      aud: 'c1',
      iat: 1,
      exp: 2,
      persistent: {},
    };
    const login = loginWith({ user: claims, context: { protocol: 'delegation' } });
    const { user } = await tenant.run(test, [NEXT], { login });
    assert.deepEqual(user, login.user);
  });
});
