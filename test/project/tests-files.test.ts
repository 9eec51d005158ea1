import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { textAt } from '../../grammar/index.ts';
import { checkProject } from '../../project/check-project.ts';
import { findTestsFiles } from '../../project/find-tests-files.ts';
import type { ProjectOptions } from '../../project/open-project.ts';
import { inFolder, policyText } from './project-folder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const RULE = 'function (user, context, callback) { callback(null, user, context); }\n';
const PIPELINE = 'pipeline: [policies/hr.yaml, rules/enrich.js]\n';
const PROJECT: Files = {
  'lintel.yaml': PIPELINE,
  'policies/hr.yaml': policyText('hr'),
  'rules/enrich.js': RULE,
};

/** A tests file with one test. */
function testsText(name: string, login = '{ app: hr }', expect = '{ outcome: deny }'): string {
  return `tests:\n  - name: ${name}\n    login: ${login}\n    expect: ${expect}\n`;
}

/** What checking gives, in the form of lines: `file: name of a case`, and `file code underlined text` of what is wrong. */
async function told(
  files: Files,
  place = '',
  options: ProjectOptions = {},
): Promise<{ readonly cases: readonly string[]; readonly findings: readonly string[] }> {
  return inFolder(files, async (root) => {
    const { tests, findings, steps } = await checkProject(path.join(root, place), options);
    const hasErrors = findings.some(({ diagnostics }) =>
      diagnostics.some(({ severity }) => severity === 'error'),
    );
    assert.equal(steps === null, hasErrors);
    return {
      cases: tests.flatMap(({ source, cases }) => cases.map(({ name }) => `${source.name}: ${name}`)),
      findings: findings.flatMap(({ source, diagnostics }) =>
        diagnostics.map(({ code, span }) => `${source.name} ${code} ${textAt(source, span)}`.trimEnd()),
      ),
    };
  });
}

async function casesOf(files: Files, place?: string): Promise<readonly string[]> {
  const { cases, findings } = await told(files, place);
  assert.deepEqual(findings, []);
  return cases;
}

async function findingsOf(files: Files, place?: string): Promise<readonly string[]> {
  return (await told(files, place)).findings;
}

