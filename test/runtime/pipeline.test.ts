import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createPipeline, type Report } from '../../runtime/index.ts';
import { DENY, type HandRule, LOGIN, NEXT, open, pipelineOf, policyOf } from './compiled-policy.ts';

const SET_CLAIM = `setClaim(context, ['id_token', 'access_token'], 'role', 'reader'); ${NEXT}`;
const DEMAND = `requireMfa(context, { provider: 'any', methods: ['totp'], allowRememberBrowser: false, by: 'mfa' }); ${NEXT}`;

/** The report of `LOGIN` after rules whose bodies are given, named `first`, `second` … */
async function reportOf(test: TestContext, ...bodies: readonly string[]): Promise<Report> {
  const names = ['first', 'second', 'third'];
  const pipeline = await pipelineOf(
    test,
    bodies.map((body, index) => ({ id: names[index] ?? 'rule', body })),
  );
  return pipeline.run(LOGIN);
}

describe('outcome', () => {
  it('is allow without rules', async (test) => {
    const { outcome, by, user, scopes, trace } = await reportOf(test);
    assert.deepEqual(
      { outcome, by, user, scopes, trace },
      { outcome: 'allow', by: null, user: LOGIN.user, scopes: ['openid', 'profile'], trace: null },
    );
  });

  it('is about another account only where its id has a letter', async (test) => {
    const pipeline = await pipelineOf(test, [{ id: 'first', body: NEXT }]);
    for (const [primaryUser, told] of [
      ['', null],
      ['auth0|9', 'auth0|9'],
    ]) {
      const login = { ...LOGIN, context: { ...LOGIN.context, primaryUser } };
      assert.equal((await pipeline.run(login)).primaryUser, told);
      assert.equal((await pipeline.decide(login)).primaryUser, told);
    }
  });

  it('is deny at the first denial, with its message and code', async (test) => {
    const { outcome, by, policy, message, code } = await reportOf(test, NEXT, DENY, 'throw 1');
    assert.deepEqual(
      { outcome, by, policy, message, code },
      { outcome: 'deny', by: 'second', policy: 'policy', message: 'No entry.', code: 'unauthorized' },
    );
  });

  it('is challenge when a second factor is demanded, and names who demanded it', async (test) => {
    const pipeline = await pipelineOf(test, [{ id: 'mfa', body: DEMAND }]);
    const { outcome, by, policy, multifactor, context } = await pipeline.run(LOGIN);
    assert.deepEqual({ outcome, by, policy }, { outcome: 'challenge', by: 'mfa', policy: 'policy' });
    assert.deepEqual(multifactor, {
      provider: 'any',
      methods: ['totp'],
      allowRememberBrowser: false,
      by: 'mfa',
    });
    assert.deepEqual(context.multifactor, multifactor);
  });

  it('is redirect when a rule sends the browser elsewhere, after any second factor', async (test) => {
    const redirect = `context.redirect = { url: 'https://terms.example' }; ${NEXT}`;
    const report = await reportOf(test, redirect);
    assert.deepEqual([report.outcome, report.by], ['redirect', 'first']);
    assert.match(report.redirect?.url ?? '', /^https:\/\/terms\.example\/\?state=/);
    const both = await reportOf(test, redirect, DEMAND);
    assert.equal(both.outcome, 'challenge');
    assert.match(both.redirect?.url ?? '', /^https:\/\/terms\.example\/\?state=/);
  });

  it('names who admitted under `default: deny`', async (test) => {
    const rules = [
      { id: 'staff', body: `admit(context, 'policy', 'staff'); ${NEXT}` },
      { id: 'default', body: `if (!isAdmitted(context, 'policy')) return ${DENY} ${NEXT}` },
    ];
    const admitted = await (await pipelineOf(test, rules)).run(LOGIN);
    assert.deepEqual([admitted.outcome, admitted.by, admitted.policy], ['allow', 'staff', 'policy']);
    const refused = await (await pipelineOf(test, rules.slice(1))).run(LOGIN);
    assert.deepEqual([refused.outcome, refused.by], ['deny', 'default']);
  });

  it('is reached through all policies in their order', async (test) => {
    const claim = (value: string) => `setClaim(context, ['id_token'], 'last', '${value}'); ${NEXT}`;
    const pipeline = await open(test, [
      policyOf([{ id: 'rule', body: claim('one') }], { id: 'one' }),
      policyOf([{ id: 'rule', body: claim('two') }], { id: 'two' }),
    ]);
    const { idToken, effects } = await pipeline.run(LOGIN);
    assert.deepEqual(idToken, { last: 'two' });
    assert.deepEqual(
      effects.map(({ policy }) => policy),
      ['one', 'two'],
    );
  });
});

