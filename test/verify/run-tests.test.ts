import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { compile } from '../../compiler/index.ts';
import { createPipeline } from '../../runtime/index.ts';
import { runTests, type TestResult } from '../../verify/index.ts';
import { testOf } from './data-of.ts';

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

describe('runTests', async () => {
  const { value, diagnostics } = compile({ name: 'policy.yaml', text: POLICY });
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join('\n'));
  const pipeline = await createPipeline([value]);
  after(() => pipeline.dispose());

  const resultOf = async (login: string, expect: string, more = ''): Promise<TestResult> => {
    const [result] = await runTests([testOf(`{ ${login} }`, `{ ${expect} }`, more)], pipeline.run, {
      now: new Date('2026-11-23T12:00:00Z'),
    });
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
  ];
  for (const [login, expect] of PASSING) {
    it(`passes { ${expect} } for { ${login} }`, async () => {
      assert.equal((await resultOf(login, expect)).kind, 'passed');
    });
  }

  const FAILING: readonly (readonly [login: string, expect: string, ...differences: readonly string[]])[] = [
    [STAFF, 'outcome: deny', 'outcome: "deny", not "allow"'],
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
    const closed = await createPipeline([value]);
    closed.dispose();
    const [result] = await runTests([testOf('{}', '{ mfa: not required }')], closed.run);
    assert.deepEqual(result?.kind === 'failed' && result.problems, ['the pipeline has been disposed']);
  });
});
