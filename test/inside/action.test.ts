import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAction } from '../../runtime/inside/action.ts';
import type { ActionTools, Fields } from '../../runtime/inside/action-login.ts';

// biome-ignore lint/suspicious/noExplicitAny: what an Action is handed has no types of ours.
type Loose = any;
type Body = (event: Loose, api: Loose) => unknown;

interface Ended {
  readonly user: Fields;
  readonly context: Loose;
  /** What was stored: field, id, changes. */
  readonly stored: readonly unknown[];
  readonly error: (Error & { readonly code?: string }) | undefined;
  /** How often `done` was called. */
  readonly calls: number;
}

/** Runs an Action over a small login. */
async function run(body: Body | object, login: Fields = {}, more: Partial<ActionTools> = {}): Promise<Ended> {
  const stored: unknown[] = [];
  const update = (field: string) => async (id: string, changes: object) => stored.push([field, id, changes]);
  const users = { updateAppMetadata: update('app'), updateUserMetadata: update('user') };
  const tools = { require: noModule, users, global: {}, executedRules: new Set<string>(), ...more };
  const user = { user_id: 'auth0|1', email: 'ada@example.com', ...(login.user as Fields) };
  const context = {
    clientID: 'c1',
    protocol: 'oidc-basic-profile',
    request: { query: { scope: 'openid email' } },
    ...(login.context as Fields),
  };
  const module = typeof body === 'function' ? { onExecutePostLogin: body } : body;
  let calls = 0;
  let error: Ended['error'];
  const done = (given?: Error) => {
    calls++;
    error = given;
  };
  await runAction(module, user, context, { KEY: 'value' }, done, tools);
  return { user, context, stored, error, calls };
}

function noModule(name: string): never {
  throw new Error(`no module ${name}`);
}

/** What an Action sees. */
async function eventOf(login: Fields): Promise<Loose> {
  let seen: Loose;
  await run((event) => {
    seen = event;
  }, login);
  return seen;
}

describe('the event of an action', () => {
  it('has the names of actions for what a login says', async () => {
    const event = await eventOf({
      context: { clientName: 'App', connectionStrategy: 'auth0', stats: { loginsCount: 3 }, tenant: 'acme' },
    });
    assert.deepEqual(event.client, { client_id: 'c1', name: 'App', metadata: {} });
    assert.equal(event.connection.strategy, 'auth0');
    assert.deepEqual([event.stats, event.tenant], [{ logins_count: 3 }, { id: 'acme' }]);
  });

  it('always has metadata', async () => {
    const { user } = await eventOf({});
    assert.deepEqual([user.app_metadata, user.user_metadata], [{}, {}]);
  });

  it('writes places and moments its own way', async () => {
    const event = await eventOf({
      context: {
        request: { geoip: { country_code: 'DE', time_zone: 'Europe/Berlin' } },
        authentication: { methods: [{ name: 'pwd', timestamp: 0 }] },
      },
    });
    assert.deepEqual(event.request.geoip, { countryCode: 'DE', timeZone: 'Europe/Berlin' });
    assert.deepEqual(event.authentication.methods, [{ name: 'pwd', timestamp: '1970-01-01T00:00:00.000Z' }]);
  });

  it('has the words of the query as lists', async () => {
    const { transaction } = await eventOf({});
    assert.deepEqual([transaction.requested_scopes, transaction.prompt], [['openid', 'email'], []]);
  });

  it('names the protocol that a redirect interrupted', async () => {
    const context = { protocol: 'redirect-callback', original_protocol: 'samlp' };
    assert.equal((await eventOf({ context })).transaction.protocol, 'samlp');
  });

  it('shows no tokens of other providers', async () => {
    const { user } = await eventOf({ user: { identities: [{ provider: 'github', access_token: 'x' }] } });
    assert.deepEqual(user.identities, [{ provider: 'github' }]);
  });

  it('is a copy', async () => {
    const { user } = await run(
      (event) => {
        event.user.email = 'eve@example.com';
        event.user.app_metadata.role = 'admin';
      },
      { user: { app_metadata: { role: 'guest' } } },
    );
    assert.deepEqual([user.email, user.app_metadata], ['ada@example.com', { role: 'guest' }]);
  });

  it('has the configuration as secrets', async () =>
    assert.deepEqual((await eventOf({})).secrets, { KEY: 'value' }));
});

