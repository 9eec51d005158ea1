import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expandLogin } from '../../../runtime/index.ts';
import { readTestLogin } from '../../../verify/index.ts';
import { caseOf } from './case-of.ts';

const LOGINS: readonly (readonly [yaml: string, login: unknown])[] = [
  ['{}', {}],
  ['{ app: 42, ip: 203.0.113.7, country: NO }', { app: '42', ip: '203.0.113.7', country: 'NO' }],
  ['{ app: { id: 7, metadata: { tier: 1 } } }', { app: { id: '7', metadata: { tier: 1 } } }],
  ['{ user: { email_verified: yes, blocked: false } }', { user: { email_verified: true, blocked: false } }],
  ['{ user: { email_verified: "yes" } }', { user: { email_verified: 'yes' } }],
  ['{ user: { email_verified: maybe } }', { user: { email_verified: 'maybe' } }],
  [
    '{ user: { name: 007, nickname: no, user_id: 12 } }',
    { user: { name: '007', nickname: 'no', user_id: '12' } },
  ],
  ['{ user: { logins_count: 3 } }', { user: { logins_count: 3 } }],
  ['{ user: { logins_count: three } }', { user: { logins_count: 'three' } }],
  ['{ user: { groups: [HR, 1, yes] } }', { user: { groups: ['HR', '1', 'yes'] } }],
  ['{ user: { groups: 1 } }', { user: { groups: '1' } }],
  ['{ user: { groups: [] } }', { user: { groups: [] } }],
  ['{ user: { last_login: 2026-11-20T07:31:12Z } }', { user: { last_login: '2026-11-20T07:31:12Z' } }],
  [
    '{ user: { identities: [{ user_id: 1, isSocial: no, profileData: { age: 30 } }] } }',
    { user: { identities: [{ user_id: '1', isSocial: false, profileData: { age: 30 } }] } },
  ],
  [
    '{ user: { app_metadata: { level: 3, half: -0.5, vip: yes, plan: pro, zip: 00123, quoted: "3" } } }',
    { user: { app_metadata: { level: 3, half: -0.5, vip: true, plan: 'pro', zip: '00123', quoted: '3' } } },
  ],
  ['{ user: { badge: 12345678901234567890 } }', { user: { badge: '12345678901234567890' } }],
  ['{ mfa: yes }', { mfa: true }],
  ['{ mfa: 2026-11-22T10:00:00Z }', { mfa: '2026-11-22T10:00:00Z' }],
  ['{ logins: 1, risk: high }', { logins: 1, risk: 'high' }],
  ['{ methods: [pwd, { name: mfa, timestamp: 5 }] }', { methods: ['pwd', { name: 'mfa', timestamp: 5 }] }],
  ['{ query: { max_age: 0, prompt: no } }', { query: { max_age: '0', prompt: 'no' } }],
  [
    '{ context: { clientID: 5, sessionID: 7, stats: { loginsCount: 2 }, other: 1 } }',
    { context: { clientID: '5', sessionID: '7', stats: { loginsCount: 2 }, other: 1 } },
  ],
];

describe('readTestLogin', () => {
  for (const [yaml, login] of LOGINS) {
    it(`reads ${yaml}`, () => assert.deepEqual(readTestLogin(caseOf(yaml)), login));
  }

  it('reads what stands in a block as text', () => {
    const test = caseOf('\n    user:\n      app_metadata:\n        note: |-\n          3');
    assert.deepEqual(readTestLogin(test), { user: { app_metadata: { note: '3' } } });
  });

  it('takes the moment of the test over that of the login', () => {
    const test = caseOf('{ at: 2026-01-01T00:00:00Z }', '{ outcome: allow }', '  at: 2026-02-02T00:00:00Z\n');
    assert.deepEqual(readTestLogin(test), { at: '2026-02-02T00:00:00Z' });
  });

  it('gives moments in milliseconds to the clock', () => {
    const expanded = expandLogin(readTestLogin(caseOf('{ at: 1764150000000 }')));
    assert.equal(expanded.kind === 'login' && expanded.now, 1_764_150_000_000);
  });

  it('treats names that JavaScript knows as names', () => {
    const login = readTestLogin(caseOf('{ user: { constructor: 1, __proto__: { admin: yes } } }'));
    assert.deepEqual(Object.entries(Object.entries(login as object)[0]?.[1]), [
      ['constructor', 1],
      ['__proto__', { admin: true }],
    ]);
    assert.equal(expandLogin(login).kind, 'login');
  });
});