describe('the tests files of a project', () => {
  it('are found anywhere in its folder, and come after the policies', async () => {
    const files = {
      ...PROJECT,
      'policies/hr.yaml': `${policyText('hr')}${testsText('own')}`,
      'all.tests.yaml': testsText('all'),
      'rules/enrich.tests.yml': testsText('rule'),
      'a/b/deep.tests.yaml': testsText('deep'),
    };
    assert.deepEqual(await casesOf(files), [
      'policies/hr.yaml: own',
      'a/b/deep.tests.yaml: deep',
      'all.tests.yaml: all',
      'rules/enrich.tests.yml: rule',
    ]);
  });

  it('are not those of others: of packages, of what was built, of hidden folders and of other projects', async () => {
    const files = {
      ...PROJECT,
      'node_modules/x/x.tests.yaml': 'broken: [',
      'dist/x.tests.yaml': 'broken: [',
      '.cache/x.tests.yaml': 'broken: [',
      'other/lintel.yaml': 'pipeline: [policy.yaml]\n',
      'other/deep/x.tests.yaml': 'broken: [',
      'tests.yaml': 'broken: [',
    };
    assert.deepEqual(await casesOf(files), []);
  });

  it('of a lone policy or rule is the one that stands beside it with its name', async () => {
    const files = {
      'hr.yaml': policyText('hr'),
      'hr.tests.yaml': testsText('policy'),
      'rule.js': RULE,
      'rule.tests.yml': testsText('rule'),
      'deep/hr.tests.yaml': 'broken: [',
    };
    assert.deepEqual(await casesOf(files, 'hr.yaml'), ['hr.tests.yaml: policy']);
    assert.deepEqual(await casesOf(files, 'rule.js'), ['rule.tests.yml: rule']);
    assert.deepEqual(await casesOf(files), ['hr.tests.yaml: policy']);
  });

  it('of a lone policy or rule are also those that have the name of nothing else', async () => {
    const files = {
      'policy.yaml': policyText('hr'),
      'notes.yaml': policyText('notes'),
      'notes.tests.yaml': testsText('notes'),
      'other.tests.yaml': testsText('other'),
    };
    assert.deepEqual(await casesOf(files), ['other.tests.yaml: other']);
    assert.deepEqual(await casesOf(files, 'other.tests.yaml'), ['other.tests.yaml: other']);
    assert.deepEqual(await casesOf(files, 'notes.yaml'), ['notes.tests.yaml: notes']);
    const rule = { 'enrich.js': RULE, 'all.tests.yaml': testsText('all') };
    assert.deepEqual(await casesOf(rule), ['all.tests.yaml: all']);
  });

  it('and what else stands beside policies is never taken for one', async () => {
    const files = {
      'portal.yaml': policyText('portal'),
      'portal.tests.yaml': testsText('portal'),
      'counterexamples.yaml': 'counterexamples: []\n',
      'fixtures/people.yaml': 'dana: { app: hr }\n',
    };
    assert.deepEqual(await casesOf(files), ['portal.tests.yaml: portal']);
    const { 'portal.yaml': _, 'portal.tests.yaml': tests, ...rest } = files;
    assert.deepEqual(await casesOf({ ...rest, 'portal.js': RULE, 'portal.tests.yaml': tests }), [
      'portal.tests.yaml: portal',
    ]);
  });

  it('mean their project when they are named themselves', async () => {
    const project = {
      ...PROJECT,
      'policies/hr.tests.yaml': testsText('hr'),
      'fixtures/a.yaml': 'dana: {}\n',
    };
    for (const place of ['policies/hr.tests.yaml', 'fixtures/a.yaml']) {
      assert.deepEqual(await casesOf(project, place), ['policies/hr.tests.yaml: hr'], place);
    }
    const lone = { 'a.yaml': policyText('a'), 'a.tests.yaml': testsText('a'), 'b.yaml': policyText('b') };
    assert.deepEqual(await casesOf(lone, 'a.tests.yaml'), ['a.tests.yaml: a']);
    assert.deepEqual(
      (await findingsOf({ 'a.tests.yaml': testsText('a') }, 'a.tests.yaml')).map((one) =>
        one.split(' ').at(-1),
      ),
      ['no-project'],
    );
  });

  it('of a rule that is tried in its project is the one beside it', async () => {
    const files = {
      ...PROJECT,
      'rules/enrich.tests.yaml': testsText('rule'),
      'all.tests.yaml': testsText('all'),
    };
    const { cases } = await told(files, 'rules/enrich.js', { loneFile: 'in-project' });
    assert.deepEqual(cases, ['rules/enrich.tests.yaml: rule']);
  });

  it('are checked like policies, each at its place', async () => {
    const files = {
      ...PROJECT,
      'a.tests.yaml': 'properties:\n  - { name: A law, never: user.emial is "x" }\n',
      'b.tests.yaml': testsText('b', '{ app: hr }', '{ by: hr-stafff }'),
      'c.tests.yaml': '',
      'd.tests.yaml': new Uint8Array([0xff]),
      'policies/hr.yaml': `${policyText('hr')}${testsText('own', '{}', '{ by: enrich }')}`,
    };
    const findings = (await findingsOf(files)).toSorted();
    assert.deepEqual(
      findings.filter((one) => !one.startsWith('c.tests.yaml ')),
      [
        'a.tests.yaml unknown-field user.emial',
        'b.tests.yaml impossible-expectation hr-stafff',
        'd.tests.yaml not-utf8 \ufffd',
      ],
    );
    assert.equal(findings.length, 4);
  });

  it('see the settings, the schemas and what is assumed as policies do', async () => {
    const files = {
      'lintel.yaml': `${PIPELINE}settings: { support: nobody }\nenvironments: { test: { settings: { support: somebody } } }\nschema: { app_metadata: app.json }\n`,
      'policies/hr.yaml': policyText('hr'),
      'rules/enrich.js': RULE,
      'app.json': '{ "type": "object", "properties": { "level": { "type": "number" } } }',
      'all.tests.yaml':
        'properties:\n  - name: A law\n    never: user.app_metadata.level is settings.support and outcome is "allow"\n',
    };
    assert.deepEqual(
      (await findingsOf(files)).map((one) => one.split(' ').slice(0, 2).join(' ')),
      ['all.tests.yaml mismatched-types'],
    );
    await inFolder(files, async (root) => {
      const { attributes } = await checkProject(root, { environment: 'test' });
      assert.equal(attributes.get('app_metadata')?.kind, 'record');
    });
  });

  it('may name lists in files', async () => {
    const files = {
      ...PROJECT,
      'partners.txt': 'ana@partner.example\n',
      'all.tests.yaml':
        'lists:\n  partners: { of: email, file: partners.txt }\nproperties:\n  - name: A law\n    given: user.email in partners\n    never: outcome is "allow"\n',
    };
    await inFolder(files, async (root) => {
      const { tests, findings } = await checkProject(root);
      assert.deepEqual(
        findings.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message)),
        [],
      );
      assert.deepEqual(
        tests.at(-1)?.core.properties.map(({ name }) => name),
        ['A law'],
      );
    });
  });

  it('are refused through links that lead out of the project', async () => {
    const inside = Object.entries(PROJECT).map(([name, text]) => [`project/${name}`, text]);
    const files = { ...Object.fromEntries(inside), 'outside.tests.yaml': testsText('outside') };
    await inFolder(files, async (root) => {
      await symlink('../outside.tests.yaml', path.join(root, 'project/link.tests.yaml'));
      const { findings, tests } = await checkProject(path.join(root, 'project'));
      assert.deepEqual(
        findings.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message)),
        ['`link.tests.yaml` cannot be read: it is a link to a place outside the project folder'],
      );
      assert.equal(
        tests.some(({ source }) => source.name === 'link.tests.yaml'),
        false,
      );
    });
  });

  it('are not looked for without end', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}/x.tests.yaml`, '']));
    await inFolder(files, async (root) => {
      assert.equal((await findTestsFiles(root)).files.length, 30);
      assert.equal((await findTestsFiles(root, { most: 45 })).isCutShort, true);
    });
  });

  it('have no place in a pipeline, nor have fixtures and counter-examples', async () => {
    const files = {
      ...PROJECT,
      'lintel.yaml': 'pipeline: [policies/hr.yaml, hr.tests.yaml, ./fixtures/a.yaml, counterexamples.yaml]\n',
      'hr.tests.yaml': testsText('hr'),
      'fixtures/a.yaml': 'dana: {}\n',
      'counterexamples.yaml': '',
    };
    assert.deepEqual(await findingsOf(files), [
      'lintel.yaml tests-in-pipeline hr.tests.yaml',
      'lintel.yaml tests-in-pipeline ./fixtures/a.yaml',
      'lintel.yaml tests-in-pipeline counterexamples.yaml',
    ]);
  });

  it('are where the keys for tests belong that a lintel.yaml does not have', async () => {
    const files = {
      ...PROJECT,
      'lintel.yaml': `${PIPELINE}properties: []\ntests: []\nfixtures: a\nanswers: {}\n`,
    };
    await inFolder(files, async (root) => {
      const { findings } = await checkProject(root);
      const helps = findings.flatMap(({ diagnostics }) => diagnostics.map(({ help }) => help));
      assert.deepEqual(
        helps.map((help) => /`\.tests\.yaml`|`fixtures`/.exec(help ?? '')?.[0]),
        ['`.tests.yaml`', '`.tests.yaml`', '`fixtures`', '`.tests.yaml`'],
      );
    });
  });
});

describe('the fixtures of a project', () => {
  const people = 'dana: { app: hr, user: { email: dana@example.com } }\n';

  it('are logins that tests name, from all files of the folder', async () => {
    const files = {
      ...PROJECT,
      'fixtures/people.yaml': people,
      'fixtures/more.yml': 'erin: { like: dana, ip: 203.0.113.7 }\n',
      'a.tests.yaml': testsText('a', 'erin'),
      'policies/hr.yaml': `${policyText('hr')}${testsText('own', '{ like: dana, without: [user.email] }')}`,
    };
    await inFolder(files, async (root) => {
      const { tests, findings } = await checkProject(root);
      assert.deepEqual(findings, []);
      assert.deepEqual(
        tests.flatMap(({ cases }) =>
          cases.map(({ login }) =>
            login.kind === 'record' ? login.fields.map(({ name }) => name.text) : [],
          ),
        ),
        [
          ['app', 'user'],
          ['app', 'user', 'ip'],
        ],
      );
    });
  });

  it('have one name each, and the second is told where the first stands', async () => {
    const files = { ...PROJECT, 'fixtures/a.yaml': `\n${people}`, 'fixtures/b.yaml': people };
    await inFolder(files, async (root) => {
      const { findings } = await checkProject(root);
      assert.deepEqual(
        findings.map(({ source, diagnostics }) => [
          source.name,
          ...diagnostics.map(({ message }) => message),
        ]),
        [['fixtures/b.yaml', 'the fixture `dana` stands in `fixtures/a.yaml` already, in line 2']],
      );
    });
  });

  it('are checked although no test names them, and only once', async () => {
    const files = {
      ...PROJECT,
      'fixtures/a.yaml': 'dana: { like: dan }\n',
      'a.tests.yaml': testsText('a', 'dana'),
    };
    assert.deepEqual(await findingsOf(files), ['fixtures/a.yaml unknown-fixture dan']);
  });

  it('that cannot be read are no reason to complain of tests that name them', async () => {
    for (const text of ['- dana\n', 'dana: [', new Uint8Array([0xff])]) {
      const files = { ...PROJECT, 'fixtures/a.yaml': text, 'a.tests.yaml': testsText('a', 'dana') };
      const findings = await findingsOf(files);
      assert.deepEqual(
        [...new Set(findings.map((one) => one.split(' ')[0]))],
        ['fixtures/a.yaml'],
        findings.join('\n'),
      );
    }
  });

  it('beside a lone file are read only when its tests name one', async () => {
    const files = { 'hr.yaml': policyText('hr'), 'fixtures/other.yaml': '- of somebody else\n' };
    assert.deepEqual(await findingsOf(files, 'hr.yaml'), []);
    const named = { ...files, 'hr.tests.yaml': testsText('a', 'dana'), 'fixtures/other.yaml': people };
    assert.deepEqual(await casesOf(named, 'hr.yaml'), ['hr.tests.yaml: a']);
    assert.deepEqual(
      (await findingsOf({ ...named, 'fixtures/other.yaml': '- x\n' }, 'hr.yaml')).map(
        (one) => one.split(' ')[0],
      ),
      ['fixtures/other.yaml'],
    );
  });
});
