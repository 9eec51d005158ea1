import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openMemoryStore } from '../../runtime/index.ts';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { loginWith, NEXT, openTenant, telling } from './open-tenant.ts';

const LOGIN_WITH_METADATA = loginWith({
  user: {
    app_metadata: { plan: 'pro', preferences: { color: 'red', size: 1 } },
    user_metadata: { lang: 'de' },
  },
});

describe('metadata that a rule stores', () => {
  const tenant = openTenant();
  const login = LOGIN_WITH_METADATA;
  /** What is stored after an update. */
  const after = (test: TestContext, changes: string, method = 'updateAppMetadata') =>
    tenant.value(
      test,
      `auth0.users.${method}(user.user_id, ${changes}).then((stored) => stored.app_metadata)`,
      {
        login,
      },
    );
  const errorOf = (test: TestContext, call: string) =>
    tenant.value(
      test,
      `new Promise((resolve) => ${call}).then((stored) => ({ stored }), (e) => [e instanceof Error, e.statusCode, e.message])`,
      { login },
    );

  it('is merged at its first level, where a value takes the place of the whole value before', async (test) => {
    assert.deepEqual(await after(test, `{ seen: 1, preferences: { color: 'blue' } }`), {
      plan: 'pro',
      preferences: { color: 'blue' },
      seen: 1,
    });
  });

  it('loses a field that is set to null', async (test) => {
    assert.deepEqual(await after(test, '{ preferences: null, nobody: null }'), { plan: 'pro' });
  });

  it('is cleared by an empty record', async (test) => assert.deepEqual(await after(test, '{}'), {}));

  it('keeps null and dates further down as JSON has them', async (test) => {
    assert.deepEqual(await after(test, '{ preferences: { color: null, at: new Date(0), run() {} } }'), {
      plan: 'pro',
      preferences: { color: null, at: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('does not change the user of this login', async (test) => {
    const { idToken, user } = await tenant.run(
      test,
      [
        `auth0.users.updateAppMetadata(user.user_id, { plan: 'free' }).then(function () { ${NEXT} }).catch(callback);`,
        telling('user.app_metadata.plan'),
      ],
      { login },
    );
    assert.deepEqual([idToken.told, user], ['pro', login.user]);
  });

  it('is told to a callback as well as by a promise', async (test) => {
    const told = await tenant.value(
      test,
      `new Promise((resolve) => auth0.users.updateUserMetadata(user.user_id, { lang: 'en' }, function (error, stored) { resolve([error, stored.user_id, stored.user_metadata]); }))`,
      { login },
    );
    assert.deepEqual(told, [null, 'auth0|1', { lang: 'en' }]);
  });

  for (const key of [
    ...['__tenant', '_id', 'blocked', 'clientID', 'created_at', 'email', 'email_verified', 'globalClientID'],
    ...['global_client_id', 'identities', 'lastIP', 'lastLogin', 'loginsCount', 'metadata', 'multifactor'],
    ...['multifactor_last_modified', 'updated_at', 'user_id'],
  ]) {
    it(`cannot be \`${key}\` in app_metadata, but in user_metadata`, async (test) => {
      const app = `auth0.users.updateAppMetadata(user.user_id, { '${key}': 1 })`;
      const [isError, status, message] = (await errorOf(test, `resolve(${app})`)) as unknown[];
      assert.deepEqual([isError, status], [true, 400]);
      assert.match(String(message), new RegExp(`\`${key}\``));
      assert.deepEqual(
        await tenant.value(
          test,
          `auth0.users.updateUserMetadata(user.user_id, { '${key}': 1 }).then((u) => u.user_metadata)`,
        ),
        { [key]: 1 },
      );
    });
  }

  for (const key of ['a.b', '$a', 'a$b', '.']) {
    it(`cannot have ${key} for a name, at any level`, async (test) => {
      for (const changes of [`{ '${key}': 1 }`, `{ a: { '${key}': 1 } }`, `{ a: [{ '${key}': 1 }] }`]) {
        const call = `resolve(auth0.users.updateUserMetadata(user.user_id, ${changes}))`;
        assert.deepEqual(((await errorOf(test, call)) as unknown[]).slice(0, 2), [true, 500]);
      }
    });
  }

  for (const changes of ['undefined', 'null', '"text"', '5', '[]', 'user.nobody']) {
    it(`is not cleared by ${changes}, which is a mistake`, async (test) => {
      const call = `auth0.users.updateAppMetadata(user.user_id, ${changes}`;
      assert.deepEqual(((await errorOf(test, `resolve(${call}))`)) as unknown[]).slice(0, 2), [true, 400]);
      const toCallback = `${call}, function (error) { resolve(Promise.reject(error)); })`;
      assert.deepEqual(((await errorOf(test, toCallback)) as unknown[]).slice(0, 2), [true, 400]);
    });
  }

  it('needs somebody whose it is', async (test) => {
    for (const id of ['undefined', 'null', '""', '5', '{}']) {
      const call = `resolve(auth0.users.updateAppMetadata(${id}, { a: 1 }))`;
      assert.deepEqual(((await errorOf(test, call)) as unknown[]).slice(0, 2), [true, 400], id);
    }
  });

  it('can be that of another person, as linking rules have it', async (test) => {
    const told = await tenant.value(test, `auth0.users.updateUserMetadata('auth0|2', { a: 1 })`, { login });
    assert.deepEqual(told, { user_id: 'auth0|2', user_metadata: { a: 1 } });
  });

  it('is stored even if the login is refused afterwards, and the report tells', async (test) => {
    const store = openMemoryStore();
    const rule = `auth0.users.updateAppMetadata(user.user_id, { tries: 1 }).then(function () { callback(new UnauthorizedError('no')); });`;
    const { outcome, effects } = await tenant.run(test, [rule], { store });
    assert.deepEqual(
      [outcome, effects.map(({ effect }) => effect), (await store.getUser('auth0|1'))?.app_metadata?.fields],
      ['deny', ['update_user', 'deny'], { tries: 1 }],
    );
  });

  it('is stored when nobody waits for it', async (test) => {
    const store = openMemoryStore();
    const pipeline = await tenant.open(
      test,
      [`if (!user.app_metadata) auth0.users.updateAppMetadata(user.user_id, { tries: 1 }); ${NEXT}`],
      { store },
    );
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    while ((await store.getUser('auth0|1')) === null) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual((await store.getUser('auth0|1'))?.app_metadata?.fields, { tries: 1 });
  });
});
