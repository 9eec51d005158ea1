import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { compile, EMPTY_WORLD } from '../../../compiler/index.ts';
import { NO_OPTIONS } from '../../../project/read-environment.ts';
import { runTests, type TestResult } from '../../../verify/tests/run-tests.ts';
import { openTrial } from '../../../verify/trial/open-trial.ts';
import { caseOf } from './case-of.ts';

const HOSTS = ['crm.example.com', 'audit.example.com', 'chat.example.com', 'consent.example.com'];

const POLICY = `policy: hr
sources:
  crm: { url: "https://crm.example.com/people/\${user.email}", headers: { X-Key: = secrets.CRM_KEY } }
  hr: { url: "https://crm.example.com/hr", if_it_fails: continue }
rules:
  - id: gone
    when: hr.gone otherwise no
    then:
      count: { name: refusals, per: user.user_id, also_on_deny: yes }
      notify: { url: "https://chat.example.com/leavers", body: gone, also_on_deny: yes }
      deny: You have left.
  - id: free
    when: crm.plan is "free" and counts.seats is at least 5
    then: { deny: No seat is left. }
  - id: terms
    when: user.app_metadata.terms is not "7"
    for: { app: shop }
    then: { redirect: { to: "https://consent.example.com/terms", with: { version: "7" }, sign_with: CONSENT_KEY } }
  - id: factor
    for: { app: vault }
    then: { require_mfa: yes }
  - id: after
    then:
      set_claims: { plan: = crm.plan otherwise "none" }
      set_user_metadata: { last_country: = request.country }
      count: { name: seats, per: organization.id, distinct: user.user_id }
      call: { url: "https://audit.example.com/logins", body: { who: = user.email, key: = secrets.AUDIT_KEY } }
      notify: { url: "https://chat.example.com/logins", body: in }
`;
const ANA =
  'app: desk, user: { user_id: "auth0|1", email: ana@example.com }, organization: acme, country: DE';
const FREE = 'crm: { plan: free }, hr: missing';

async function resultOf(test: TestContext, expect: string, answers = FREE, login = ANA): Promise<TestResult> {
  const { value, diagnostics } = compile(
    { name: 'policy.yaml', text: POLICY },
    { ...EMPTY_WORLD, hosts: HOSTS },
  );
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join('\n'));
  const pipelineOptions = { ...NO_OPTIONS, network: { allow: HOSTS, private: [] } };
  const trial = await openTrial({ steps: [value], pipelineOptions });
  test.after(() => trial.dispose());
  const [result] = await runTests(
    [caseOf(`{ ${login} }`, `{ ${expect} }`, `  answers: { ${answers} }\n`)],
    trial,
  );
  assert.ok(result !== undefined);
  return result;
}

/** What the result is: `passed`, or each problem and what is different. */
function told(result: TestResult): unknown {
  if (result.kind !== 'failed') return result.kind;
  return [
    ...result.problems,
    ...result.differences.map(({ what, found }) => `${what}: ${JSON.stringify(found)}`),
  ];
}

async function passes(test: TestContext, expect: string, answers = FREE, login = ANA): Promise<void> {
  assert.deepEqual(told(await resultOf(test, expect, answers, login)), 'passed');
}

