import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { inFolder } from '../project/project-folder.ts';
import { runLintel } from './run-lintel.ts';
import { testProject } from './test-project.ts';

const FREEZE = `template: freeze
name: Keep a group out
parameters:
  group: { type: group, title: Group, example: Contractors }
rule:
  name: Keep out \${group}
  when: user.groups contains group
  then: { deny: Not now. }
tests:
  - name: Members are refused
    with: { group: Interns }
    login: dana
    expect: { outcome: deny, by: freeze }
  - name: Nobody else is
    with: { group: Interns }
    table:
      - [user.groups, expect.outcome]
      - [[Interns, Staff], deny]
      - [[Staff], allow]
  - name: Not yet
    with: { group: Interns }
    login: dana
    expect: { outcome: deny }
    skip: nobody uses it so far
`;

const FILES = {
  'lintel.yaml': 'pipeline: [hr.yaml]\n',
  'hr.yaml':
    'policy: hr\nrules:\n  - { id: no-interns, uses: freeze, with: { group: Interns } }\n' +
    'tests:\n  - { name: Out, login: dana, expect: { outcome: deny, by: no-interns } }\n',
  'fixtures/people.yaml': 'dana: { user: { groups: [Interns] } }\n',
  'templates/freeze.yaml': FREEZE,
};

const LONE = `template: lone
name: Lone
rule:
  when: user.groups exists and user.groups contains "A"
  then: { deny: No. }
tests:
  - name: Nobody
    login: { user: { groups: [B] } }
    expect: { outcome: deny }
`;

const WRONG_LONE = LONE.replace('groups contains', 'grops contains').replace(
  'template: lone',
  'template: wrong',
);

const WRONG = { ...FILES, 'templates/freeze.yaml': FREEZE.replace('allow', 'deny') };

describe('the tests of templates', () => {
  it('call only whom their template names, with secrets that nobody has to know', async () => {
    const report = `template: report
name: Report logins
parameters:
  to: { type: url, title: Address, example: https://example.com/ }
  key: { type: secret, title: Its key, example: KEY }
rule:
  then: { call: { url: = to, headers: { X-Key: = key } } }
tests:
  - name: They are reported
    with: { to: https://audit.example.com/logins, key: ITS_KEY }
    login: dana
    expect: { outcome: allow, calls: [audit.example.com] }
`;
    const { files } = await testProject({ ...FILES, 'templates/report.yaml': report });
    const results = files.find(({ source }) => source.name.endsWith('report.yaml'))?.results;
    assert.deepEqual(
      results?.map(({ result }) => result.kind),
      ['passed'],
    );
  });

  it('run with those of the project, fixtures and tables and all', async () => {
    const { files } = await testProject(FILES);
    assert.deepEqual(
      files.map(({ source, results }) => [
        source.name,
        ...results.map(({ result }) => `${result.kind}: ${result.case.name}`),
      ]),
      [
        ['hr.yaml', 'passed: Out'],
        [
          'freeze.yaml',
          'passed: Members are refused',
          'passed: Nobody else is (row 1: [Interns, Staff], deny)',
          'passed: Nobody else is (row 2: [Staff], allow)',
          'skipped: Not yet',
        ],
      ],
    );
  });

  it('say nothing of the rules that are made of them', async () => {
    const policy = 'policy: freeze\nrules: [{ id: freeze, uses: freeze, with: { group: Interns } }]\n';
    const files = { ...FILES, 'hr.yaml': policy };
    const { coverage } = await testProject(files);
    const rules = coverage?.files.flatMap((file) => file.rules) ?? [];
    assert.deepEqual(
      rules.map(({ id, endings }) => [id, Object.values(endings).some((count) => count > 0)]),
      [['freeze', false]],
    );
  });

  it('are named by their own file, for people and for machines', async () => {
    await inFolder(WRONG, async (cwd) => {
      const text = await runLintel(['test', '.', '--only', 'tests'], { cwd });
      assert.equal(text.code, 4);
      assert.match(text.stdout, /templates\/freeze\.yaml:\d+\)\n.*outcome: expected deny, found allow/s);
      const json = await runLintel(['test', '.', '--only', 'tests', '--json'], { cwd });
      assert.match(json.stdout, /"file": "templates\/freeze\.yaml"/);
      const junit = await runLintel(['test', '.', '--only', 'tests', '--format', 'junit'], { cwd });
      assert.match(junit.stdout, /<testsuite name="templates\/freeze\.yaml" tests="4" failures="1"/);
    });
  });

  it('expect what happened after --update', async () => {
    await inFolder(WRONG, async (cwd) => {
      const args = ['test', '--only', 'tests', '--update'];
      assert.equal((await runLintel(args, { cwd, env: { CI: '' } })).code, 0);
      const text = await readFile(path.join(cwd, 'templates/freeze.yaml'), 'utf8');
      assert.match(text, /- \[\[Staff\], allow\]/);
    });
  });

  it('run when a template is named that belongs to no project, with fixtures beside its folder', async () => {
    const { 'templates/freeze.yaml': template, 'fixtures/people.yaml': people } = FILES;
    const files = {
      'templates/freeze.yaml': template,
      'fixtures/people.yaml': people,
      'more/lone.yaml': LONE,
    };
    await inFolder(files, async (cwd) => {
      const ran = await runLintel(['test', 'templates/freeze.yaml'], { cwd });
      assert.match(ran.stdout, /✓ Members are refused\n.*3 passed, 0 failed, 1 skipped\n$/s);
      assert.deepEqual([ran.code, ran.stderr], [0, '']);
      const lone = await runLintel(['test', 'more/lone.yaml'], { cwd });
      assert.deepEqual([lone.code, lone.stderr], [4, '']);
      assert.match(lone.stdout, /^✗ Nobody {2}\(more\/lone\.yaml:7\)/);
    });
  });

  it('run from any folder of a template that comes with Lintel', async () => {
    const file = path.join(import.meta.dirname, '../../stdlib/templates/audit-before-login.yaml');
    const ran = await inFolder({}, (cwd) => runLintel(['test', file], { cwd }));
    assert.match(ran.stdout, /✓ Nobody gets in while the audit service fails {2}\(fails: .*503\)/);
    assert.equal(ran.code, 0);
  });

  it('run when the file of a template is named, in the project around it', async () => {
    await inFolder(FILES, async (cwd) => {
      const { code, stdout } = await runLintel(['test', 'templates/freeze.yaml', '--only', 'tests'], { cwd });
      assert.equal(code, 0);
      assert.match(stdout, /4 passed, 0 failed, 1 skipped/);
    });
  });
});

describe('a template that belongs to no project', () => {
  const run = (...args: readonly string[]) =>
    inFolder({ 'lone.yaml': LONE, 'wrong.yaml': WRONG_LONE }, (cwd) => runLintel(args, { cwd, input: '{}' }));

  it('is checked as what it is', async () => {
    const fine = await run('check', 'lone.yaml');
    assert.deepEqual([fine.code, fine.stdout], [0, 'no problems (checked 1 file)\n']);
    const wrong = await run('check', 'wrong.yaml');
    assert.equal(wrong.code, 3);
    assert.match(wrong.stdout, /grops.*wrong\.yaml:4/s);
  });

  it('lets nobody in, and says what can be done with it', async () => {
    for (const args of [
      ['run', 'lone.yaml', '--login', '-'],
      ['explain', 'lone.yaml'],
      ['compile', 'lone.yaml'],
    ]) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout.trim()], [3, ''], args.join(' '));
      assert.match(stderr, /`lone\.yaml` is a template: a rule takes it over with `uses`, and `lintel test`/);
    }
  });
});
