import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { correctExpectations } from '../../../verify/index.ts';
import { testProject } from '../../cli/test-project.ts';

const POLICY = `policy: hr
rules:
  - id: staff
    unless: user.email.domain is "example.com"
    then: { deny: Only staff. }
  - id: roles
    when: user.groups contains "admins"
    then:
      require_mfa: yes
      set_claims: { role: admin, level: = 3 }
tests:
`;
const ADMIN = 'login: { user: { email: ana@example.com, groups: [admins] } }';

describe('corrected tests', () => {
  const table: readonly (readonly [what: string, before: string, after: string])[] = [
    ['a value in its place', '{ outcome: deny }   # so', '{ outcome: challenge }   # so'],
    [
      'several values',
      '{ mfa: not required, claims: { role: none, level: 4 } }',
      '{ mfa: required, claims: { role: admin, level: 3 } }',
    ],
    [
      'a claim that was not wanted',
      '{ mfa: required, not_claims: [role, x] }',
      '{ mfa: required, not_claims: [x] }',
    ],
    ['a claim that is not there', '{ mfa: required, claims: { team: x } }', '{ mfa: required }'],
    ['scopes', '{ outcome: challenge, scopes: [a, b] }', '{ outcome: challenge, scopes: [] }'],
    [
      'what was not called or notified',
      '{ outcome: challenge, calls: [b, c], notifies: d }',
      '{ outcome: challenge, notifies: [], calls: [] }',
    ],
    [
      'what looks like something else',
      '{ claims: { role: admin, level: 3 }, mfa: not required }',
      '{ claims: { role: admin, level: 3 }, mfa: required }',
    ],
  ];
  for (const [what, before, after] of table) {
    it(`expect what happened: ${what}`, async () => {
      const test = `  - name: One\n    ${ADMIN}\n    expect: `;
      assert.equal((await correct(`${test}${before}\n`)).text, `${POLICY}${test}${after}\n`);
    });
  }

  it('have the value in the cell of a table, and keep what all rows expect', async () => {
    const rows = (outcome: string) => `  - name: Rows
    login: { user: { groups: [] } }
    expect: { claims: { role: admin } }
    table:
      - [user.email, user.groups, expect.outcome]
      - [ana@example.com, [admins], ${outcome}]
      - [ana@example.com, missing, allow]
`;
    const { text, corrected, left } = await correct(rows('allow'));
    assert.equal(text, POLICY + rows('challenge'));
    assert.deepEqual([corrected.length, left.map(({ why }) => why)], [1, ['all rows expect this']]);
  });

  it('are left alone where nothing would be left to expect', async () => {
    const test = `  - name: One\n    ${ADMIN}\n    expect: { claims: { team: x } }\n`;
    const { text, left } = await correct(test);
    assert.deepEqual([text, left.length], [POLICY + test, 1]);
  });

  it('hold when they are run again', async () => {
    const test = `  - name: One
    ${ADMIN}
    expect:
      outcome: allow
      mfa: not required
      scopes: [x]
      claims: { role: "3" }
      not_claims: [level]
`;
    const { text } = await correct(test);
    const { files } = await testProject({ 'policy.yaml': text });
    assert.deepEqual(
      files.flatMap(({ results }) => results.map(({ result }) => result.kind)),
      ['passed'],
    );
  });
});

async function correct(tests: string) {
  const { files } = await testProject({ 'policy.yaml': POLICY + tests });
  const [file] = files;
  assert.ok(file !== undefined);
  return correctExpectations(
    file.source,
    file.results.map(({ result }) => result),
  );
}
