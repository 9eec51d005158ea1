import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { PipelineOptions, Report, Step } from '../../runtime/index.ts';
import { policyOf } from './compiled-policy.ts';
import { LOGIN, openSteps, ruleOf } from './javascript-rule.ts';

const NEXT = 'callback(null, user, context);';

async function run(
  test: TestContext,
  steps: readonly Step[],
  { login = LOGIN, trace = false, ...options }: PipelineOptions & { login?: unknown; trace?: boolean } = {},
): Promise<Report> {
  const pipeline = await openSteps(test, steps, options);
  return pipeline.run(login, { trace });
}

describe('policies and rules in JavaScript in one pipeline', () => {
  it('run in their order, each seeing what those before left', async (test) => {
    const policy = (id: string, body: string) => policyOf([{ id: `${id}-rule`, body }], { id });
    const report = await run(test, [
      policy('first', `setProfile(user, 'path', 'a'); ${NEXT}`),
      ruleOf(`user.path += 'b'; context.idToken.from = user.path; ${NEXT}`, { id: 'second' }),
      policy(
        'third',
        `setClaim(context, ['id_token'], 'seen', user.path); setProfile(user, 'path', user.path + 'c'); ${NEXT}`,
      ),
      ruleOf(`user.path += 'd'; ${NEXT}`, { id: 'fourth' }),
      ruleOf(`user.path += 'e'; ${NEXT}`, { id: 'fifth' }),
    ]);
    assert.equal(report.outcome, 'allow');
    assert.equal(report.user.path, 'abcde');
    assert.deepEqual(report.idToken, { from: 'ab', seen: 'ab' });
    assert.deepEqual(
      report.effects.map(({ rule, effect }) => `${rule} ${effect}`),
      [
        'first-rule set_profile',
        'second set_claim',
        'second set_profile',
        'third-rule set_claim',
        'third-rule set_profile',
        'fourth set_profile',
        'fifth set_profile',
      ],
    );
  });

  it('end with the first refusal, whoever makes it', async (test) => {
    const refuse = ruleOf(`callback(new UnauthorizedError('No entry.'));`, { id: 'refuse' });
    const grant = policyOf([{ id: 'grant', body: `setClaim(context, ['id_token'], 'x', 1); ${NEXT}` }]);
    const report = await run(test, [grant, refuse, grant], { trace: true });
    assert.deepEqual(
      [report.outcome, report.policy, report.by, report.message, report.code],
      ['deny', 'rules/refuse.js', 'refuse', 'No entry.', 'unauthorized'],
    );
    assert.deepEqual(
      [report.idToken, report.trace?.map(({ result }) => result)],
      [{}, ['applied', 'applied', 'not reached']],
    );
  });

  it('refuse with `access_denied` and its message when a rule calls back with any other error', async (test) => {
    const { outcome, code, message } = await run(test, [
      ruleOf(`callback(new Error('the directory is down'));`),
    ]);
    assert.deepEqual([outcome, code, message], ['deny', 'access_denied', 'the directory is down']);
  });

  it('fail when a rule throws, and nobody who signs in learns why', async (test) => {
    const { outcome, code, message, log } = await run(test, [ruleOf(`null.secret; ${NEXT}`)]);
    assert.deepEqual([outcome, code], ['failure', 'policy_error']);
    assert.doesNotMatch(message ?? '', /secret/);
    assert.match(log.at(-1)?.text ?? '', /secret/);
  });

  it('go on without a rule that may fail, as if it had not been there', async (test) => {
    const report = await run(test, [
      ruleOf(`context.idToken.half = 1; user.half = 1; null.x; ${NEXT}`, {
        id: 'may-fail',
        ifItFails: 'continue',
      }),
      ruleOf(`context.idToken.whole = user.half === undefined; ${NEXT}`, { id: 'after' }),
    ]);
    assert.deepEqual([report.outcome, report.idToken], ['allow', { whole: true }]);
    assert.equal(report.effects[0]?.effect, 'fail');
  });

  it('go on without a rule that may fail and calls back with an error, but not past a refusal', async (test) => {
    const may = { ifItFails: 'continue' } as const;
    const error = await run(test, [ruleOf(`callback(new Error('x'));`, may), ruleOf(NEXT, { id: 'after' })]);
    const refusal = await run(test, [ruleOf(`callback(new UnauthorizedError('x'));`, may)]);
    assert.deepEqual([error.outcome, refusal.outcome], ['allow', 'deny']);
  });

  it('only tell what a report-only rule would have done', async (test) => {
    const report = await run(test, [
      ruleOf(`user.x = 1; context.idToken.x = 1; callback(new UnauthorizedError('No.'));`, {
        id: 'would',
        mode: 'report-only',
      }),
      ruleOf(`context.idToken.x = 1; ${NEXT}`, { id: 'would-set', mode: 'report-only' }),
      ruleOf(`for (;;) {}`, { id: 'would-hang', mode: 'report-only' }),
      ruleOf(`context.idToken.clean = user.x === undefined && context.idToken.x === undefined; ${NEXT}`, {
        id: 'real',
      }),
    ]);
    assert.deepEqual([report.outcome, report.idToken], ['allow', { clean: true }]);
    assert.deepEqual(
      report.wouldHave.map(({ rule, effect }) => `${rule} ${effect}`),
      ['would deny', 'would-set set_claim', 'would-hang fail'],
    );
  });

  it('are out of reach of what a report-only rule does to its surroundings', async (test) => {
    const report = await run(test, [
      ruleOf(`String.prototype.endsWith = () => true; ${NEXT}`, { id: 'would', mode: 'report-only' }),
      ruleOf(
        `if (!user.email.endsWith('@acme.example')) return callback(new UnauthorizedError('No.')); ${NEXT}`,
        { id: 'real' },
      ),
    ]);
    assert.equal(report.outcome, 'deny');
  });

  it('leave out what is disabled', async (test) => {
    const off = ruleOf(`callback(new Error('x'));`, { mode: 'disabled' });
    const report = await run(test, [off], { trace: true });
    assert.deepEqual([report.outcome, report.trace?.[0]?.result], ['allow', 'off']);
  });

  it('keep fields that nobody knows, and tell of them', async (test) => {
    const report = await run(test, [
      ruleOf(`context._private = { a: [1] }; ${NEXT}`, { id: 'sets' }),
      ruleOf(`context.idToken.seen = context._private.a[0]; ${NEXT}`, { id: 'reads' }),
    ]);
    assert.deepEqual([report.idToken, report.context._private], [{ seen: 1 }, { a: [1] }]);
    assert.deepEqual(report.effects[0], {
      policy: 'rules/sets.js',
      rule: 'sets',
      effect: 'set_context',
      name: '_private',
      value: { a: [1] },
    });
  });

  it('know the primary account that a rule linked', async (test) => {
    const { primaryUser } = await run(test, [ruleOf(`context.primaryUser = 'auth0|9'; ${NEXT}`)]);
    assert.equal(primaryUser, 'auth0|9');
  });
});

