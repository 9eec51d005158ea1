import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isValidLogin } from '../../../verify/generate/is-valid-login.ts';

function problems(user: Record<string, unknown>, context: Record<string, unknown> = {}): readonly string[] {
  return isValidLogin({ user, context, now: 0 }, new Map());
}

describe('a login', () => {
  it('is valid without anything in it', () => assert.deepEqual(problems({}), []));

  it('is valid with fields that nobody has described, where these are open', () =>
    assert.deepEqual(problems({ app_metadata: { plan: ['a', 1] }, nothing: null }, { tenant: 'acme' }), []));

  it('is not valid with a field of another kind', () => {
    assert.deepEqual(problems({ email: 'ada' }), ['user.email is no email']);
    assert.deepEqual(problems({ email_verified: 'yes' }), ['user.email_verified is no yes/no']);
    assert.deepEqual(problems({ groups: 'HR' }), ['user.groups is no list']);
    assert.deepEqual(problems({ groups: ['HR', 1] }), ['user.groups[1] is no group']);
    assert.deepEqual(problems({ created_at: 'yesterday' }), ['user.created_at is no instant']);
    assert.deepEqual(problems({ identities: [{ isSocial: 1 }] }), [
      'user.identities[0].isSocial is no yes/no',
    ]);
    assert.deepEqual(problems({ identities: [{ shoe: 1 }] }), ['user.identities[0].shoe has no place there']);
  });

  it('is not valid with an address or a country that cannot be one', () => {
    const request = { ip: '300.1.1.1', geoip: { country_code: 'Germany' } };
    const expected = ['context.request.ip is no ip', 'context.request.geoip.country_code is no country'];
    assert.deepEqual(problems({}, { request }), expected);
  });

  it('is not valid with a record in place of a field, or a field in place of a record', () => {
    assert.deepEqual(problems({}, { request: 'GET' }), ['context.request is no record']);
    assert.deepEqual(problems({ email: {} }), ['user.email is no email']);
  });
});
