import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { junitOfTests } from '../../cli/tests/junit-of-tests.ts';
import { policyText } from '../project/project-folder.ts';
import { elementsIn } from './parse-xml.ts';
import { testProject } from './test-project.ts';

const HOSTILE = String.raw`"]]><failure>&\"' \e[2J \b ￾ é 🦉"`;
const TESTS = `tests:
  - name: Staff get in
    login: { user: { email: ana@example.com } }
    expect: { outcome: allow }
  - name: ${HOSTILE}
    login: { user: { email: eve@evil.example } }
    expect: { outcome: allow }
  - name: Nobody knows yet
    login: {}
    expect: { outcome: allow }
    skip: "until < and & are there"
`;

describe('the XML of JUnit', () => {
  it('counts and names tests, with their files, lines and times', async () => {
    const [suites, suite] = [await elementsOf('testsuites'), await elementsOf('testsuite')];
    const counts = { tests: '3', failures: '1', errors: '0', skipped: '1' };
    for (const [one] of [suites, suite]) {
      assert.ok(one !== undefined);
      const { time, name: _, ...facts } = one;
      assert.deepEqual(facts, counts);
      assert.match(time ?? '', /^\d+\.\d{3}$/);
    }
    const [first] = await elementsOf('testcase');
    assert.deepEqual([first?.name, first?.classname, first?.line], ['Staff get in', 'policy.yaml', '8']);
  });

  it('holds hostile names as text, without what XML cannot hold', async () => {
    const [, hostile] = await elementsOf('testcase');
    assert.equal(hostile?.name, `]]><failure>&"' [2J   é 🦉`);
    assert.equal((await elementsOf('failure')).length, 1);
  });

  it('tells why a test failed or was skipped', async () => {
    assert.equal((await elementsOf('failure'))[0]?.message, 'outcome: expected allow, found deny');
    assert.equal((await elementsOf('skipped'))[0]?.message, 'until < and & are there');
  });

  it('has a suite for the laws of a project', async () => {
    const law = `properties:
  - name: The boss is <asked>
    given: user.email is "boss@example.com"
    always: mfa
`;
    const options = { only: 'laws', filter: 'boss', seed: 1, runs: 100, time: 100_000 } as const;
    const xml = junitOfTests([await testProject({ 'policy.yaml': policyText('hr') + law }, options)]);
    assert.deepEqual(
      [attributesIn(xml, 'testsuite')[0]?.name, attributesIn(xml, 'testcase')[0]?.name],
      ['laws of .', 'The boss is <asked>'],
    );
    assert.equal(attributesIn(xml, 'failure').length, 1);
  });
});

async function elementsOf(tag: string) {
  return attributesIn(junitOfTests([await testProject({ 'policy.yaml': policyText('hr') + TESTS })]), tag);
}

function attributesIn(xml: string, tag: string): readonly Readonly<Record<string, string>>[] {
  return elementsIn(xml, tag).map(({ attributes }) => attributes);
}