describe('what rules in JavaScript cannot change for policies', () => {
  const readBack = policyOf([
    {
      id: 'reads',
      body: `setClaim(context, ['id_token'], 'app', context.clientName); setClaim(context, ['id_token'], 'id', user.user_id); ${NEXT}`,
    },
  ]);

  it('is how somebody signed in', async (test) => {
    const report = await run(
      test,
      [
        ruleOf(`context.clientName = 'other'; context.protocol = 'x'; delete context.stats; ${NEXT}`),
        readBack,
      ],
      { trace: true },
    );
    assert.deepEqual([report.idToken.app, report.context.clientName], ['wiki', 'wiki']);
    assert.match(report.trace?.[0]?.remarks?.join() ?? '', /context\.clientName/);
  });

  it('is who signed in, except by linking', async (test) => {
    const impostor = await run(test, [ruleOf(`user.user_id = 'auth0|admin'; ${NEXT}`), readBack]);
    const linked = await run(test, [
      ruleOf(
        `context.primaryUser = 'auth0|9'; callback(null, { user_id: 'auth0|9', email: 'x@example.com' }, context);`,
      ),
      readBack,
    ]);
    assert.deepEqual(
      [impostor.idToken.id, linked.idToken.id, linked.user.email],
      ['auth0|1', 'auth0|9', 'x@example.com'],
    );
  });

  it('is what policies know of their own run', async (test) => {
    const report = await run(test, [
      ruleOf(`context.lintel = { admitted: { p: 'x' } }; ${NEXT}`),
      policyOf(
        [
          {
            id: 'asks',
            body: `if (isAdmitted(context, 'p')) setClaim(context, ['id_token'], 'in', 1); ${NEXT}`,
          },
        ],
        { id: 'p' },
      ),
    ]);
    assert.deepEqual(report.idToken, {});
  });
});

