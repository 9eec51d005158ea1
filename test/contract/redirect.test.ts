import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openMemoryStore, type Report } from '../../runtime/index.ts';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { loginWith, NEXT, openTenant, telling } from './open-tenant.ts';

const AWAY = `context.redirect = { url: 'https://x.example/terms' }; ${NEXT}`;
const stateOf = (report: Report) => new URL(report.redirect?.url ?? '').searchParams.get('state');

describe('a redirect', () => {
  const tenant = openTenant();
  const urlAfter = async (test: TestContext, url: string) =>
    (await tenant.run(test, [`context.redirect = { url: '${url}' }; ${NEXT}`])).redirect?.url ?? '';

  it('is made after all rules, which may change or delete it', async (test) => {
    const changed = await tenant.run(test, [AWAY, `context.redirect.url += '?a=b'; ${NEXT}`]);
    assert.match(changed.redirect?.url ?? '', /^https:\/\/x\.example\/terms\?a=b&state=/);
    const dropped = await tenant.run(test, [AWAY, `delete context.redirect; ${NEXT}`]);
    assert.deepEqual([dropped.outcome, dropped.redirect], ['allow', null]);
  });

  it('is nothing against a later refusal', async (test) => {
    const { outcome, redirect } = await tenant.run(test, [AWAY, `callback(new UnauthorizedError('no'));`]);
    assert.deepEqual([outcome, redirect], ['deny', null]);
  });

  it('has its state in the query, before a fragment', async (test) => {
    assert.match(await urlAfter(test, 'https://x.example'), /^https:\/\/x\.example\/\?state=[\w.-]+$/);
    assert.match(await urlAfter(test, 'https://x.example/?a=1'), /\?a=1&state=[\w.-]+$/);
    assert.match(await urlAfter(test, 'https://x.example/#f'), /\?state=[\w.-]+#f$/);
  });

  it('has the state of the pipeline, whatever state the rule wrote', async (test) => {
    const url = new URL(await urlAfter(test, 'https://x.example/?state=mine'));
    assert.equal(url.searchParams.getAll('state').length, 1);
    assert.notEqual(url.searchParams.get('state'), 'mine');
  });

  it('is refused by a rule where it would be passed by with `prompt=none`', async (test) => {
    const login = loginWith({ context: { request: { query: { prompt: 'none' } } } });
    const { code, message } = await tenant.run(test, [AWAY], { login });
    assert.equal(code, 'interaction_required');
    assert.notEqual(message, null);
  });

  for (const protocol of [
    'oauth2-resource-owner',
    'oauth2-resource-owner-jwt-bearer',
    'oauth2-password',
    'oauth2-refresh-token',
    'delegation',
    'wstrust-usernamemixed',
  ]) {
    it(`needs interaction with ${protocol}`, async (test) => {
      const { outcome, code } = await tenant.run(test, [AWAY], {
        login: loginWith({ context: { protocol } }),
      });
      assert.deepEqual([outcome, code], ['deny', 'interaction_required']);
    });
  }

  for (const protocol of [
    'oidc-basic-profile',
    'oidc-implicit-profile',
    'oauth2-device-code',
    'samlp',
    'wsfed',
    undefined,
  ]) {
    it(`is made with ${protocol ?? 'no protocol'}, and the way back knows it`, async (test) => {
      const pipeline = await tenant.open(test, [
        `context.idToken.seen = [context.protocol, context.original_protocol]; ${AWAY}`,
      ]);
      const away = await pipeline.run(loginWith({ context: { protocol } }));
      assert.equal(away.outcome, 'redirect');
      const back = await pipeline.resume(stateOf(away));
      assert.deepEqual([back.outcome, back.idToken.seen], ['allow', ['redirect-callback', protocol ?? null]]);
    });
  }

  for (const falsy of ['undefined', 'null', 'false', '""', '0']) {
    it(`is none when a rule leaves ${falsy}`, async (test) => {
      assert.equal((await tenant.run(test, [`context.redirect = ${falsy}; ${NEXT}`])).outcome, 'allow');
    });
  }
});

describe('a login that comes back', () => {
  const tenant = openTenant();
  const FIRST = `if (context.protocol !== 'redirect-callback') { context.private = 1; context.idToken.first = 1; user.jti = 'j'; ${AWAY} return; }`;
  const backWith = async (test: TestContext, expression: string, answer: object = {}) => {
    const pipeline = await tenant.open(test, [`${FIRST} ${telling(expression)}`]);
    const back = await pipeline.resume(stateOf(await pipeline.run(LOGIN)), answer);
    assert.equal(back.outcome, 'allow', back.log.at(-1)?.text ?? '');
    return back.idToken;
  };

  it('runs all rules from the first, with the user as rules left it', async (test) => {
    assert.deepEqual(await backWith(test, '[user.jti, user.email]'), { told: ['j', 'ada@example.com'] });
  });

  it('has the context of the login, without what rules wrote into it', async (test) => {
    const told = await backWith(
      test,
      '[context.clientName, context.stats.loginsCount, context.request.ip, "private" in context, "redirect" in context]',
    );
    assert.deepEqual(told, { told: ['wiki', 3, '203.0.113.7', false, false] });
  });

  it('has the parameters of the way back in query and body', async (test) => {
    const answer = { query: { state: 's', session_token: 't' }, body: { answer: ['yes'] } };
    assert.deepEqual(await backWith(test, '[context.request.query, context.request.body]', answer), {
      told: [{ state: 's', session_token: 't', scope: 'openid profile' }, { answer: ['yes'] }],
    });
  });

  it('has an empty query and body where nothing came along', async (test) => {
    assert.deepEqual(await backWith(test, '[context.request.query, context.request.body]'), {
      told: [{ scope: 'openid profile' }, {}],
    });
  });

  it('has metadata that was stored meanwhile, and fields that rules made up', async (test) => {
    const store = openMemoryStore();
    const pipeline = await tenant.open(test, [`${FIRST} ${telling('[user.user_metadata, user.jti]')}`], {
      store,
    });
    const state = stateOf(await pipeline.run(LOGIN));
    const changes = { terms: 'v1' };
    await store.updateUser({ id: 'auth0|1', field: 'user_metadata', changes });
    assert.deepEqual((await pipeline.resume(state)).idToken.told, [{ terms: 'v1' }, 'j']);
  });

  it('can be refused, and its state has been used then', async (test) => {
    const pipeline = await tenant.open(test, [
      `if (context.protocol === 'redirect-callback') return callback(new UnauthorizedError('no')); ${AWAY}`,
    ]);
    const state = stateOf(await pipeline.run(LOGIN));
    assert.equal((await pipeline.resume(state)).outcome, 'deny');
    assert.equal((await pipeline.resume(state)).code, 'invalid_request');
  });
});