describe('the api of an action', () => {
  it('denies with its reason, and the first one counts', async () => {
    const { error, calls } = await run((_, api) => {
      api.access.deny('not today');
      api.access.deny('never');
    });
    assert.deepEqual(
      [error?.name, error?.message, error?.code, calls],
      ['UnauthorizedError', 'not today', 'access_denied', 1],
    );
  });

  it('sets claims', async () => {
    const { context } = await run((_, api) =>
      api.idToken.setCustomClaim('a', 1).accessToken.setCustomClaim('b', [2]),
    );
    assert.deepEqual([context.idToken, context.accessToken], [{ a: 1 }, { b: [2] }]);
  });

  it('sets a claim called __proto__ as any other', async () => {
    const { context } = await run((_, api) => api.idToken.setCustomClaim('__proto__', { admin: true }));
    assert.deepEqual([Object.keys(context.idToken), context.idToken.admin], [['__proto__'], undefined]);
  });

  it('takes away a claim that is set to nothing', async () => {
    const login = { context: { idToken: { a: 1 } } };
    assert.deepEqual(
      (await run((_, api) => api.idToken.setCustomClaim('a', null), login)).context.idToken,
      {},
    );
  });

  it('adds to and takes from the scopes that were asked for', async () => {
    const { context } = await run((_, api) => {
      api.accessToken.addScope('read:all');
      api.accessToken.removeScope('email');
    });
    assert.deepEqual(context.accessToken.scope, ['openid', 'read:all']);
  });

  it('does not let a claim replace the scopes', () =>
    assert.rejects(
      run((_, api) => api.accessToken.setCustomClaim('scope', 'admin')),
      /addScope/,
    ));

  it('asks for a second factor', async () => {
    const { context } = await run((_, api) => api.multifactor.enable('any', { allowRememberBrowser: false }));
    assert.deepEqual(context.multifactor, { provider: 'any', allowRememberBrowser: false });
  });

  it('knows the providers of second factors', () =>
    assert.rejects(
      run((_, api) => api.multifactor.enable('none')),
      /`none` is no provider/,
    ));

  it('asks for a factor of some kinds', async () => {
    const { context } = await run((_, api) =>
      api.authentication.challengeWith(
        { type: 'otp' },
        { additionalFactors: [{ type: 'phone', options: { preferredMethod: 'sms' } }] },
      ),
    );
    assert.deepEqual(context.multifactor.methods, ['totp', 'sms']);
  });

  it('cannot ask for one factor after another', () =>
    assert.rejects(
      run((_, api) => {
        api.authentication.challengeWith({ type: 'otp' });
        api.authentication.challengeWith({ type: 'email' });
      }),
      /only one challenge/,
    ));

  it('makes another user the primary one', async () => {
    const { context } = await run((_, api) => api.authentication.setPrimaryUser('auth0|2'));
    assert.equal(context.primaryUser, 'auth0|2');
  });

  it('stores changes of metadata at the end, one call a field', async () => {
    const { stored, user } = await run((_, api) => {
      api.user.setAppMetadata('plan', 'gold');
      api.user.setAppMetadata('trial', null);
      api.user.setUserMetadata('theme', 'dark');
    });
    assert.deepEqual(stored, [
      ['app', 'auth0|1', { plan: 'gold', trial: null }],
      ['user', 'auth0|1', { theme: 'dark' }],
    ]);
    assert.deepEqual(user.app_metadata, { plan: 'gold' });
  });

  it('stores changes of a login that it denies', async () => {
    const { stored, error } = await run((_, api) => {
      api.user.setAppMetadata('refused', true);
      api.access.deny('no');
    });
    assert.deepEqual([stored.length, error?.message], [1, 'no']);
  });

  it('sends people elsewhere with a query', async () => {
    const { context } = await run((_, api) =>
      api.redirect.sendUserTo('https://a.example/x?y=1#z', { query: { q: 'ä b' } }),
    );
    assert.equal(context.redirect.url, 'https://a.example/x?y=1&q=%C3%A4%20b#z');
  });

  it('knows when nobody can be sent elsewhere', async () => {
    const answers: boolean[] = [];
    const ask: Body = (_, api) => answers.push(api.redirect.canRedirect());
    await run(ask);
    await run(ask, { context: { protocol: 'oauth2-refresh-token' } });
    await run(ask, { context: { request: { query: { prompt: 'none' } } } });
    assert.deepEqual(answers, [true, false, false]);
  });

  it('hands metadata of the transaction to the next action', async () => {
    const { context } = await run((_, api) => api.transaction.setMetadata('a', 1));
    assert.deepEqual((await eventOf({ context })).transaction.metadata, { a: 1 });
  });

  it('writes the SAML response', async () => {
    const { context, user } = await run((_, api) => {
      api.samlResponse.setAudience('urn:a');
      api.samlResponse.setAttribute('https://a.example/role', ['x']);
    });
    assert.equal(context.samlConfiguration.audience, 'urn:a');
    assert.deepEqual(user[context.samlConfiguration.mappings['https://a.example/role']], ['x']);
  });

  it('knows which rules ran', async () => {
    const answers: boolean[] = [];
    const executedRules = new Set(['first']);
    await run(
      (_, api) => answers.push(api.rules.wasExecuted('first'), api.rules.wasExecuted('x')),
      {},
      { executedRules },
    );
    assert.deepEqual(answers, [true, false]);
  });

  it('says what it does not offer', async () => {
    await assert.rejects(
      run((_, api) => api.session.revoke('x')),
      /`api\.session\.revoke` is not available here/,
    );
    await assert.rejects(
      run((_, api) => api.authentication.recordMethod('x')),
      /not available here/,
    );
  });

  it('does nothing once the action has ended', async () => {
    let late: Loose;
    const { context } = await run((_, api) => {
      late = api;
    });
    assert.throws(() => late.idToken.setCustomClaim('a', 1), /after the action had ended/);
    assert.equal(context.idToken, undefined);
  });
});

