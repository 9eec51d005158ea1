import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { checkProject } from '../../project/index.ts';
import { openTrial, runTests, type TestResult } from '../../verify/index.ts';
import { serve } from '../capabilities/local-server.ts';
import { policyText, projectFolder } from '../project/project-folder.ts';

const RULE = `function (user, context, callback) {
  fetch(configuration.crm + '/people/' + user.email + '?key=' + configuration.KEY)
    .then((answer) => answer.json())
    .then((person) => {
      context.idToken.tier = person.tier;
      callback(null, user, context);
    }, callback);
}
`;

/** What comes of the tests of a project whose rule may call the server at this address, and does. */
async function resultsOf(test: TestContext, crm: string, tests: string): Promise<readonly TestResult[]> {
  const root = await projectFolder(test, {
    'lintel.yaml': `pipeline: [policies/hr.yaml, rules/crm.js]
settings: { crm: '${crm}' }
secrets: [KEY]
network: { allow: [127.0.0.1], private: [127.0.0.0/8] }
`,
    'policies/hr.yaml': policyText('hr'),
    'rules/crm.js': RULE,
    'fixtures/people.yaml': 'ada: { app: hr, user: { email: ada@example.com } }\n',
    'rules/crm.tests.yaml': tests,
  });
  const project = await checkProject(root, { variables: { KEY: 'secret' } });
  assert.deepEqual(
    project.findings.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message)),
    [],
  );
  const trial = await openTrial(project);
  return runTests(
    project.tests.flatMap(({ cases }) => cases),
    trial,
  ).finally(trial.dispose);
}

describe('the tests of a project', () => {
  it('go through policies and rules, and never to a host that they could reach', async (test) => {
    const server = await serve(test, (_, response) => response.end('{}'));
    const crm = server.url;
    const results = await resultsOf(
      test,
      crm,
      `answers:
  ${crm}/people/*: { tier: silver }
tests:
  - name: The tier comes from the CRM
    login: ada
    answers: { '${crm}/people/ada@example.com': { tier: gold } }
    expect: { outcome: allow, claims: { tier: gold } }
  - name: So it does for others
    login: { like: ada, user: { email: bob@example.com } }
    expect: { claims: { tier: silver } }
  - name: Strangers are refused before anybody is asked
    login: { like: ada, without: [user.email] }
    expect: { outcome: deny, by: hr-staff, not_applied: crm }
`,
    );
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['passed', 'passed', 'passed'],
    );
    assert.deepEqual(server.requests, []);
  });

  it('fail without an answer, and say for which address, without what is secret', async (test) => {
    const [result] = await resultsOf(
      test,
      'http://127.0.0.1:1',
      'tests:\n  - { name: Refused, login: ada, expect: { outcome: deny } }\n',
    );
    assert.ok(result?.kind === 'failed');
    assert.deepEqual(result.problems, [
      'nothing answers `GET http://127.0.0.1:1/people/ada@example.com` in this test: write what it answers under `answers:`',
    ]);
    assert.deepEqual(result.differences, []);
    assert.equal(JSON.stringify(result).includes('key=secret'), false);
  });
});
