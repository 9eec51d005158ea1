import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, type Core, EMPTY_WORLD } from '../../../compiler/index.ts';

/** What a sentence is lowered to. */
function lowered(sentence: string): Core {
  const text = `policy: p
settings: { field: account.tier }
sources: { crm: { url: https://crm.example.com/ } }
rules:
  - id: r
    when: ${sentence}
    then: { admit: yes }
`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text }, EMPTY_WORLD);
  const condition = value?.core.rules[0]?.clauses[0]?.condition;
  assert.ok(condition !== undefined, diagnostics.map(({ message }) => message).join('\n'));
  return condition;
}

describe('get', () => {
  it('is the part that a path names, of a look-up', () => {
    const path = lowered('crm.account.tier is "gold"');
    assert.deepEqual(lowered('get(crm, "account.tier") is "gold"'), path);
    assert.deepEqual(lowered('get(crm, settings.field) is "gold"'), path);
  });

  it('is a call with a default, with a path of the login, and of all else', () => {
    for (const call of [
      'get(crm, "account.tier", "none")',
      'get(crm, user.nickname)',
      'get(user.app_metadata, "account.tier")',
    ])
      assert.match(JSON.stringify(lowered(`${call} is "gold"`)), /"function":"get"/);
  });
});
