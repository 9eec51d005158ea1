import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginWith, NEXT, openTenant, telling } from './open-tenant.ts';

describe('the user', () => {
  const tenant = openTenant();
  const merged = { compatibility: { appMetadata: 'merged' } } as const;
  const staff = loginWith({
    user: { groups: ['external'], app_metadata: { groups: ['internal'], plan: 'pro' } },
  });

  it('has app_metadata and user_metadata only where there are some', async (test) => {
    const { idToken } = await tenant.run(test, [
      telling('[user.app_metadata === undefined, user.user_metadata === undefined]'),
    ]);
    assert.deepEqual(idToken.told, [true, true]);
  });

  it('can be given the metadata it lacks, as nearly every rule does', async (test) => {
    const { user } = await tenant.run(test, [
      `user.app_metadata = user.app_metadata || {}; user.app_metadata.roles = ['user']; ${NEXT}`,
      `user.app_metadata = user.app_metadata || {}; user.app_metadata.roles.push('admin'); ${NEXT}`,
    ]);
    assert.deepEqual(user.app_metadata, { roles: ['user', 'admin'] });
  });

  it('has its app_metadata at the root, too, over fields of the same name', async (test) => {
    const { idToken } = await tenant.run(test, [telling('[user.groups, user.plan]')], {
      ...merged,
      login: staff,
    });
    assert.deepEqual(idToken.told, [['internal'], 'pro']);
  });

  it('keeps what is merged at the root when it is deleted from app_metadata, and the other way round', async (test) => {
    const { idToken } = await tenant.run(
      test,
      [
        `delete user.app_metadata.plan; delete user.groups; ${NEXT}`,
        telling('[user.plan, user.app_metadata.plan, user.groups, user.app_metadata.groups]'),
      ],
      { ...merged, login: staff },
    );
    assert.deepEqual(idToken.told, ['pro', null, null, ['internal']]);
  });

  for (const app_metadata of [undefined, null, [], 'text', 5, {}]) {
    it(`is as it came with ${JSON.stringify(app_metadata)} as app_metadata`, async (test) => {
      const login = loginWith({ user: { app_metadata } });
      const { user } = await tenant.run(test, [NEXT], { ...merged, login });
      assert.deepEqual(user, JSON.parse(JSON.stringify(login.user)));
    });
  }

  it('loses the fields that rules delete, for later rules and in the report', async (test) => {
    const login = loginWith({ user: { nickname: 'a', dn: 'x' } });
    const { user, idToken } = await tenant.run(
      test,
      [`delete user.nickname; user.dn = undefined; ${NEXT}`, telling('[user.nickname, user.dn]')],
      { login },
    );
    assert.deepEqual([user, idToken.told], [loginWith({}).user, [null, null]]);
  });

  it('carries whatever the identity provider sent', async (test) => {
    const user = {
      identities: [
        {
          connection: 'google-oauth2',
          isSocial: true,
          provider: 'google-oauth2',
          user_id: '1',
          access_token: 't',
        },
        {
          connection: 'db',
          isSocial: false,
          provider: 'auth0',
          user_id: '2',
          profileData: { email: 'b@example.com' },
        },
      ],
      multifactor: ['guardian'],
      last_password_reset: '2020-01-01T00:00:00.000Z',
      phone_number: '+15550100',
      ldap_groups: ['CN=a,DC=b'],
      persistent: {},
      _id: 'x',
    };
    const login = loginWith({ user });
    const { idToken } = await tenant.run(test, [telling('user')], { login });
    assert.deepEqual(idToken.told, login.user);
  });

  it('is not stored by writing to it', async (test) => {
    const pipeline = await tenant.open(test, [
      `context.idToken.seen = user.user_metadata === undefined; user.user_metadata = { a: 1 }; ${NEXT}`,
    ]);
    await pipeline.run(loginWith({}));
    assert.equal((await pipeline.run(loginWith({}))).idToken.seen, true);
  });
});