describe('tests of what policies ask and leave behind', () => {
  it('answer look-ups by their name, and counters', async (test) => {
    await passes(test, 'outcome: allow, claims: { plan: free }');
    await passes(test, 'outcome: deny, by: free', `${FREE}, counts.seats: 5`);
    await passes(test, 'outcome: allow', `${FREE}, counts.seats: 4`);
    await passes(
      test,
      'outcome: allow, claims: { plan: none }',
      'crm: missing, hr: { gone: no }, counts.seats: 4',
    );
  });

  it('answer them by address, too', async (test) => {
    await passes(
      test,
      'claims: { plan: gold }',
      '"https://crm.example.com/people/*": { plan: gold }, hr: missing',
    );
    await passes(
      test,
      'claims: { plan: gold }',
      'crm: { plan: gold }, "https://crm.example.com/hr": { status: 404 }',
    );
  });

  it('fail with a look-up that the policy needs', async (test) => {
    const result = told(await resultOf(test, 'outcome: deny', 'crm: fails, hr: missing'));
    assert.match(String(result), /crm.*outcome: "failure"/s);
    await passes(test, 'outcome: deny, by: free', 'crm: { plan: free }, hr: fails, counts.seats: 9');
  });

  it('expect that nobody gets in without a look-up or a call, and say why nobody does', async (test) => {
    const failureOf = async (expect: string, answers: string) => {
      const result = await resultOf(test, expect, answers);
      return result.kind === 'passed' ? result.failure : told(result);
    };
    assert.equal(
      await failureOf('outcome: failure, by: free, counts: [], calls: []', 'crm: fails, hr: missing'),
      'the look-up `crm` failed: nobody answered',
    );
    assert.match(
      String(
        await failureOf(
          'outcome: failure, by: after',
          `${FREE}, "https://audit.example.com/*": { status: 500 }`,
        ),
      ),
      /a call failed: .*500/,
    );
    assert.deepEqual(await failureOf('outcome: failure', FREE), ['outcome: "allow"']);
    assert.equal(await failureOf('outcome: allow', FREE), null);
  });

  it('do not take a look-up for failed that nothing answers', async (test) => {
    assert.deepEqual(told(await resultOf(test, 'outcome: failure', 'hr: missing')), [
      'nothing answers `crm` in this test: write what it answers under `answers:`',
    ]);
  });

  it('fail when nothing answers a look-up, and say how it can be answered', async (test) => {
    const result = await resultOf(test, 'outcome: allow', 'crm: { plan: gold }');
    assert.ok(result.kind === 'failed');
    assert.deepEqual(result.unanswered, ['hr']);
    assert.deepEqual(result.problems, [
      'nothing answers `hr` in this test: write what it answers under `answers:`',
    ]);
  });

  it('expect what is counted, called and notified, and no more', async (test) => {
    await passes(test, 'counts: seats, notifies: chat.example.com, calls: audit.example.com');
    assert.deepEqual(told(await resultOf(test, 'counts: [], notifies: [], calls: [a.example]')), [
      'counts: ["seats"]',
      'notifies: ["chat.example.com"]',
      'calls: ["audit.example.com"]',
    ]);
  });

  it('expect metadata as it is stored afterwards', async (test) => {
    await passes(test, 'metadata: { user_metadata: { last_country: DE } }');
  });

  it('expect of a refused login only what lasts even so', async (test) => {
    const gone = 'crm: { plan: gold }, hr: { gone: yes }';
    await passes(test, 'outcome: deny, counts: refusals, notifies: chat.example.com, calls: []', gone);
    await passes(test, 'outcome: deny, counts: [], notifies: [], calls: []', `${FREE}, counts.seats: 9`);
  });

  it('expect of a login that is asked for a second factor what is done once it was given', async (test) => {
    const vault = ANA.replace('desk', 'vault');
    await passes(test, 'outcome: challenge, counts: seats, calls: audit.example.com', FREE, vault);
  });

  it('expect the address that a login is sent to without what is added to it, and nothing that lasts', async (test) => {
    const shop = ANA.replace('desk', 'shop');
    await passes(test, 'redirect: "https://consent.example.com/terms", counts: [], calls: []', FREE, shop);
  });

  it('let calls go well of which nothing is said, and answer those of which something is', async (test) => {
    await passes(test, 'outcome: allow, calls: audit.example.com');
    const result = told(
      await resultOf(test, 'outcome: allow', `${FREE}, "https://audit.example.com/*": { status: 500 }`),
    );
    assert.match(String(result), /outcome: "failure"/);
  });
});
