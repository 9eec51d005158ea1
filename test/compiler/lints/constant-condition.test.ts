import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../../compiler/index.ts';

/** What is said of a condition that has the same value for every login. */
function saidOf(when: string): readonly string[] {
  const text = `policy: p\nrules:\n  - id: r\n    when: ${when}\n    then: { add_scopes: read }\n`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text });
  assert.ok(value !== null);
  return diagnostics.filter(({ code }) => code === 'constant-condition').map(({ message }) => message);
}

describe('a condition that never holds', () => {
  for (const when of [
    'request.country is "DE" and request.country is "FR"',
    'login.count is more than 5 and login.count is less than 3',
    'today is after 2026-12-31 and today is before 2026-01-01',
    'today is 2026-05-01 and today is after 2026-06-01',
    'today is after 2026-12-31 and not (today is after 2026-01-01)',
    'now is after 2026-12-31T10:00:00Z and now is before 2026-01-01T10:00:00Z',
    'app.id is "HR" and context.clientID is "Wiki"',
    'user.blocked and not user.blocked',
    'user.blocked\n    unless: user.blocked',
    '\n      all:\n        - request.country is "DE"\n        - request.country is "FR"',
  ])
    it(`is told of ${when.replace(/\s+/g, ' ')}`, () =>
      assert.deepEqual(saidOf(when), ['this never holds: its parts exclude each other']));

  for (const when of [
    'request.country is "DE" or request.country is "FR"',
    'login.count is more than 3 and login.count is less than 5',
    'today is after 2026-01-01 and today is before 2026-12-31',
    'today is at least 2026-01-01 and today is at most 2026-01-01',
    'user.groups contains "a" and user.groups contains "b"',
    'user.email is missing and user.blocked',
    'user.blocked\n    unless: user.phone_verified',
  ])
    it(`is not told of ${when}`, () => assert.deepEqual(saidOf(when), []));
});
