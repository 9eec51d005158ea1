import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

const CLIENT = `
  const { ManagementClient } = require('auth0@2.9.1');
  const management = new ManagementClient({ token: auth0.accessToken, domain: auth0.domain });`;

const CONFIGURATION = { AUTH0_DOMAIN: 'acme.auth0.com', AUTH0_ACCESS_TOKEN: 'token' };

describe('require(`auth0`)', () => {
  const run = openRuleRoom();
  const ask = (call: string) =>
    run(`${CLIENT} answer(await management.${call});`, { configuration: CONFIGURATION });

  for (const [call, line, body] of [
    [`getUser({ id: 'auth0|1' })`, 'GET /users/auth0%7C1', ''],
    [`getUsers({ q: 'a:b', page: 0 })`, 'GET /users?q=a%3Ab&page=0', ''],
    [`getUsersByEmail('a@b.c')`, 'GET /users-by-email?email=a%40b.c', ''],
    [`updateUser({ id: '1' }, { name: 'Ada' })`, 'PATCH /users/1', '{"name":"Ada"}'],
    [`updateAppMetadata({ id: '1' }, { a: 1 })`, 'PATCH /users/1', '{"app_metadata":{"a":1}}'],
    [`updateUserMetadata({ id: '1' }, { a: 1 })`, 'PATCH /users/1', '{"user_metadata":{"a":1}}'],
    [
      `linkUsers('1', { provider: 'x', user_id: '2' })`,
      'POST /users/1/identities',
      '{"provider":"x","user_id":"2"}',
    ],
    [`getUserRoles({ id: '1' })`, 'GET /users/1/roles', ''],
    [`assignRolestoUser({ id: '1' }, { roles: ['r'] })`, 'POST /users/1/roles', '{"roles":["r"]}'],
    [`createRole({ name: 'r' })`, 'POST /roles', '{"name":"r"}'],
    [`users.get({ id: '1' })`, 'GET /users/1', ''],
    [`users.link('1', { link_with: 'jwt' })`, 'POST /users/1/identities', '{"link_with":"jwt"}'],
  ] as const) {
    it(`calls ${call}`, async () => {
      const { visits } = await ask(call);
      const { method, host, url, headers, body: sent } = visits[0]!;
      assert.deepEqual([`${method} ${url}`, sent], [line.replace(' ', ' /api/v2'), body]);
      assert.deepEqual([host, headers.authorization], ['acme.auth0.com', 'Bearer token']);
    });
  }

  it('tells a callback', async () => {
    const { answer } = await ask(
      `getUser({ id: '1' }, (error, { url }) => answer([error, url])).then(() => undefined)`,
    );
    assert.deepEqual(answer, [null, '/api/v2/users/1']);
  });

  it('rejects for a status that is no success', async () => {
    const { answer } = await run(`
      const { AuthenticationClient } = require('auth0');
      const client = new AuthenticationClient({ domain: 'acme.auth0.com/status/403?' });
      answer(await client.getProfile('t').catch(({ name, statusCode }) => [name, statusCode]));`);
    assert.deepEqual(answer, ['APIError', 403]);
  });

  it('says what a call lacks', async () => {
    const { answer } = await ask(`getUser({}).catch(({ message }) => message)`);
    assert.equal(answer, 'The id parameter is required');
  });

  it('says where a token comes from', async () => {
    const { ending } = await run(CLIENT);
    assert.match(ending, /set `AUTH0_ACCESS_TOKEN` in the configuration/);
  });

  it('asks for a token with the credentials of an application', async () => {
    const { visits } = await run(`
      const { AuthenticationClient } = require('auth0');
      const client = new AuthenticationClient({ domain: 'acme.auth0.com', clientId: 'c', clientSecret: 's' });
      answer(await client.clientCredentialsGrant({ audience: 'a' }));`);
    assert.equal(visits[0]?.url, '/oauth/token');
    assert.deepEqual(JSON.parse(visits[0]?.body ?? ''), {
      grant_type: 'client_credentials',
      client_id: 'c',
      client_secret: 's',
      audience: 'a',
    });
  });
});
