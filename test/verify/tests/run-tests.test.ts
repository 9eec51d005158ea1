import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { compile } from '../../../compiler/index.ts';
import { NO_OPTIONS } from '../../../project/read-environment.ts';
import type { Step } from '../../../runtime/index.ts';
import { runTests, type TestResult } from '../../../verify/tests/run-tests.ts';
import { openTrial } from '../../../verify/trial/open-trial.ts';
import { ruleOf } from '../../runtime/javascript-rule.ts';
import { caseOf, sourceOf } from './case-of.ts';

const POLICY = `policy: hr
timezone: UTC
schedules:
  night: { from: 22:00, to: 06:00 }
rules:
  - id: staff
    unless: user.email.domain is "example.com" and user.email_verified
    then:
      deny: { message: Only staff., code: not_staff }
  - id: second-factor
    when: user.groups contains "Admins"
    then: { require_mfa: yes }
  - id: closed
    when: now is during night
    then:
      deny: It is night.
  - id: claims
    then:
      set_claims:
        roles: = user.groups
        id_token: { here: id }
        access_token: { here: access }
        saml: { only: saml }
      limit_scopes: [openid, email]
`;
const STAFF = 'user: { email: dana@example.com, email_verified: yes, groups: [HR] }';
const ADMIN = 'user: { email: dana@example.com, email_verified: yes, groups: [Admins] }';
const STRANGER = 'user: { email: eve@evil.example, email_verified: yes, groups: [] }';
const NOON = 'at: 2026-11-23T12:00:00Z';

/** Rules in JavaScript for logins whose query asks for them. */
const STORE = `const { keep, terms } = context.request.query;
if (terms) context.redirect = { url: 'https://terms.example?for=a%20b' };
if (!keep) return callback(null, user, context);
auth0.users.updateAppMetadata(user.user_id, { plan: keep, seats: 3 })
  .then(() => callback(null, user, context), callback);`;
const ASK = `if (!context.request.query.ask) return callback(null, user, context);
fetch('https://crm.example.com/' + context.request.query.ask).then(
  (answer) => {
    context.idToken.status = answer.status;
    callback(null, user, context);
  },
  () => (context.request.query.fail ? callback('boom', 1, 2, nothing) : callback(null, user, context)),
);`;
const WATCH = `context.idToken.watched = true;
callback(null, user, context);`;

