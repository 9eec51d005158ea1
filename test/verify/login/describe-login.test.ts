import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../../runtime/index.ts';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import { describeLogin } from '../../../verify/login/describe-login.ts';

function sentence(
  user: object,
  context: object = {},
  found: Partial<Report> = {},
  now = BASE_MOMENT,
): string {
  const report = { outcome: 'allow', by: null, ...found } as Report;
  const whole = { protocol: 'oidc-basic-profile', ...context };
  return describeLogin({ user: { ...user }, context: whole, now }, report);
}

const noon = 'on Wednesday 2026-11-25 at 12:00 (UTC)';

describe('describeLogin', () => {
  it('says what look-ups answered, and what counters stand at', () => {
    const answers = {
      crm: { kind: 'value', value: { plan: 'free', vip: false } },
      hr: { kind: 'missing' },
      erp: { kind: 'failed' },
      'counts.seats': { kind: 'value', value: 5 },
    } as const;
    const login = { user: {}, context: { protocol: 'oidc-basic-profile' }, now: BASE_MOMENT, answers };
    assert.equal(
      describeLogin(login, { outcome: 'deny', by: 'seats' } as Report, 'unread'),
      'this person is refused by the rule `seats`: crm.plan "free", crm.vip no, nothing from hr, ' +
        'no answer from erp, counts.seats 5',
    );
  });

  it('says what becomes of a login and all that it says', () => {
    const user = { email: 'eve@example.com.evil.test', email_verified: false, groups: [] };
    const context = { clientName: 'hr', clientID: 'hr', request: { ip: '203.0.113.7' } };
    assert.equal(
      sentence(user, context, {}, BASE_MOMENT + 3_600_000),
      'this person gets in, since no rule objects: e-mail eve@example.com.evil.test, not verified, in no group, ' +
        'app hr, from 203.0.113.7, on Wednesday 2026-11-25 at 13:00 (UTC)',
    );
  });

  it('says nothing of what the login does not say', () => {
    assert.equal(sentence({}), `this person gets in, since no rule objects: nothing else is known, ${noon}`);
  });

  it('names the rule that decided, in the words of each outcome', () => {
    const start = (outcome: Report['outcome'], by: string | null) =>
      sentence({}, {}, { outcome, by }).split(':')[0];
    assert.equal(start('allow', 'staff'), 'this person is let in by the rule `staff`');
    assert.equal(start('deny', 'staff'), 'this person is refused by the rule `staff`');
    assert.equal(start('challenge', 'mfa'), 'this person is asked for a second factor by the rule `mfa`');
    assert.equal(start('redirect', null), 'this person is sent to another page');
    assert.equal(start('failure', 'crm'), 'the login of this person fails in the rule `crm`');
  });

  it('names other fields by their places, and values as a policy writes them', () => {
    const user = { groups: ['HR Team', 'Payroll'], app_metadata: { blocked: true, plan: 'pro', seats: 3 } };
    const context = { protocol: 'oauth2-refresh-token', tenant: 'acme' };
    assert.equal(
      sentence(user, context).split(': ')[1],
      'in the groups "HR Team" and Payroll, user.app_metadata.blocked yes, user.app_metadata.plan "pro", ' +
        `user.app_metadata.seats 3, by a refresh token, tenant "acme", ${noon}`,
    );
  });

  it('tells an app by its name or its id', () => {
    assert.match(sentence({}, { clientName: 'hr' }), /: app hr, on/);
    assert.match(sentence({}, { clientID: 'aBcD' }), /: app with the id aBcD, on/);
    assert.match(sentence({}, { clientName: 'hr', clientID: 'aBcD' }), /: app hr with the id aBcD, on/);
  });

  it('tells the methods, and when each was used', () => {
    const methods = (...list: readonly object[]) => sentence({}, { authentication: { methods: list } });
    assert.match(methods(), /: with no method of authentication, on/);
    assert.match(methods({ name: 'mfa', timestamp: BASE_MOMENT }), /: a second factor given just now, on/);
    assert.match(
      methods({ name: 'mfa', timestamp: '2026-11-24T12:00:00Z' }),
      /: signed in with mfa at 2026-11-24T12:00:00Z, on/,
    );
  });

  it('tells seconds where there are any', () => {
    assert.match(sentence({}, {}, {}, BASE_MOMENT - 1000), /at 11:59:59 \(UTC\)$/);
  });

  it('shows no character that moves or hides text', () => {
    const hostile = ['\u001b', '\u202e'];
    const shown = sentence({ email: `a${hostile.join('[2J')}@b.c` });
    assert.deepEqual(
      hostile.filter((character) => shown.includes(character)),
      [],
    );
  });
});
