import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, analyseTemplate, EMPTY_WORLD } from '../../../compiler/index.ts';
import { parseRuleTemplate } from '../../../grammar/index.ts';

const ALLOWED = '# lintel: allow applies-when-missing because leaving it out must not help\n';

/** A template of two guards, of which each has a place for a comment. */
const templateWith = ({ first = '', second = '', inTests = '' }) => `template: two
name: Two
parameters:
  team: { type: group, title: Team, example: Staff }
rule:
  name: One
  ${first}
  when: user.groups contains team
  then: { deny: sorry }
followed_by:
  - name: Two
    ${second}
    when: user.blocked
    then: { deny: sorry }
tests:
  ${inTests}
  - with: { team: Staff }
    login: { user: { groups: [], blocked: no } }
    expect: { outcome: allow }
`;

function parsed(text: string) {
  const { value } = parseRuleTemplate({ name: 'templates/two.yaml', text });
  assert.ok(value !== null);
  return value;
}

/** The codes of what is said of a use of it. */
function saidOfUse(text: string, beside = ''): readonly string[] {
  const world = { ...EMPTY_WORLD, templates: new Map([['two', parsed(text)]]) };
  const policy = `policy: p\nrules:\n  - { id: a, uses: two, with: { team: Staff } }\n${beside}`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text: policy }, world);
  assert.ok(value !== null);
  return diagnostics.map(({ code }) => code);
}

describe('what a template allows', () => {
  it('is allowed where it is used', () => {
    assert.deepEqual(saidOfUse(templateWith({})), ['applies-when-missing', 'applies-when-missing']);
    assert.deepEqual(saidOfUse(templateWith({ first: ALLOWED })), []);
    assert.deepEqual(saidOfUse(templateWith({ second: ALLOWED })), []);
  });

  it('is not allowed by a comment of its tests, of another code or without a reason', () => {
    const told = ['applies-when-missing', 'applies-when-missing'];
    assert.deepEqual(saidOfUse(templateWith({ inTests: ALLOWED })), told);
    assert.deepEqual(saidOfUse(templateWith({ first: ALLOWED.replace('applies-when', 'bad-when') })), told);
    assert.deepEqual(saidOfUse(templateWith({ first: '# lintel: allow applies-when-missing\n' })), told);
  });

  it('is allowed to no other rule of the policy', () => {
    const beside = '  - { id: b, when: user.blocked, then: { deny: sorry } }\n';
    assert.deepEqual(saidOfUse(templateWith({ first: ALLOWED }), beside), ['applies-when-missing']);
  });

  it('is allowed line by line in the template itself', () => {
    const { diagnostics } = analyseTemplate(parsed(templateWith({ first: ALLOWED })), EMPTY_WORLD);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['applies-when-missing'],
    );
  });
});