describe('runTests', async () => {
  const { value, diagnostics } = compile({ name: 'policy.yaml', text: POLICY });
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join('\n'));
  const open = async (...steps: readonly Step[]) => {
    const pipelineOptions = { ...NO_OPTIONS, network: { allow: ['crm.example.com'], private: [] } };
    const trial = await openTrial({ steps, pipelineOptions });
    after(() => trial.dispose());
    return trial;
  };
  const ofPolicy = await open(value);
  const ofRules = await open(
    ruleOf(STORE, { id: 'store' }),
    ruleOf(ASK, { id: 'ask' }),
    ruleOf(WATCH, { id: 'watch', mode: 'report-only' }),
    value,
  );

  const resultOf = async (
    login: string,
    expect: string,
    more = '',
    trial = ofPolicy,
  ): Promise<TestResult> => {
    const now = new Date('2026-11-23T12:00:00Z');
    const [result] = await runTests([caseOf(`{ ${login} }`, `{ ${expect} }`, more)], trial, { now });
    assert.ok(result !== undefined);
    return result;
  };

  const PASSING: readonly (readonly [login: string, expect: string])[] = [
    [STAFF, 'outcome: allow'],
    [STAFF, 'outcome: allow, mfa: not required, claims: { roles: [HR] }'],
    [STAFF, 'not_claims: [department, tenant]'],
    [`scopes: openid email write, ${STAFF}`, 'scopes: [email, openid]'],
    [STAFF, 'scopes: []'],
    [STRANGER, 'outcome: deny, by: staff, message: Only staff., code: not_staff'],
    [STRANGER, 'not_claims: roles'],
    [ADMIN, 'outcome: challenge, by: second-factor'],
    [ADMIN, 'outcome: challenge, mfa: required'],
    [ADMIN, 'outcome: allow, mfa: required'],
    [`at: 2026-11-23T23:00:00Z, ${STAFF}`, 'outcome: deny, by: closed'],
    [ADMIN, 'applied: [second-factor, claims], not_applied: closed'],
    [STRANGER, 'applied: staff, not_applied: [closed, claims]'],
    [
      'user: { user_metadata: { theme: dark }, email: dana@example.com, email_verified: yes }',
      'metadata: { user_metadata: { theme: dark } }',
    ],
  ];
  for (const [login, expect] of PASSING) {
    it(`passes { ${expect} } for { ${login} }`, async () => {
      assert.equal((await resultOf(login, expect)).kind, 'passed');
    });
  }

  const FAILING: readonly (readonly [login: string, expect: string, ...differences: readonly string[]])[] = [
    [STAFF, 'outcome: deny', 'outcome: "deny", not "allow"'],
    [STAFF, 'outcome: failure', 'outcome: "failure", not "allow"'],
    [STRANGER, 'outcome: failure', 'outcome: "failure", not "deny"'],
    [STAFF, 'outcome: challenge', 'outcome: "challenge", not "allow"'],
    [STAFF, 'outcome: allow, mfa: required', 'mfa: "required", not "not required"'],
    [ADMIN, 'outcome: allow', 'outcome: "allow", not "challenge"'],
    [
      ADMIN,
      'outcome: allow, mfa: not required',
      'outcome: "allow", not "challenge"',
      'mfa: "not required", not "required"',
    ],
    [ADMIN, 'outcome: deny, mfa: required', 'outcome: "deny", not "challenge"'],
    [STRANGER, 'by: second-factor', 'by: "second-factor", not "staff"'],
    [
      STRANGER,
      'message: only staff., code: x',
      'message: "only staff.", not "Only staff."',
      'code: "x", not "not_staff"',
    ],
    [STAFF, 'by: staff', 'by: "staff", not null'],
    [
      STAFF,
      'claims: { roles: HR, tenant: 3 }',
      'claims.roles: "HR", not ["HR"]',
      'claims.tenant: 3, not null',
    ],
    [STAFF, 'claims: { here: id }', 'claims.here: "id", not "access"'],
    [STAFF, 'claims: { here: access }', 'claims.here: "access", not "id"'],
    [STAFF, 'claims: { only: saml }', 'claims.only: "saml", not null'],
    [STAFF, 'not_claims: [only]', 'claims.only: null, not "saml"'],
    [STAFF, 'claims: { constructor: x }', 'claims.constructor: "x", not null'],
    [`scopes: openid email, ${STAFF}`, 'scopes: openid', 'scopes: ["openid"], not ["openid","email"]'],
    [`scopes: openid, ${STAFF}`, 'scopes: [openid, email]', 'scopes: ["openid","email"], not ["openid"]'],
    [STAFF, 'redirect: https://terms.example/', 'redirect: "https://terms.example/", not null'],
    [STAFF, 'applied: staff', 'applied.staff: "applied", not "did not apply"'],
    [STRANGER, 'applied: closed', 'applied.closed: "applied", not "not reached"'],
    [STRANGER, 'applied: nobody', 'applied.nobody: "applied", not "not there"'],
    [STRANGER, 'not_applied: [closed, staff]', 'not_applied.staff: "did not apply", not "applied"'],
    [
      'user: { app_metadata: { plan: free }, email: dana@example.com, email_verified: yes }',
      'metadata: { app_metadata: { plan: gold, seats: 3 } }',
      'metadata.app_metadata.plan: "gold", not "free"',
      'metadata.app_metadata.seats: 3, not null',
    ],
  ];
  for (const [login, expect, ...differences] of FAILING) {
    it(`fails { ${expect} } for { ${login} }`, async () => {
      const result = await resultOf(login, expect);
      assert.ok(result.kind === 'failed');
      assert.deepEqual(
        result.differences.map(
          ({ what, expected, found }) => `${what}: ${JSON.stringify(expected)}, not ${JSON.stringify(found)}`,
        ),
        differences,
      );
      assert.deepEqual(result.problems, []);
    });
  }

  const rulesOf = async (login: string, expect: string) => {
    const result = await resultOf(login, expect);
    assert.ok(result.kind === 'failed');
    return result.rules.map(({ rule }) => rule);
  };

  it('hands over the rule that decided, and the one that should have', async () => {
    assert.deepEqual(await rulesOf(STRANGER, 'outcome: allow'), ['staff']);
    assert.deepEqual(await rulesOf(STRANGER, 'by: closed'), ['staff', 'closed']);
    assert.deepEqual(await rulesOf(ADMIN, 'mfa: not required'), ['second-factor']);
    assert.deepEqual(await rulesOf(STAFF, 'outcome: deny, by: staff'), ['staff']);
  });

  it('hands over the rules that set what is different, and no others', async () => {
    assert.deepEqual(await rulesOf(STAFF, 'claims: { roles: [IT] }'), ['claims']);
    assert.deepEqual(await rulesOf(`scopes: openid write, ${STAFF}`, 'scopes: [write]'), ['claims']);
    assert.deepEqual(await rulesOf(STAFF, 'claims: { tenant: acme }'), []);
  });

  it('runs at the moment of the test, then of the login, then of the caller', async () => {
    const night = '  at: 2026-11-23T23:00:00Z\n';
    assert.equal((await resultOf(`${NOON}, ${STAFF}`, 'outcome: deny', night)).kind, 'passed');
    assert.equal((await resultOf(`at: 2026-11-23T23:00:00Z, ${STAFF}`, 'outcome: deny')).kind, 'passed');
    assert.equal((await resultOf(STAFF, 'outcome: allow')).kind, 'passed');
  });

  it('does not run what is to be skipped', async () => {
    const result = await resultOf('usr: {}', 'outcome: deny', '  skip: until Monday\n');
    assert.ok(result.kind === 'skipped');
    assert.equal(result.reason, 'until Monday');
  });

  it('fails with the problem of a login that is none', async () => {
    for (const [login, problem] of [
      ['usr: {}', /^unknown key `usr` in a login \(did you mean `user`\?\)$/],
      ['user: dana', /^`user`: expected a record: the user, found/],
      ['at: yesterday', /^`at`: expected a moment/],
    ] as const) {
      const result = await resultOf(login, 'outcome: deny');
      assert.ok(result.kind === 'failed');
      assert.equal(result.problems.length, 1);
      assert.match(result.problems[0] ?? '', problem);
    }
  });

  it('fails when the rules fail, whatever is expected', async () => {
    const closed = await open(value);
    closed.dispose();
    for (const expect of ['mfa: not required', 'outcome: failure']) {
      const result = await resultOf('', expect, '', closed);
      assert.deepEqual(result.kind === 'failed' && result.problems, ['the pipeline has been disposed']);
    }
  });

  it('expects the failure of a rule in JavaScript only where it is named', async () => {
    const broken = await open(ruleOf('throw new Error("no CRM");', { id: 'crm' }), value);
    const named = await resultOf(STAFF, 'outcome: failure, by: crm', '', broken);
    assert.match((named.kind === 'passed' && named.failure) || '', /no CRM/);
    const unnamed = await resultOf(STAFF, 'outcome: failure', '', broken);
    assert.deepEqual(unnamed.kind === 'failed' && unnamed.differences, []);
    assert.match(
      (unnamed.kind === 'failed' && unnamed.problems.join('\n')) || '',
      /no CRM.*\n`crm` is a rule in JavaScript.* write `by: crm`/,
    );
    const other = await resultOf(STAFF, 'outcome: failure, by: staff', '', broken);
    assert.deepEqual(other.kind === 'failed' && other.differences.map(({ what }) => what), ['by']);
    assert.equal((await resultOf(STAFF, 'by: crm', '', broken)).kind, 'failed');
  });

  it('says where in the test stands what is not so', async () => {
    const expect =
      'outcome: deny, by: x, mfa: required, claims: { roles: IT }, not_claims: [here], scopes: [a, b], redirect: https://a.example, applied: [staff], metadata: { app_metadata: { plan: gold } }';
    const result = await resultOf(STAFF, expect);
    assert.ok(result.kind === 'failed');
    const text = sourceOf(`{ ${STAFF} }`, `{ ${expect} }`);
    assert.deepEqual(
      result.differences.map(({ span }) => text.slice(span.start, span.end)),
      ['deny', 'x', 'required', 'IT', 'here', 'a, b', 'https://a.example', 'staff', 'gold'],
    );
  });

  it('hands over all rules, passed or not', async () => {
    for (const expect of ['outcome: allow', 'outcome: deny']) {
      const result = await resultOf(STAFF, expect);
      assert.ok(result.kind !== 'skipped');
      assert.deepEqual(
        result.trace.map(({ rule }) => rule),
        ['staff', 'second-factor', 'closed', 'claims'],
      );
    }
  });

  it('tells of each result as it comes', async () => {
    const told: string[] = [];
    const cases = [
      caseOf(`{ ${STAFF} }`),
      caseOf(`{ ${STRANGER} }`),
      caseOf('{}', '{ mfa: required }', '  skip: later\n'),
    ];
    await runTests(cases, ofPolicy, {
      now: new Date('2026-11-23T12:00:00Z'),
      onResult: ({ kind }) => told.push(kind),
    });
    assert.deepEqual(told, ['passed', 'failed', 'skipped']);
  });

  it('compares where a login is sent, however the address is spelled', async () => {
    const login = `query: { terms: yes }, ${STAFF}`;
    for (const expect of [
      'redirect: https://terms.example/?for=a+b',
      'redirect: https://TERMS.example?for=a%20b, outcome: redirect',
      'redirect: https://terms.example?for=a%20b, outcome: allow',
    ]) {
      assert.equal((await resultOf(login, expect, '', ofRules)).kind, 'passed', expect);
    }
    assert.equal((await resultOf(login, 'outcome: allow', '', ofRules)).kind, 'failed');
    const other = await resultOf(login, 'redirect: https://terms.example/', '', ofRules);
    assert.ok(other.kind === 'failed');
    assert.deepEqual(
      other.rules.map(({ rule }) => rule),
      ['store'],
    );
  });

  it('takes a rule that only reports for applied when it would have done something', async () => {
    assert.equal((await resultOf(`query: { a: b }, ${STAFF}`, 'applied: watch', '', ofRules)).kind, 'passed');
    assert.equal(
      (await resultOf(`query: { a: b }, ${STAFF}`, 'not_applied: watch', '', ofRules)).kind,
      'failed',
    );
  });

  it('says what nothing answers, and what the rules failed of beside it', async () => {
    const result = await resultOf(`query: { ask: ada, fail: yes }, ${STAFF}`, 'outcome: deny', '', ofRules);
    assert.ok(result.kind === 'failed');
    assert.deepEqual(
      result.problems.map((problem) => /nothing answers|nothing is not defined/.exec(problem)?.[0]),
      ['nothing answers', 'nothing is not defined'],
    );
  });

  it('compares metadata as it is stored, and hands over the rule that stored it', async () => {
    const login = `query: { keep: gold }, ${STAFF.replace('{ ', '{ user_id: a, app_metadata: { vip: yes }, ')}`;
    const passing = 'metadata: { app_metadata: { plan: gold, seats: 3, vip: yes } }';
    assert.equal((await resultOf(login, passing, '', ofRules)).kind, 'passed');
    const other = await resultOf(login, 'metadata: { app_metadata: { plan: free } }', '', ofRules);
    assert.deepEqual(other.kind === 'failed' && other.rules.map(({ rule }) => rule), ['store']);
  });

  it('gives rules the answers of the test', async () => {
    const login = `query: { ask: ada }, ${STAFF}`;
    const answers = '  answers: { "https://crm.example.com/ada": { status: 404 } }\n';
    assert.equal((await resultOf(login, 'claims: { status: 404 }', answers, ofRules)).kind, 'passed');
  });

  it('fails when a rule asks for what nothing answers, even if all else is as expected', async () => {
    const result = await resultOf(`query: { ask: ada }, ${STAFF}`, 'outcome: allow', '', ofRules);
    assert.ok(result.kind === 'failed');
    assert.deepEqual(result.unanswered, ['GET https://crm.example.com/ada']);
    assert.deepEqual(result.problems, [
      'nothing answers `GET https://crm.example.com/ada` in this test: write what it answers under `answers:`',
    ]);
  });
});
