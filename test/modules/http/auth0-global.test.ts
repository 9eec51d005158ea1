import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('the global auth0', () => {
  const run = openRuleRoom();

  for (const [field, name] of [
    ['app_metadata', 'updateAppMetadata'],
    ['user_metadata', 'updateUserMetadata'],
  ] as const) {
    it(`has the host update ${field}`, async () => {
      const { answer, calls, visits } = await run(
        `auth0.users.${name}(user.user_id, { a: 1 }).then((updated) => answer(updated.id)).catch(callback);`,
      );
      assert.equal(answer, 'auth0|1');
      assert.deepEqual(calls, [
        { operation: 'users.update', payload: { id: 'auth0|1', field, changes: { a: 1 } } },
      ]);
      assert.equal(visits.length, 0);
    });
  }

  it('tells a callback', async () => {
    const { answer } = await run(
      `auth0.users.updateAppMetadata(user.user_id, {}, (error, updated) => answer([error, updated.field]));`,
    );
    assert.deepEqual(answer, [null, 'app_metadata']);
  });

  it('goes on in the background after the rule', async () => {
    const { calls } = await run(`auth0.users.updateAppMetadata(user.user_id, { a: 1 }); answer(1);`);
    assert.equal(calls.length, 1);
  });

  const facts = `answer([auth0.domain, auth0.baseUrl, typeof auth0.accessToken]);`;

  it("has a domain that is nobody's while none is set", async () => {
    const { answer } = await run(facts);
    assert.deepEqual(answer, [
      'auth0-domain-is-not-set.invalid',
      'https://auth0-domain-is-not-set.invalid/api/v2',
      'undefined',
    ]);
  });

  it('takes its domain and its token from the configuration', async () => {
    const configuration = { AUTH0_DOMAIN: 'login.example', AUTH0_ACCESS_TOKEN: 'token' };
    const { answer } = await run(facts, { configuration });
    assert.deepEqual(answer, ['login.example', 'https://login.example/api/v2', 'string']);
  });

  it('is what request needs for the management API', async () => {
    const { visits } = await run(
      `request.patch({
        url: auth0.baseUrl + '/users/' + user.user_id,
        headers: { Authorization: 'Bearer ' + auth0.accessToken },
        json: { email_verified: true },
      }, () => answer(1));`,
      { configuration: { AUTH0_DOMAIN: 'acme.auth0.com', AUTH0_ACCESS_TOKEN: 'token' } },
    );
    const { method, host, headers, body } = visits[0]!;
    assert.deepEqual(
      [method, host, headers.authorization, body],
      ['PATCH', 'acme.auth0.com', 'Bearer token', '{"email_verified":true}'],
    );
  });
});
