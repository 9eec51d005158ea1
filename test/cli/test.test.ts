import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inFolder, policyText } from '../project/project-folder.ts';
import { runLintel } from './run-lintel.ts';

const PASSING = `tests:
  - name: Staff get in
    login: { user: { email: ana@example.com } }
    expect: { outcome: allow }
  - name: Strangers are refused
    login: { user: { email: eve@evil.example } }
    expect: { outcome: deny, by: hr-staff }
  - name: Nobody knows yet
    login: {}
    expect: { outcome: allow }
    skip: until the directory answers
`;
const FAILING = `tests:
  - name: Strangers get in
    login: { user: { email: eve@evil.example } }
    expect: { outcome: allow, scopes: [] }
  - name: Staff have a role
    login: { user: { email: ana@example.com } }
    expect: { claims: { role: staff } }
  - name: A slip
    login: { usr: {} }
    expect: { outcome: deny }
  - name: Staff get in
    login: { user: { email: ana@example.com } }
    expect: { outcome: allow }
`;
const HR = policyText('hr');
const OTHER = `${policyText('crm')}tests:
  - name: The pipeline refuses strangers before
    login: { user: { email: eve@evil.example } }
    expect: { outcome: deny, by: hr-staff }
`;

describe('lintel test --only tests', () => {
  it('names every test in a line and counts them', async () => {
    const { code, stdout, stderr } = await lintelTest({ 'policy.yaml': HR + PASSING });
    assert.equal(
      stdout,
      `✓ Staff get in
✓ Strangers are refused
– Nobody knows yet  (skipped: until the directory answers)

2 passed, 0 failed, 1 skipped
`,
    );
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('shows what is different and the rule that led to it', async () => {
    const { code, stdout } = await lintelTest({ 'policy.yaml': HR + FAILING });
    assert.equal(
      stdout,
      `✗ Strangers get in  (policy.yaml:8)
    outcome: expected allow, found deny
      applied         hr-staff
          unless user.email.domain is "example.com" → no  line 4
              user.email = "eve@evil.example"
          => refused: Only staff can sign in to hr. [unauthorized]
✗ Staff have a role  (policy.yaml:11)
    claims.role: expected "staff", found nothing
    no rule decided this; with \`by: RULE\` the test shows what that rule saw
✗ A slip  (policy.yaml:14)
    unknown key \`usr\` in a login (did you mean \`user\`?)
✓ Staff get in

1 passed, 3 failed, 0 skipped
`,
    );
    assert.equal(code, 4);
  });

  it('shows the rows of a table below their test', async () => {
    const table = `tests:
  - name: Where from
    login: { user: { email: ana@example.com } }
    table:
      - [user.email, expect.outcome]
      - [missing, allow]
      - [eve@evil.example, allow]
`;
    const { code, stdout } = await lintelTest({ 'policy.yaml': HR + table });
    assert.match(stdout, /^✗ Where from\n {2}✓ row 1: [^\n]*\n {2}✗ row 2: [^\n]* {2}\(policy\.yaml:13\)\n/);
    assert.match(stdout, /\n {6}outcome: expected allow, found deny\n/);
    assert.equal(code, 4);
    const json = JSON.parse((await lintelTest({ 'policy.yaml': HR + table }, '--json')).stdout);
    assert.deepEqual(
      json.tests.map(({ row, line, result }: Record<string, unknown>) => [row, line, result]),
      [
        [1, 12, 'passed'],
        [2, 13, 'failed'],
      ],
    );
  });

  it('takes every test through the whole pipeline, and names the policies', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [hr.yaml, crm.yaml]\n',
      'hr.yaml': HR + PASSING,
      'crm.yaml': OTHER,
    };
    const { code, stdout } = await lintelTest(files);
    assert.match(stdout, /^hr\.yaml\n✓ Staff get in\n[\s\S]*\ncrm\.yaml\n✓ The pipeline [^\n]*\n\n3 passed/);
    assert.equal(code, 0);
  });

  it('prints one object with --json', async () => {
    const { code, stdout } = await lintelTest({ 'policy.yaml': HR + FAILING }, '--json');
    const { tests, ...counts } = JSON.parse(stdout);
    assert.deepEqual(counts, {
      schemaVersion: 1,
      passed: 1,
      failed: 3,
      skipped: 0,
      laws: [],
      runs: [],
      coverage: null,
      diagnostics: [],
    });
    const [stranger, , slip, staff] = tests;
    const { rules, ...rest } = stranger;
    assert.deepEqual(rest, {
      name: 'Strangers get in',
      row: null,
      file: 'policy.yaml',
      line: 8,
      result: 'failed',
      reason: null,
      failure: null,
      problems: [],
      differences: [{ what: 'outcome', expected: 'allow', found: 'deny' }],
    });
    assert.deepEqual([rules.length, rules[0].rule, rules[0].result], [1, 'hr-staff', 'applied']);
    assert.equal(slip.problems.length, 1);
    assert.deepEqual([staff.result, staff.rules], ['passed', []]);
    assert.equal(code, 4);
  });

  it('says why a login fails that is to fail, to people and to programs', async () => {
    const down = `policy: hr
sources: { crm: { url: https://crm.example.com/ } }
rules: [{ id: gone, when: crm.gone, then: { deny: No. } }]
tests: [{ name: Down, login: {}, answers: { crm: fails }, expect: { outcome: failure, by: gone } }]
`;
    const { code, stdout } = await lintelTest({ 'policy.yaml': down });
    assert.match(stdout, /^✓ Down {2}\(fails: .*the look-up `crm` failed: nobody answered\)\n/);
    assert.equal(code, 0);
    const json = await lintelTest({ 'policy.yaml': down }, '--json');
    assert.match(JSON.parse(json.stdout).tests[0].failure, /`crm` failed/);
  });

  it('runs only tests whose names have the text of --filter, whatever its case', async () => {
    const { code, stdout } = await lintelTest({ 'policy.yaml': HR + FAILING }, '--filter', 'staff GET');
    assert.deepEqual([code, stdout], [0, '✓ Staff get in\n\n1 passed, 0 failed, 0 skipped\n']);
    const none = await lintelTest({ 'policy.yaml': HR + FAILING }, '--filter', 'staf gets');
    assert.deepEqual([none.code, none.stdout], [2, '']);
    assert.match(none.stderr, /no test and no law has `staf gets` in its name/);
  });

  it('says so when there are no tests', async () => {
    const { code, stdout } = await lintelTest({ 'policy.yaml': HR });
    assert.deepEqual([code, stdout], [0, 'no tests; a policy carries them under `tests:`\n']);
    const json = await lintelTest({ 'policy.yaml': HR }, '--json');
    assert.deepEqual(JSON.parse(json.stdout), {
      schemaVersion: 1,
      passed: 0,
      failed: 0,
      skipped: 0,
      tests: [],
      laws: [],
      runs: [],
      coverage: null,
      diagnostics: [],
    });
  });

  it('runs nothing when the policies have errors', async () => {
    const { code, stdout, stderr } = await lintelTest({
      'policy.yaml': HR.replace('user.email', 'user.emial') + PASSING,
    });
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, /^error\[unknown-field\]/);
    assert.equal((await lintelTest({})).code, 3);
  });

  it('tells errors of the policies to programs, too', async () => {
    const wrong = { 'policy.yaml': HR.replace('user.email', 'user.emial') + PASSING };
    const { code, stdout, stderr } = await lintelTest(wrong, '--json');
    const { tests, diagnostics } = JSON.parse(stdout);
    assert.deepEqual([code, tests, diagnostics.length, diagnostics[0].code], [3, [], 1, 'unknown-field']);
    assert.match(stderr, /^error\[unknown-field\]/);
    assert.match((await lintelTest(wrong, '--format', 'junit')).stdout, /<error message="unknown field/);
  });

  it('says only what went wrong when it is quiet', async () => {
    assert.equal((await lintelTest({ 'policy.yaml': HR + PASSING }, '-q')).stdout, '');
    const { stdout } = await lintelTest({ 'policy.yaml': HR + FAILING }, '-q');
    assert.ok(stdout.includes('✗ A slip') && !stdout.includes('✓'));
  });

  it('uses the settings of an environment and the clock of --now', async () => {
    const policy = `policy: hr
settings: { home: example.com }
rules:
  - id: staff
    unless: user.email.domain is settings.home
    then:
      deny: Only staff.
  - id: late
    when: now is after 2026-01-01T00:00:00Z
    then:
      deny: Too late.
tests:
  - name: Visitors get in
    login: { user: { email: ana@visitor.example } }
    expect: { outcome: allow }
`;
    const files = {
      'lintel.yaml':
        'pipeline: [policy.yaml]\nenvironments: { open: { settings: { home: visitor.example } } }\n',
      'policy.yaml': policy,
    };
    const codes = await Promise.all(
      [
        ['--now', '2025-06-01T12:00:00Z', '--environment', 'open'],
        ['--now', '2025-06-01T12:00:00Z'],
        ['--now', '2026-06-01T12:00:00Z', '--environment', 'open'],
      ].map(async (args) => (await lintelTest(files, ...args)).code),
    );
    assert.deepEqual(codes, [0, 4, 4]);
  });

  it('shows control characters of names and logins as signs', async () => {
    const tests = `tests:
  - name: "a\\e[2Jb"
    login: { user: { email: "x\\e[2J@evil.example" } }
    expect: { outcome: allow, scopes: ["c\\e[2J"] }
`;
    const { stdout } = await lintelTest({ 'policy.yaml': HR + tests });
    assert.ok(stdout.includes('✗ a') && !stdout.includes('\u001b'));
  });
});

function lintelTest(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return inFolder(files, (cwd) => runLintel(['test', '--only', 'tests', ...args], { cwd }));
}