describe('a second factor', () => {
  const demand = policyOf([
    {
      id: 'demands',
      body: `requireMfa(context, { provider: 'any', methods: ['passkey'], allowRememberBrowser: false, by: 'demands' }); ${NEXT}`,
    },
  ]);

  it('can be asked for by a rule in JavaScript', async (test) => {
    const { outcome, by, multifactor } = await run(test, [
      ruleOf(`context.multifactor = { provider: 'any', allowRememberBrowser: false }; ${NEXT}`, {
        id: 'asks',
      }),
    ]);
    assert.deepEqual(
      [outcome, by, multifactor],
      ['challenge', 'asks', { provider: 'any', allowRememberBrowser: false, by: 'asks' }],
    );
  });

  it('can be taken back by a later rule in JavaScript, as ever', async (test) => {
    const { outcome } = await run(test, [
      ruleOf(`context.multifactor = { provider: 'any' }; ${NEXT}`, { id: 'asks' }),
      ruleOf(`delete context.multifactor; ${NEXT}`, { id: 'drops' }),
    ]);
    assert.equal(outcome, 'allow');
  });

  it('that a policy demands is not taken back nor weakened by a rule in JavaScript', async (test) => {
    for (const body of ['delete context.multifactor;', `context.multifactor = { provider: 'any' };`]) {
      const { outcome, multifactor } = await run(test, [demand, ruleOf(`${body} ${NEXT}`)]);
      assert.deepEqual(
        [outcome, multifactor?.methods, multifactor?.allowRememberBrowser],
        ['challenge', ['passkey'], false],
      );
    }
  });

  it('reads the older spelling, and hands the provider its keys without telling the trace', async (test) => {
    const report = await run(
      test,
      [
        ruleOf(
          `context.multifactor = { provider: 'duo', ikey: 'i', skey: 'top-secret', host: 'h', ignoreCookie: true }; ${NEXT}`,
        ),
      ],
      { trace: true },
    );
    assert.equal(report.multifactor?.allowRememberBrowser, false);
    assert.equal(report.multifactor?.providerOptions?.skey, 'top-secret');
    assert.doesNotMatch(JSON.stringify([report.trace, report.effects, report.log]), /top-secret/);
  });
});