describe('a failing rule', () => {
  const failing: Record<string, string> = {
    'throws an error': "throw new Error('secret detail')",
    'throws nothing': 'throw undefined',
    'throws what throws when shown': 'throw { get name() { throw 1; } }',
    'never calls back': 'return;',
    'calls back later': `Promise.resolve().then(() => { ${NEXT} });`,
    'calls back with another error': "callback(new Error('secret detail'))",
    'calls back with a text': "callback('secret detail')",
    'calls back with a look-alike of a denial':
      "callback({ name: 'UnauthorizedError', message: 'secret detail' })",
    'calls back with what cannot be read': 'callback({ get name() { throw 1; } })',
    'calls back, then throws': `${NEXT} throw new Error('secret detail')`,
    'leaves a claim that is no data': `context.idToken.self = context.idToken; ${NEXT}`,
    'leaves a big integer': `context.idToken.big = 1n; ${NEXT}`,
  };
  for (const [what, body] of Object.entries(failing)) {
    it(`fails the login when it ${what}`, async (test) => {
      const report = await reportOf(test, `${SET_CLAIM.replace(NEXT, DEMAND)}`, body);
      assert.deepEqual([report.outcome, report.by, report.code], ['failure', 'second', 'policy_error']);
      const { idToken, accessToken, saml, scopes, multifactor } = report;
      const nothing = { idToken: {}, accessToken: {}, saml: {}, scopes: [], multifactor: null };
      assert.deepEqual({ idToken, accessToken, saml, scopes, multifactor }, nothing);
      assert.doesNotMatch(String(report.message), /secret|first|second|TypeError/);
      assert.equal(report.log.at(-1)?.rule, 'second');
    });
  }

  it('says in the log what it threw', async (test) => {
    const { log } = await reportOf(test, "throw new TypeError('x is not a function')");
    assert.deepEqual(log, [
      { level: 'warning', policy: 'policy', rule: 'first', text: 'TypeError: x is not a function' },
    ]);
  });
});

describe('the callback', () => {
  it('counts once: a later success does not undo a denial', async (test) => {
    assert.equal((await reportOf(test, `${DENY} ${NEXT}`)).outcome, 'deny');
  });

  it('counts once: a denial stays one when the rule throws after it', async (test) => {
    assert.equal((await reportOf(test, `${DENY} throw 1`)).outcome, 'deny');
  });

  it('may hand on other objects, and nothing at all', async (test) => {
    const report = await reportOf(
      test,
      "callback(null, { ...user, seen: true }, { ...context, lintel: { log: 'forged' } });",
      `setClaim(context, ['id_token'], 'seen', user.seen); callback();`,
    );
    assert.deepEqual([report.outcome, report.idToken, report.user.seen], ['allow', { seen: true }, true]);
  });
});

