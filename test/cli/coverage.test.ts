import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { formatCoverage } from '../../cli/coverage/format-coverage.ts';
import { htmlOfCoverage } from '../../cli/coverage/html-of-coverage.ts';
import { lcovOfCoverage } from '../../cli/coverage/lcov-of-coverage.ts';
import { inFolder } from '../project/project-folder.ts';
import { elementsIn } from './parse-xml.ts';
import { runLintel } from './run-lintel.ts';
import { testProject } from './test-project.ts';

const POLICY = `policy: hr
name: "<script>alert(1)</script> & co"
rules:
  - id: staff
    unless: user.email.domain is "example.com"
    then: { deny: Only staff. }
  - id: old
    mode: disabled
    when: user.blocked
    then: { deny: Never. }
  - id: admins
    when:
      all:
        - user.groups contains "admins"
        - request.country is not "DE"
    then: { require_mfa: yes }
tests:
  - name: Staff get in
    login: { user: { email: ana@example.com, groups: [admins] }, country: DE }
    expect: { outcome: allow }
  - name: Strangers do not
    login: { user: { email: eve@evil.example } }
    expect: { outcome: deny }
`;

describe('coverage', () => {
  it('is told rule by rule, with what no test shows in sentences', async () => {
    assert.equal(
      formatCoverage(await coverage(), (_, text) => text),
      `coverage  3 of 6 endings of rules (50%), 4 of 9 answers of sentences (44%)

policy.yaml  █████████░░░░░░░░░░░ 46%
  staff   ✓ applied 1  ✓ not 1  – could not tell
  old     off
  admins  – applied  ✓ not 1  – could not tell
  – \`staff\`: no test in which it could not tell  (policy.yaml:4)
  – \`admins\`: no test in which it applies  (policy.yaml:11)
  – \`admins\`: no test in which it could not tell  (policy.yaml:11)
  – \`admins\`: no test in which \`user.groups contains "admins"\` is no  (policy.yaml:14)
  – \`admins\`: no test in which \`user.groups contains "admins"\` could not be told  (policy.yaml:14)
  – \`admins\`: \`user.groups contains "admins"\` never was the deciding one  (policy.yaml:14)
  – \`admins\`: no test in which \`request.country is not "DE"\` is yes  (policy.yaml:15)
  – \`admins\`: no test in which \`request.country is not "DE"\` could not be told  (policy.yaml:15)
`,
    );
  });

  it('is an lcov tracefile whose sums are right', async () => {
    const lines = lcovOfCoverage(await coverage())
      .trimEnd()
      .split('\n');
    const of = (key: string) =>
      lines.filter((line) => line.startsWith(`${key}:`)).map((line) => line.slice(key.length + 1));
    assert.deepEqual(of('SF'), ['policy.yaml']);
    assert.deepEqual(of('DA'), ['4,2', '5,2', '11,1', '14,1', '15,1']);
    assert.deepEqual(of('FNDA'), ['1,staff', '0,admins']);
    assert.deepEqual([...of('BRF'), ...of('BRH')], [String(of('BRDA').length), '7']);
    assert.deepEqual([...of('LF'), ...of('LH')], ['5', '5']);
    assert.equal(lines.at(-1), 'end_of_record');
  });

  it('is a page that stands alone and holds every text as text', async () => {
    const html = htmlOfCoverage(await coverage());
    assert.ok(!html.includes('<script') && !/\b(?:src|href)=/.test(html));
    const body = html.slice(html.indexOf('<main>'), html.indexOf('</main>') + '</main>'.length);
    const rows = elementsIn(body.replaceAll('<br>', '<br/>'), 'tr').map((row) => row.textContent);
    assert.ok(rows.some((row) => row.includes('name: "<script>alert(1)</script> & co"')));
    assert.ok(
      rows.some((row) =>
        row.includes('◐ yes in 1 test, no in 1 test, could not be told in no test; it decided in 2 tests'),
      ),
    );
  });

  it('is written to the files that are named, and printed with --coverage', async () => {
    await inFolder({ 'policy.yaml': POLICY }, async (cwd) => {
      const files = ['--coverage-html', 'out/page.html', '--coverage-lcov', 'out/lcov.info'];
      const { code, stdout, stderr } = await runLintel(['test', '--only', 'tests', '--coverage', ...files], {
        cwd,
      });
      assert.match(stdout, /\n2 passed, 0 failed, 0 skipped\n\ncoverage {2}3 of 6 /);
      assert.deepEqual([code, stderr], [0, 'wrote out/page.html\nwrote out/lcov.info\n']);
      assert.match(await readFile(path.join(cwd, 'out/page.html'), 'utf8'), /^<!doctype html>/);
      assert.match(await readFile(path.join(cwd, 'out/lcov.info'), 'utf8'), /^TN:\nSF:policy\.yaml\n/);
    });
  });

  it('is in the object of --json', async () => {
    const { stdout } = await inFolder({ 'policy.yaml': POLICY }, (cwd) =>
      runLintel(['test', '--only', 'tests', '--coverage', '--json'], { cwd }),
    );
    const { rules, clauses, files } = JSON.parse(stdout).coverage;
    assert.deepEqual(
      [rules, clauses],
      [
        { reached: 3, possible: 6, percent: 50 },
        { reached: 4, possible: 9, percent: 44 },
      ],
    );
    assert.deepEqual(files[0].untested[0], {
      rule: 'staff',
      clause: null,
      line: 4,
      what: 'no test in which it could not tell',
    });
  });
});

async function coverage() {
  const { coverage: found } = await testProject({ 'policy.yaml': POLICY });
  assert.ok(found !== null);
  return found;
}
