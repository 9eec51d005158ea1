import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProject } from '../../project/index.ts';
import { inFolder } from './project-folder.ts';

const FREEZE = `template: freeze
name: Keep a group out
parameters:
  group: { type: group, title: Group, example: Contractors }
rule:
  when: user.groups exists and user.groups contains group
  then: { deny: Not now. }
tests:
  - name: Members are refused
    with: { group: Interns }
    login: { like: dana }
    expect: { outcome: deny, by: freeze }
`;

const FILES = {
  'lintel.yaml': 'pipeline: [hr.yaml]\n',
  'hr.yaml':
    'policy: hr\nrules:\n  - { id: no-interns, uses: freeze, with: { group: Interns } }\n' +
    'tests:\n  - { name: Out, login: dana, expect: { outcome: deny, by: no-interns } }\n',
  'fixtures/people.yaml': 'dana: { user: { groups: [Interns] } }\n',
  'templates/freeze.yaml': FREEZE,
};

/** What is found where in a project with these files in the place of others. */
function findings(files: Readonly<Record<string, string>>, path = '.'): Promise<readonly string[]> {
  return inFolder({ ...FILES, ...files }, async (root) => {
    const { findings } = await checkProject(`${root}/${path}`);
    return findings.flatMap(({ source, diagnostics }) =>
      diagnostics.map(
        ({ code, span }) => `${source.name}: ${code}: ${source.text.slice(span.start, span.end)}`,
      ),
    );
  });
}

function withTemplate(from: string, to: string): Readonly<Record<string, string>> {
  assert.ok(FREEZE.includes(from));
  return { 'templates/freeze.yaml': FREEZE.replace(from, to) };
}

describe('the templates of a project', () => {
  it('know the fixtures, and have nothing wrong with them', async () => {
    assert.deepEqual(await findings({}), []);
  });

  it('make rules that laws can name', async () => {
    const law = (rule: string) => ({
      'hr.tests.yaml': `properties:\n  - name: Out\n    given: user.groups contains "Interns"\n    always: by is "${rule}"\n`,
    });
    assert.deepEqual(await findings(law('no-interns')), []);
    assert.deepEqual(await findings(law('freeze')), ['hr.tests.yaml: unknown-rule: "freeze"']);
  });

  it('tell at their own place what is wrong with their tests', async () => {
    assert.deepEqual(await findings(withTemplate('dana', 'dora')), [
      'templates/freeze.yaml: unknown-fixture: dora',
    ]);
    assert.deepEqual(await findings(withTemplate('by: freeze', 'by: no-interns')), [
      'templates/freeze.yaml: impossible-expectation: no-interns',
    ]);
    const twice =
      '  - { name: Members are refused, with: { group: A }, login: {}, expect: { outcome: allow } }\n';
    assert.deepEqual(await findings(withTemplate('tests:\n', `tests:\n${twice}`)), [
      'templates/freeze.yaml: duplicate-name: Members are refused',
    ]);
    assert.deepEqual(await findings(withTemplate('login: { like: dana }', 'like: dana')), [
      'templates/freeze.yaml: unknown-key: like',
    ]);
  });

  it('take the dates of files for the schedules of their tests', async () => {
    const files = withTemplate(
      'group: Interns',
      'group: Interns, hours: { from: "08:00", to: "18:00", timezone: UTC, holidays: lists/days.csv }',
    );
    const text = files['templates/freeze.yaml']?.replace(
      'rule:',
      '  hours: { type: schedule, title: Hours, default: { from: "08:00", to: "18:00", timezone: UTC } }\nrule:',
    );
    const used = text?.replace('group\n', 'group and now is during hours\n') ?? '';
    const found = await findings({ 'templates/freeze.yaml': used, 'lists/days.csv': 'date\n2026-12-25\n' });
    assert.deepEqual(found, []);
  });

  it('with a mistake say nothing about tests of the rules that are made of them', async () => {
    assert.deepEqual(await findings(withTemplate('deny: Not', 'dny: Not')), [
      'templates/freeze.yaml: unknown-key: dny',
    ]);
  });

  it('say nothing about fixtures of files that cannot be read', async () => {
    assert.deepEqual(await findings({ 'fixtures/people.yaml': 'dana: [\n' }), [
      'fixtures/people.yaml: unpaired-bracket: [',
    ]);
  });

  it('are no part of the pipeline', async () => {
    assert.deepEqual(await findings({ 'lintel.yaml': 'pipeline: [templates/freeze.yaml, hr.yaml]\n' }), [
      'lintel.yaml: tests-in-pipeline: templates/freeze.yaml',
    ]);
  });

  it('mean the project around them', async () => {
    await inFolder(FILES, async (root) => {
      const { templates, root: found } = await checkProject(`${root}/templates/freeze.yaml`);
      assert.deepEqual([templates.map(({ id }) => id), found], [['freeze'], root]);
    });
  });

  it('mean the policy beside their folder, where there is no project', async () => {
    const { 'lintel.yaml': _, ...files } = FILES;
    await inFolder(files, async (root) => {
      const { templates, tests } = await checkProject(`${root}/templates/freeze.yaml`);
      assert.deepEqual([templates.length, tests.map(({ source }) => source.name)], [1, ['hr.yaml']]);
    });
  });

  it('are left out where a rule in JavaScript stands for itself', async () => {
    const files = {
      ...FILES,
      'rule.js': 'function rule(user, context, callback) { callback(null, user, context); }',
    };
    await inFolder(files, async (root) => {
      const { templates, steps } = await checkProject(`${root}/rule.js`);
      assert.deepEqual([templates.length, steps?.length], [0, 1]);
    });
  });
});