describe('a login that a rule sends elsewhere', () => {
  const consent = ruleOf(
    `if (context.protocol === 'redirect-callback') {
       if (context.request.query.answer !== 'yes') return callback(new UnauthorizedError('No consent.'));
       context.idToken.was = [user.jti, context.original_protocol, context.request.query.scope, context.request.body.more];
       return callback(null, user, context);
     }
     user.jti = 'j1';
     context.redirect = { url: 'https://consent.example.com/terms?lang=en' };
     callback(null, user, context);`,
    { id: 'consent' },
  );
  const stateOf = (report: Report) => new URL(report.redirect?.url ?? '').searchParams.get('state');

  it('goes with a state, after all rules have run', async (test) => {
    const report = await run(test, [consent, ruleOf(`context.idToken.after = 1; ${NEXT}`, { id: 'after' })]);
    assert.deepEqual([report.outcome, report.by], ['redirect', 'consent']);
    assert.match(
      report.redirect?.url ?? '',
      /^https:\/\/consent\.example\.com\/terms\?lang=en&state=[\w.-]+$/,
    );
    assert.deepEqual(report.idToken, { after: 1 });
  });

  it('comes back once, to all rules again', async (test) => {
    const pipeline = await openSteps(test, [consent]);
    const state = stateOf(await pipeline.run(LOGIN));
    const report = await pipeline.resume(state, {
      query: { answer: 'yes', scope: 'admin' },
      body: { more: 'm' },
    });
    assert.deepEqual(report.idToken.was, ['j1', 'oidc-basic-profile', 'openid profile', 'm']);
    assert.deepEqual(report.scopes, ['openid', 'profile']);
    const again = await pipeline.resume(state, { query: { answer: 'yes' } });
    assert.deepEqual([again.outcome, again.code], ['failure', 'invalid_request']);
  });

  it('comes back with what the person has proved meanwhile', async (test) => {
    const both = ruleOf(
      `const methods = (context.authentication || {}).methods || [];
       if (!methods.some(({ name }) => name === 'mfa')) context.multifactor = { provider: 'any' };
       context.redirect = { url: 'https://consent.example.com/' };
       ${NEXT}`,
    );
    const pipeline = await openSteps(test, [both]);
    const first = await pipeline.run(LOGIN);
    const methods = [{ name: 'mfa', timestamp: Date.now() }];
    const second = await pipeline.resume(stateOf(first), { methods });
    assert.deepEqual([first.outcome, second.outcome], ['challenge', 'allow']);
  });

  it('does not come back with a state that is changed, of another pipeline, or too old', async (test) => {
    const pipeline = await openSteps(test, [consent]);
    const other = await openSteps(test, [consent]);
    const short = await openSteps(test, [consent], { redirects: { lasts: 0 } });
    const state = stateOf(await pipeline.run(LOGIN));
    const codes = await Promise.all([
      pipeline.resume(`${state}x`),
      pipeline.resume(`x${state}`),
      pipeline.resume(null),
      pipeline.resume('.'),
      other.resume(state),
      short.resume(stateOf(await short.run(LOGIN))),
    ]);
    assert.deepEqual(
      codes.map(({ code }) => code),
      Array(6).fill('invalid_request'),
    );
  });

  it('is sent elsewhere only once', async (test) => {
    const eager = ruleOf(`context.redirect = { url: 'https://x.example/' }; ${NEXT}`);
    const pipeline = await openSteps(test, [eager]);
    const report = await pipeline.resume(stateOf(await pipeline.run(LOGIN)));
    assert.deepEqual([report.outcome, report.redirect], ['allow', null]);
  });

  for (const [name, context] of Object.entries({
    'a refresh': { protocol: 'oauth2-refresh-token' },
    'a password at the token endpoint': { protocol: 'oauth2-password' },
    'a silent login': { protocol: 'oidc-basic-profile', request: { query: { prompt: 'none' } } },
  })) {
    it(`is refused where there is no browser: ${name}`, async (test) => {
      const report = await run(test, [consent], { login: { user: {}, context } });
      assert.deepEqual(
        [report.outcome, report.code, report.redirect],
        ['deny', 'interaction_required', null],
      );
    });
  }

  it('is not let in when the address is missing or no address', async (test) => {
    for (const url of ['undefined', '""', '"/relative"', '"javascript:alert(1)"']) {
      const report = await run(test, [ruleOf(`context.redirect = { url: ${url} }; ${NEXT}`)]);
      assert.equal(report.outcome, 'failure');
    }
  });
});

describe('the merged app_metadata of Auth0', () => {
  const merged = { compatibility: { appMetadata: 'merged' } } as const;
  const login = (app_metadata: object) => ({
    ...LOGIN,
    user: { ...LOGIN.user, groups: ['external'], app_metadata },
  });
  const show = ruleOf(`context.idToken.seen = [user.groups, user.user_id]; ${NEXT}`);

  it('stands at the root of the user, over fields of the same name, but never over who it is', async (test) => {
    const report = await run(test, [show], {
      ...merged,
      login: login({ groups: ['internal'], user_id: 'evil' }),
    });
    assert.deepEqual(report.idToken.seen, [['internal'], 'auth0|1']);
  });

  it('stays where it is unless asked for', async (test) => {
    const report = await run(test, [show], { login: login({ groups: ['internal'] }) });
    assert.deepEqual(report.idToken.seen, [['external'], 'auth0|1']);
  });
});