describe('what a refusal leaves', () => {
  for (const [outcome, body] of [
    ['deny', DENY],
    ['failure', 'throw 1'],
  ] as const) {
    it(`is nothing but log lines, with ${outcome}`, async (test) => {
      const grant = `setClaim(context, ['id_token', 'saml'], 'a', 1); addScopes(context, ['b']); setProfile(user, 'c', 2);
        limitSession(context, 60, undefined); logLine(context, 'info', 'first', 'was here'); ${NEXT}`;
      const report = await reportOf(test, grant, body);
      const { idToken, saml, scopes, session, user, effects } = report;
      assert.deepEqual(
        { idToken, saml, scopes, session },
        { idToken: {}, saml: {}, scopes: [], session: null },
      );
      assert.deepEqual(user, LOGIN.user);
      assert.deepEqual(report.context, { ...LOGIN.context, idToken: {}, accessToken: {} });
      assert.deepEqual(
        effects.map(({ effect }) => effect).filter((effect) => effect !== 'deny'),
        ['log'],
      );
      assert.equal(report.log[0]?.text, 'was here');
    });
  }
});

describe('effects', () => {
  it('say in order what each rule did, with what was there before', async (test) => {
    const { effects } = await reportOf(
      test,
      `setClaim(context, ['id_token'], 'role', 'reader'); logLine(context, 'warning', 'first', 'look'); ${NEXT}`,
      `addToClaim(context, ['id_token'], 'role', 'writer'); removeScopes(context, ['profile']); ${NEXT}`,
      `removeClaim(context, ['id_token'], 'role'); limitSession(context, 3600, undefined); ${NEXT}`,
    );
    const by = (rule: string) => ({ policy: 'policy', rule });
    assert.deepEqual(effects, [
      { ...by('first'), effect: 'set_claim', token: 'id_token', name: 'role', value: 'reader' },
      { ...by('first'), effect: 'log', level: 'warning', text: 'look' },
      {
        ...by('second'),
        effect: 'set_claim',
        token: 'id_token',
        name: 'role',
        before: 'reader',
        value: ['reader', 'writer'],
      },
      { ...by('second'), effect: 'set_scopes', before: ['openid', 'profile'], scopes: ['openid'] },
      {
        ...by('third'),
        effect: 'remove_claim',
        token: 'id_token',
        name: 'role',
        before: ['reader', 'writer'],
      },
      { ...by('third'), effect: 'limit_session', before: null, session: { lasts: 3600 } },
    ]);
  });

  it('name the rule that changed the profile, however deep', async (test) => {
    const { effects, user } = await reportOf(
      test,
      `setProfile(user, 'department', 'HR'); ${NEXT}`,
      `user.groups.push('Staff'); ${NEXT}`,
      `setProfile(user, 'email', undefined); ${NEXT}`,
    );
    assert.deepEqual(user, { groups: ['HR Team', 'Staff'], department: 'HR' });
    assert.deepEqual(
      effects.map(({ rule, effect }) => [rule, effect]),
      [
        ['first', 'set_profile'],
        ['second', 'set_profile'],
        ['third', 'remove_profile'],
      ],
    );
  });

  it('hold claims and scopes apart', async (test) => {
    const { accessToken, scopes, context } = await reportOf(
      test,
      SET_CLAIM,
      `addScopes(context, ['read:hr']); ${NEXT}`,
    );
    assert.deepEqual([accessToken, scopes], [{ role: 'reader' }, ['openid', 'profile', 'read:hr']]);
    assert.deepEqual(context.accessToken, { role: 'reader', scope: ['openid', 'profile', 'read:hr'] });
  });

  it('keep a claim whose name JavaScript knows', async (test) => {
    const body = `setClaim(context, ['id_token'], 'constructor', 'a'); setClaim(context, ['id_token'], 'toString', 'b'); ${NEXT}`;
    const { idToken, outcome } = await reportOf(test, body);
    assert.deepEqual([outcome, idToken], ['allow', { constructor: 'a', toString: 'b' }]);
  });
});

