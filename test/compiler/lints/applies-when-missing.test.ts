import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../../compiler/index.ts';

/** Whether a guard with this condition is said to apply to logins without a field. */
function isTold(when: string): boolean {
  const text = `policy: p\nrules:\n  - id: r\n    when: ${when}\n    then: { deny: sorry }\n`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text });
  assert.ok(value !== null);
  return diagnostics.some(({ code }) => code === 'applies-when-missing');
}

describe('a guard on a field that can be missing', () => {
  it('is told', () => {
    for (const when of [
      'user.blocked',
      'user.groups contains "X"',
      'user.blocked otherwise user.phone_verified',
    ])
      assert.equal(isTold(when), true, when);
  });

  it('is not told where the sentence says itself what a missing field comes to', () => {
    for (const when of [
      'user.blocked otherwise no',
      '(user.groups otherwise []) contains "X"',
      'any of (user.groups otherwise []) starts with "x"',
      '(login.count otherwise 0) is more than 3',
      '(login.count otherwise 9) is more than 3',
      'user.blocked exists and user.blocked',
    ])
      assert.equal(isTold(when), false, when);
  });
});

describe('a guard on what is worked out from a field', () => {
  const advice = (when: string, assume = ''): readonly string[] => {
    const text = `policy: p\n${assume}rules:\n  - id: r\n    when: ${when}\n    then: { deny: sorry }\n`;
    const { diagnostics } = analyse({ name: 'policy.yaml', text });
    return diagnostics.map(({ message, help }) => `${message}: ${help?.split(', ').at(-1)}`);
  };

  it('is told by the name that can be assumed', () =>
    assert.deepEqual(advice('not login.used_mfa or scopes contains "x"'), [
      'this rule also refuses a login that has no `login.used_mfa`: or say once what a missing field means: `assume: { login.used_mfa: no }`',
      'this rule also refuses a login that has no `scopes`: or say once what a missing field means: `assume: { scopes: [] }`',
    ]));

  it('is not told where that is assumed', () =>
    assert.deepEqual(advice('not login.used_mfa', 'assume: { login.used_mfa: yes }\n'), []));
});

/** What is said of a guard beside look-ups. */
function saidOf(when: string, effect = 'deny: sorry'): readonly string[] {
  const text = `policy: p
sources:
  crm: { url: https://crm.example.com/plans }
rules:
  - id: counted
    then: { count: { name: logins, per: user.user_id } }
  - id: seated
    then: { count: { name: seats, per: user.name, distinct: user.user_id } }
  - id: r
    when: ${when}
    then: { ${effect} }
`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text });
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join());
  return diagnostics.map(({ message }) => message);
}

describe('a guard on what is looked up', () => {
  const about = (asked: string) => [`this rule also refuses a login about which \`${asked}\` says nothing`];

  it('is told when there may be no answer', () => {
    assert.deepEqual(saidOf('crm.plan is "free"'), about('crm'));
    assert.deepEqual(saidOf('counts.seats is at least 5'), about('counts.seats'));
  });

  it('is not told where the sentence says what no answer means', () => {
    assert.deepEqual(saidOf('crm exists and crm.plan is "free"'), []);
    assert.deepEqual(saidOf('(crm.plan otherwise "free") is "free"'), []);
  });

  it('is not told of a counter that always has a number', () =>
    assert.deepEqual(saidOf('counts.logins is at least 5'), []));

  it('is not told of a grant', () => assert.deepEqual(saidOf('crm.plan is "free"', 'log: it holds'), []));
});