describe('the cache of actions', () => {
  it('keeps texts for the next login', async () => {
    const global = {};
    await run((_, api) => api.cache.set('k', 'v'), {}, { global });
    let found: Loose;
    await run(
      (_, api) => {
        found = api.cache.get('k');
      },
      {},
      { global },
    );
    assert.equal(found.value, 'v');
  });

  it('forgets what is over, and what is deleted', async () => {
    const found: unknown[] = [];
    await run((_, api) => {
      api.cache.set('gone', 'v');
      api.cache.delete('gone');
      api.cache.set('old', 'v', { expires_at: Date.now() - 1 });
      found.push(api.cache.get('old'), api.cache.get('gone'));
    });
    assert.deepEqual(found, [undefined, undefined]);
  });

  it('takes twenty entries and short texts', async () => {
    const results: string[] = [];
    await run((_, api) => {
      for (let key = 0; key < 21; key++) results.push(api.cache.set(`k${key}`, 'v').type);
      results.push(api.cache.set('k0', 'x'.repeat(9000)).code);
    });
    assert.deepEqual(results.slice(19), ['success', 'error', 'CacheValueSizeExceeded']);
  });
});

describe('tokens of a redirect', () => {
  const signed: unknown[] = [];
  const library = {
    sign: (claims: object, secret: string, options: object) => {
      signed.push([claims, secret, options]);
      return 'token';
    },
    verify: () => ({ sub: 'auth0|1', state: 's', other: 1 }),
  };
  const tools = { require: () => library };
  const back = (state: string) => ({ context: { request: { query: { session_token: 'token', state } } } });

  it('are for the user, and short-lived', async () => {
    await run(
      (_, api) => api.redirect.encodeToken({ secret: 'x', payload: { a: 1, sub: 'eve' } }),
      {},
      tools,
    );
    assert.deepEqual(signed[0], [{ a: 1, sub: 'auth0|1' }, 'x', { algorithm: 'HS256', expiresIn: 900 }]);
  });

  it('come back with what is in them', async () => {
    let claims: Loose;
    await run(
      (_, api) => {
        claims = api.redirect.validateToken({ secret: 'x' });
      },
      back('s'),
      tools,
    );
    assert.equal(claims.other, 1);
  });

  it('of another login are refused', () =>
    assert.rejects(
      run((_, api) => api.redirect.validateToken({ secret: 'x' }), back('t'), tools),
      /another login/,
    ));
});

describe('running an action', () => {
  const continued = { context: { protocol: 'redirect-callback' } };
  const both = {
    onExecutePostLogin: (_: Loose, api: Loose) => api.idToken.setCustomClaim('way', 'execute'),
    onContinuePostLogin: (_: Loose, api: Loose) => api.idToken.setCustomClaim('way', 'continue'),
  };

  it('takes the way back when a redirect ends', async () => {
    assert.equal((await run(both, continued)).context.idToken.way, 'continue');
    assert.equal((await run(both)).context.idToken.way, 'execute');
  });

  it('waits for what is asynchronous', async () => {
    const { context, calls } = await run(async (_, api) => {
      await Promise.resolve();
      api.idToken.setCustomClaim('late', true);
    });
    assert.deepEqual([context.idToken, calls], [{ late: true }, 1]);
  });

  it('fails with what the action throws', () =>
    assert.rejects(
      run(() => {
        throw new TypeError('broken');
      }),
      /broken/,
    ));

  it('fails with what it rejects with', () =>
    assert.rejects(
      run(async () => Promise.reject(new Error('late'))),
      /late/,
    ));

  it('fails when changes cannot be stored', () => {
    const users = {
      updateAppMetadata: () => Promise.reject(new Error('no store')),
      updateUserMetadata: () => Promise.reject(new Error('no store')),
    };
    return assert.rejects(
      run((_, api) => api.user.setAppMetadata('a', 1), {}, { users }),
      /no store/,
    );
  });

  it('fails without an entry', () => assert.rejects(run({}), /onExecutePostLogin/));
});