describe('modes', () => {
  const claim = `setClaim(context, ['id_token'], 'a', user.email); setProfile(user, 'email', 'x'); `;
  const reporting: readonly HandRule[] = [
    { id: 'grants', mode: 'report-only', body: `${claim} stop(context, 'policy'); ${NEXT}` },
    { id: 'refuses', mode: 'report-only', body: `${claim} ${DENY}` },
    { id: 'fails', mode: 'report-only', body: 'throw new Error("broken")' },
  ];

  it('leave no trace of a report-only rule but what it would have done', async (test) => {
    const { wouldHave, ...report } = await (await pipelineOf(test, reporting)).run(LOGIN);
    const { wouldHave: nothing, ...without } = await (await pipelineOf(test, [])).run(LOGIN);
    assert.deepEqual(report, without);
    assert.deepEqual(nothing, []);
    assert.deepEqual(
      wouldHave.map(({ rule, effect }) => `${rule}: ${effect}`),
      [
        'grants: set_claim',
        'grants: set_profile',
        'grants: stop',
        'refuses: set_claim',
        'refuses: set_profile',
        'refuses: deny',
        'fails: fail',
      ],
    );
  });

  it('show a report-only rule what enforced rules did before', async (test) => {
    const pipeline = await pipelineOf(test, [
      { id: 'first', body: `setClaim(context, ['id_token'], 'a', 1); ${NEXT}` },
      { id: 'second', mode: 'report-only', body: `addToClaim(context, ['id_token'], 'a', 2); ${NEXT}` },
    ]);
    const { wouldHave, idToken } = await pipeline.run(LOGIN);
    assert.deepEqual(idToken, { a: 1 });
    assert.deepEqual(
      wouldHave.map((effect) => 'value' in effect && effect.value),
      [[1, 2]],
    );
  });

  it('skip a disabled rule', async (test) => {
    const pipeline = await pipelineOf(test, [{ id: 'off', mode: 'disabled', body: 'throw 1' }]);
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
  });
});

describe('now', () => {
  const body = `setClaim(context, ['id_token'], 'now', context.lintel.now); ${NEXT}`;
  for (const now of [
    new Date('2026-11-22T12:00:00Z'),
    Date.UTC(2026, 10, 22, 12),
    '2026-11-22T13:00:00+01:00',
  ]) {
    it(`is the clock of the rules: ${typeof now}`, async (test) => {
      const pipeline = await pipelineOf(test, [{ id: 'clock', body }]);
      assert.deepEqual((await pipeline.run(LOGIN, { now })).idToken, { now: 1795348800000 });
    });
  }

  it('is the present by default', async (test) => {
    const pipeline = await pipelineOf(test, [{ id: 'clock', body }]);
    const before = Date.now();
    const { now } = (await pipeline.run(LOGIN)).idToken;
    assert.ok(typeof now === 'number' && now >= before && now <= Date.now());
  });

  for (const now of ['tomorrow', '2026-11-22T12:00:00', Number.NaN, new Date('x')]) {
    it(`refuses ${String(now)}`, async (test) => {
      const { outcome, code, message } = await (await pipelineOf(test, [])).run(LOGIN, { now });
      assert.deepEqual([outcome, code], ['failure', 'bad_login']);
      assert.match(String(message), /`now` is no moment in time/);
    });
  }
});

describe('createPipeline', () => {
  it('rejects code that is no code', async () => {
    const policy = { ...policyOf([]), code: '(data) => [' };
    await assert.rejects(createPipeline([policy]), /the policies cannot be loaded/);
  });

  it('rejects code whose rules are not those that were announced', async () => {
    const policy = { ...policyOf([{ id: 'one', body: NEXT }]), code: '(data) => []' };
    await assert.rejects(createPipeline([policy]), ({ cause }: Error) =>
      /1 rules, its code 0/.test(String(cause)),
    );
  });

  it('fails logins that come after the end', async () => {
    const pipeline = await createPipeline([policyOf([])]);
    pipeline.dispose();
    pipeline.dispose();
    assert.deepEqual((await pipeline.run(LOGIN)).outcome, 'failure');
  });
});
