import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

const configuration = { SESSION_TOKEN_SECRET: 'a long secret' };
const request = { query: {}, hostname: 'acme.auth0.com', ip: '192.0.2.1' };
const UTILITIES = `
  const { Auth0RedirectRuleUtilities, Auth0UserUpdateUtilities } = require('@auth0/rule-utilities@0.2.0');
  const utilities = new Auth0RedirectRuleUtilities(user, context, configuration);`;

describe('Auth0RedirectRuleUtilities', () => {
  const run = openRuleRoom();
  const ask = (body: string, context: object = {}) =>
    run(`${UTILITIES} ${body}`, { configuration, context: { request, ...context } });

  for (const [title, context, expected] of [
    ['an ordinary login', {}, true],
    ['a login with a redirect already', { redirect: { url: 'https://a.example' } }, false],
    ['a login with a second factor', { multifactor: { provider: 'any' } }, false],
    ['a silent login', { request: { query: { prompt: 'none' } } }, false],
    ['a login with a refresh token', { protocol: 'oauth2-refresh-token' }, false],
    ['a login that came back', { protocol: 'redirect-callback' }, false],
  ] as const) {
    it(`knows whether ${title} can be sent away`, async () => {
      assert.equal((await ask(`answer(utilities.canRedirect);`, context)).answer, expected);
    });
  }

  it('signs a token for this person', async () => {
    const { answer } = await ask(`
      const { exp, iat, ...claims } = jwt.verify(utilities.createSessionToken({ extra: 1 }), 'a long secret');
      answer([claims, exp - iat]);`);
    assert.deepEqual(answer, [
      { extra: 1, sub: 'auth0|1', iss: 'https://acme.auth0.com/', ip: '192.0.2.1' },
      3 * 24 * 60 * 60,
    ]);
  });

  for (const [title, token, expected] of [
    ['a token of its own', '', /^https:\/\/a\.example\/\?session_token=ey/],
    ['a token as a text', `, 'mine'`, /\?session_token=mine$/],
    ['a token as an option', `, { sessionToken: 'mine' }`, /\?session_token=mine$/],
    ['no token', `, { generateSessionToken: false }`, /^https:\/\/a\.example\/$/],
  ] as const) {
    it(`redirects with ${title}`, async () => {
      const { context } = await ask(`utilities.doRedirect('https://a.example/'${token}); answer(1);`);
      assert.match((context.redirect as { url: string }).url, expected);
    });
  }

  it('refuses to redirect where it cannot', async () => {
    const { ending } = await ask(`utilities.doRedirect('https://a.example');`, { multifactor: {} });
    assert.match(ending, /Cannot redirect/);
  });

  const VALIDATE = `
    const sign = (claims, secret, options) => {
      context.request.query.session_token = jwt.sign(claims, secret, { subject: user.user_id, issuer: 'https://acme.auth0.com/', ...options });
      try { return utilities.validateSessionToken().extra; } catch ({ message }) { return message; }
    };`;

  it('reads the token that comes back', async () => {
    const { answer } = await ask(
      `${VALIDATE} answer([utilities.isRedirectCallback, sign({ extra: 7 }, 'a long secret', { expiresIn: 60 })]);`,
      { protocol: 'redirect-callback' },
    );
    assert.deepEqual(answer, [true, 7]);
  });

  it('refuses a token that does not expire, is of somebody else or is not signed with the secret', async () => {
    const { answer } = await ask(`${VALIDATE} answer([
      sign({}, 'a long secret', {}),
      sign({}, 'a long secret', { expiresIn: -60 }),
      sign({}, 'a long secret', { expiresIn: 60, subject: 'auth0|2' }),
      sign({}, 'a long secret', { expiresIn: 60, issuer: 'https://evil.example/' }),
      sign({}, 'another secret', { expiresIn: 60 }),
    ]);`);
    assert.deepEqual(answer, [
      'Expired token',
      'jwt expired',
      'jwt subject invalid. expected: auth0|1',
      'jwt issuer invalid. expected: https://acme.auth0.com/',
      'invalid signature',
    ]);
  });
});

describe('Auth0UserUpdateUtilities', () => {
  const run = openRuleRoom();

  it('reads and writes metadata under its name, and has the host keep it', async () => {
    const { answer, calls } = await run(
      `${UTILITIES}
      const metadata = new Auth0UserUpdateUtilities(user, auth0, 'acme');
      const before = metadata.getAppMeta('status');
      metadata.setAppMeta('status', 'new');
      await metadata.updateAppMeta();
      answer([before, metadata.getAppMeta('status'), user.app_metadata]);`,
      { user: { app_metadata: { other: 1, acme: { status: 'old' } } } },
    );
    const changes = { other: 1, acme: { status: 'new' } };
    assert.deepEqual(answer, ['old', 'new', changes]);
    assert.deepEqual(calls, [
      { operation: 'users.update', payload: { id: 'auth0|1', field: 'app_metadata', changes } },
    ]);
  });

  it('does without a name, and without metadata', async () => {
    const { answer } = await run(`${UTILITIES}
      const metadata = new Auth0UserUpdateUtilities(user, auth0);
      metadata.setUserMeta('job', 'smith');
      answer([metadata.getUserMeta('constructor') === undefined, metadata.getUserMeta('job'), user.user_metadata]);`);
    assert.deepEqual(answer, [true, 'smith', { job: 'smith' }]);
  });

  it('updates the profile through the management API', async () => {
    const { visits } = await run(
      `${UTILITIES}
      const profile = new Auth0UserUpdateUtilities(user, auth0);
      profile.setUser('nickname', 'Ada');
      await profile.updateUser();
      answer(1);`,
      { configuration: { AUTH0_ACCESS_TOKEN: 'token' } },
    );
    const { method, url, body } = visits[0]!;
    assert.deepEqual([method, url, body], ['PATCH', '/api/v2/users/auth0%7C1', '{"nickname":"Ada"}']);
  });
});
