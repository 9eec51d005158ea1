import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../compiler/index.ts';

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
