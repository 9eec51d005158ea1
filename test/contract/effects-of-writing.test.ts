import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginWith, NEXT, openTenant, telling } from './open-tenant.ts';

describe('claims', () => {
  const tenant = openTenant();

  it('are what stands in both tokens after the last rule', async (test) => {
    const { idToken, accessToken } = await tenant.run(test, [
      `context.idToken['https://acme.example/a'] = 1; context.idToken.b = { c: [null] }; context.accessToken.d = true; ${NEXT}`,
      `delete context.idToken.b.c; context.idToken.e = 'x'; context.accessToken.d = false; ${NEXT}`,
      `delete context.idToken.e; ${NEXT}`,
    ]);
    assert.deepEqual([idToken, accessToken], [{ 'https://acme.example/a': 1, b: {} }, { d: false }]);
  });

  for (const [given, token] of [
    ['null', null],
    ['undefined', undefined],
    ['function () {}', undefined],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['0 / 0', null],
    ['new Map([[1, 2]])', {}],
    ['Object.create({ inherited: 1 })', {}],
    ['[undefined, function () {}]', [null, null]],
  ] as const) {
    it(`are what JSON makes of them: ${given}`, async (test) => {
      assert.deepEqual((await tenant.run(test, [telling(given)])).idToken.told, token);
    });
  }

  for (const empty of ['null', '[]', 'undefined', '"text"', '5']) {
    it(`are none when a rule sets the token to ${empty}, and the login goes on`, async (test) => {
      const report = await tenant.run(test, [
        `context.idToken.a = context.accessToken.a = 1; ${NEXT}`,
        `context.idToken = context.accessToken = ${empty}; ${NEXT}`,
      ]);
      assert.deepEqual([report.outcome, report.idToken, report.accessToken], ['allow', {}, {}]);
    });
  }

  it('may replace the token as a whole', async (test) => {
    const { idToken } = await tenant.run(test, [`context.idToken = { a: 1 }; ${NEXT}`]);
    assert.deepEqual(idToken, { a: 1 });
  });

  it('are none when a later rule refuses', async (test) => {
    const { idToken, accessToken } = await tenant.run(test, [
      `context.idToken.a = context.accessToken.a = 1; ${NEXT}`,
      `callback(new UnauthorizedError('no'));`,
    ]);
    assert.deepEqual([idToken, accessToken], [{}, {}]);
  });
});

describe('scopes', () => {
  const tenant = openTenant();
  const scopesAfter = async (test: Parameters<typeof tenant.run>[0], body: string) =>
    (await tenant.run(test, [`${body} ${NEXT}`])).scopes;

  it('are those that were asked for until a rule sets them', async (test) => {
    assert.deepEqual(await scopesAfter(test, ''), ['openid', 'profile']);
    assert.deepEqual(await scopesAfter(test, 'context.accessToken.scope = undefined;'), [
      'openid',
      'profile',
    ]);
  });

  it('are replaced by a list or by a text with spaces', async (test) => {
    assert.deepEqual(await scopesAfter(test, `context.accessToken.scope = ['read:a', 'write:a'];`), [
      'read:a',
      'write:a',
    ]);
    assert.deepEqual(
      await scopesAfter(test, `context.accessToken.scope = ['read:a', 'write:a'].join(' ');`),
      ['read:a', 'write:a'],
    );
  });

  it('are none when a rule leaves nothing that could be scopes', async (test) => {
    for (const scope of ['[]', '""', 'null', '{}', '5', '[5]']) {
      assert.deepEqual(await scopesAfter(test, `context.accessToken.scope = ${scope};`), []);
    }
  });

  it('are no claim', async (test) => {
    const { accessToken } = await tenant.run(test, [`context.accessToken.scope = ['a']; ${NEXT}`]);
    assert.deepEqual(accessToken, {});
  });
});

describe('the primary user', () => {
  const tenant = openTenant();

  it('leaves the user of later rules as it is', async (test) => {
    const { idToken, primaryUser, user } = await tenant.run(test, [
      `context.primaryUser = 'auth0|9'; ${NEXT}`,
      telling('[user.user_id, context.primaryUser]'),
    ]);
    assert.deepEqual(
      [idToken.told, primaryUser, user.user_id],
      [['auth0|1', 'auth0|9'], 'auth0|9', 'auth0|1'],
    );
  });

  it('is nobody where a rule leaves no text, or an empty one', async (test) => {
    for (const value of ["''", '5', 'null', '{}', 'undefined']) {
      assert.equal((await tenant.run(test, [`context.primaryUser = ${value}; ${NEXT}`])).primaryUser, null);
    }
  });

  it('may come with the whole profile of the other account, as linking rules hand it over', async (test) => {
    const { idToken, primaryUser } = await tenant.run(test, [
      `context.primaryUser = 'auth0|9';
       callback(null, { user_id: 'auth0|9', email: 'b@example.com', identities: [{ user_id: '9' }, { user_id: '1' }] }, context);`,
      telling('[user.user_id, user.email, user.identities.length]'),
    ]);
    assert.deepEqual([idToken.told, primaryUser], [['auth0|9', 'b@example.com', 2], 'auth0|9']);
  });
});

describe('what is handed on to the token', () => {
  const tenant = openTenant();
  const saml = { issuer: 'urn:acme', mappings: { email: 'email' }, lifetimeInSeconds: 3600 };
  const login = (context: object) => loginWith({ context });

  it('is the SAML configuration with the changes of rules', async (test) => {
    const { context, user } = await tenant.run(
      test,
      [
        `user.awsRole = 'arn:1,arn:2'; context.samlConfiguration.mappings = { 'https://aws/Role': 'awsRole' }; ${NEXT}`,
        `context.samlConfiguration.nameIdentifierProbes = ['email']; delete context.samlConfiguration.lifetimeInSeconds; ${NEXT}`,
      ],
      { login: login({ protocol: 'samlp', samlConfiguration: saml }) },
    );
    assert.equal(user.awsRole, 'arn:1,arn:2');
    assert.deepEqual(context.samlConfiguration, {
      issuer: 'urn:acme',
      mappings: { 'https://aws/Role': 'awsRole' },
      nameIdentifierProbes: ['email'],
    });
  });

  it('is a SAML configuration that a rule makes', async (test) => {
    const { context } = await tenant.run(test, [
      `context.samlConfiguration = context.samlConfiguration || {}; context.samlConfiguration.audience = 'a'; ${NEXT}`,
    ]);
    assert.deepEqual(context.samlConfiguration, { audience: 'a' });
  });

  it('is the metadata for SAML that a rule puts into the ID token', async (test) => {
    const { idToken } = await tenant.run(test, [`context.idToken.app_metadata = { plan: 'x' }; ${NEXT}`]);
    assert.deepEqual(idToken, { app_metadata: { plan: 'x' } });
  });

  it('is the JWT configuration', async (test) => {
    const body = `context.jwtConfiguration.lifetimeInSeconds = 60; context.jwtConfiguration.scopes = { a: ['b'] }; ${NEXT}`;
    const { context } = await tenant.run(test, [body], { login: login({ jwtConfiguration: {} }) });
    assert.deepEqual(context.jwtConfiguration, { lifetimeInSeconds: 60, scopes: { a: ['b'] } });
  });

  it('is any field that nobody knows, changed or deleted', async (test) => {
    const { context } = await tenant.run(
      test,
      [`context.a.b = 2; delete context.c; context.d = null; ${NEXT}`],
      {
        login: login({ a: { b: 1 }, c: 1 }),
      },
    );
    assert.deepEqual([context.a, 'c' in context, context.d], [{ b: 2 }, false, null]);
  });
});
