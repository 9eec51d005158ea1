import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { textAt } from '../../grammar/index.ts';
import { checkProject } from '../../project/check-project.ts';
import type { ProjectOptions } from '../../project/open-project.ts';
import { inFolder, policyText } from './project-folder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const HR = { 'policies/hr.yaml': policyText('hr') };

describe('checkProject', () => {
  it('takes the folder of a lintel.yaml, the file itself, a policy file, or a folder with one', async () => {
    const files = { ...HR, 'lintel.yaml': 'pipeline: [policies/hr.yaml]\n' };
    for (const place of ['', 'lintel.yaml', 'policies', 'policies/hr.yaml']) {
      assert.deepEqual(await policiesOf(files, place), ['hr'], place);
    }
  });

  it('prefers policy.yaml among several policy files', async () => {
    const files = { 'policy.yaml': policyText('main'), 'other.yaml': policyText('other') };
    assert.deepEqual(await policiesOf(files), ['main']);
  });

  it('compiles the policies in the order of the pipeline', async () => {
    const files = {
      'a.yaml': policyText('a'),
      'b.yaml': policyText('b'),
      'lintel.yaml': 'pipeline: [b.yaml, ./a.yaml]',
    };
    assert.deepEqual(await policiesOf(files), ['b', 'a']);
  });

  it('gives no policies when one of them has an error, and all findings', async () => {
    const files = {
      'a.yaml': policyText('a').replace('user.email', 'user.emial'),
      'b.yaml': policyText('b').replace('user.email', 'user.mail'),
      'lintel.yaml': 'pipeline: [a.yaml, b.yaml]\nsources: {}\n',
    };
    await inFolder(files, async (root) => assert.equal((await checkProject(root)).policies, null));
    assert.deepEqual(
      (await findingsOf(files)).map((finding) => finding.split(' ')[0]),
      ['lintel.yaml', 'a.yaml', 'b.yaml'],
    );
  });

  it('says one thing about names side by side, and does not take them for unknown names', async () => {
    const files = {
      'policy.yaml':
        'policy: p\nrules:\n  - id: r\n    when: request.country in [North Korea]\n    then: { deny: No. }\n',
    };
    assert.deepEqual(await findingsOf(files), ['policy.yaml unexpected-word North Korea']);
  });

  it('finds what is wrong with a lintel.yaml, at the smallest place', async () => {
    const cases: readonly (readonly [text: string, ...findings: string[]])[] = [
      ['pipeline: []\n', 'empty-pipeline pipeline'],
      ['schema: {}\n', 'empty-pipeline schema'],
      ['', 'empty-pipeline '],
      ['only words\n', 'empty-pipeline only words'],
      ['pipelines: [policies/hr.yaml]\n', 'unknown-key pipelines'],
      ['pipeline: policies/hr.yaml\n', 'wrong-shape policies/hr.yaml'],
      ['pipeline: [policies/hr.yaml, policies/hr.yaml]\n', 'repeated-policy policies/hr.yaml'],
      ['pipeline: [none.yaml]\n', 'unreadable-project-file none.yaml'],
      ['pipeline: [policies]\n', 'unreadable-project-file policies'],
      ['pipeline: [../x.yaml]\n', 'unreadable-project-file ../x.yaml'],
      ['pipeline: [/etc/passwd]\n', 'unreadable-project-file /etc/passwd'],
      ['pipeline: [rules/enrich.js]\n', 'unreadable-project-file rules/enrich.js'],
      ['pipeline: [rules/enrich.ts]\n', 'unsupported-rule-file rules/enrich.ts'],
      ['pipeline: [{ rule: policies/hr.yaml }]\n', 'unsupported-rule-file policies/hr.yaml'],
      [
        'pipeline: [policies/hr.yaml]\ntemplates: {}\nsources: {}\n',
        'unsupported-project-key templates',
        'unsupported-project-key sources',
      ],
      ['pipeline: [policies/hr.yaml]\ntargets: [standalone]\n', 'unknown-choice standalone'],
      ['pipeline: [policies/hr.yaml]\nschema: { user: none.json }\n', 'unreadable-project-file none.json'],
      [
        'pipeline: [policies/hr.yaml]\nschema: { user: policies/hr.yaml }\n',
        'unusable-schema policies/hr.yaml',
      ],
      ['pipeline: [policies/hr.yaml]\nassume: { user.groop: [] }\n', 'unknown-field user.groop'],
      [
        'pipeline: [policies/hr.yaml]\nenvironments: { production: { setting: {} } }\n',
        'unknown-key setting',
      ],
      ['pipeline: [policies/hr.yaml\n', 'unpaired-bracket ['],
    ];
    for (const [text, ...findings] of cases) {
      const found = await findingsOf({ ...HR, 'lintel.yaml': text });
      assert.deepEqual(
        found,
        findings.map((finding) => `lintel.yaml ${finding}`),
        text,
      );
    }
  });

  it('finds two policies with one identifier', async () => {
    const files = {
      'a.yaml': policyText('hr'),
      'b.yaml': policyText('hr'),
      'lintel.yaml': 'pipeline: [a.yaml, b.yaml]',
    };
    assert.deepEqual(await findingsOf(files), ['b.yaml repeated-policy hr']);
  });

  it('says where there is no project, and why', async () => {
    const two = { 'a.yaml': policyText('a'), 'b.yaml': policyText('b') };
    assert.match(await messageOf({}, ''), /the folder has no policy file and no rule/);
    assert.match(await messageOf({}, 'none'), /there is no such file or folder/);
    assert.match(await messageOf(two, ''), /the folder has 2 policy files, and no `lintel.yaml`/);
  });

  it('refuses files that are no UTF-8 text, and files through links that lead out of the project', async () => {
    const latin = Buffer.from(policyText('hr').replace('Only', 'Für'), 'latin1');
    assert.deepEqual(await findingsOf({ 'policy.yaml': latin }), ['policy.yaml not-utf8 \ufffd']);
    const files = { 'outside.yaml': policyText('hr'), 'project/lintel.yaml': 'pipeline: [link.yaml]\n' };
    await inFolder(files, async (root) => {
      await symlink('../outside.yaml', path.join(root, 'project/link.yaml'));
      const { findings } = await checkProject(path.join(root, 'project'));
      assert.match(
        findings[0]?.diagnostics[0]?.message ?? '',
        /`link.yaml` cannot be read: it is a link to a place outside/,
      );
    });
  });

  it('reads the data files of policies, relative to the project folder', async () => {
    const policy = `${policyText('hr')}lists:\n  allowed: { of: email, file: lists/allowed.csv }\n`;
    const files = {
      'policies/hr.yaml': policy.replace('user.email.domain is "example.com"', 'user.email in allowed'),
      'lintel.yaml': 'pipeline: [policies/hr.yaml]\n',
    };
    assert.deepEqual(await policiesOf({ ...files, 'lists/allowed.csv': 'email\nana@x.example\n' }), ['hr']);
    assert.match(await messageOf(files, ''), /`lists\/allowed.csv`.*there is no such file/);
    assert.match(
      await messageOf({ ...files, 'lists/allowed.csv': 'email\n"ana\n' }, ''),
      /line 2 opens a quotation mark/,
    );
  });

  it('reads JSON Schemas, so that fields have types and slips are found', async () => {
    const files = (field: string) => ({
      'hr.yaml': policyText('hr').replace('user.email.domain is "example.com"', field),
      'lintel.yaml': 'pipeline: [hr.yaml]\nschema: { user_metadata: schema.json }\n',
      'schema.json': '{ "type": "object", "properties": { "crm_id": { "type": "string" } } }',
    });
    assert.deepEqual(await policiesOf(files('user.user_metadata.crm_id is "a"')), ['hr']);
    assert.deepEqual(await findingsOf(files('user.user_metadata.crm_ic is "a"')), [
      'hr.yaml unknown-field user.user_metadata.crm_ic',
    ]);
  });

  it('knows environments, and finds one that is not there', async () => {
    const files = {
      ...HR,
      'lintel.yaml': 'pipeline: [policies/hr.yaml]\nenvironments: { production: {} }\n',
    };
    assert.deepEqual(await findingsOf(files, { environment: 'production' }), []);
    assert.deepEqual(await findingsOf(files, { environment: 'prodution' }), [
      'lintel.yaml unknown-environment environments',
    ]);
    assert.deepEqual(await findingsOf({ 'hr.yaml': policyText('hr') }, { environment: 'x' }), [
      'hr.yaml unknown-environment ',
    ]);
  });

  it('finds names like `constructor` only where they are written', async () => {
    const files = { ...HR, 'lintel.yaml': 'pipeline: [policies/hr.yaml]\n' };
    assert.deepEqual(await findingsOf(files, { environment: 'constructor' }), [
      'lintel.yaml unknown-environment ',
    ]);
    const own =
      'pipeline: [policies/hr.yaml]\nenvironments: { constructor: { settings: { __proto__: x } } }\n';
    assert.deepEqual(await findingsOf({ ...HR, 'lintel.yaml': own }, { environment: 'constructor' }), []);
  });
});

function policiesOf(files: Files, place = ''): Promise<readonly string[] | undefined> {
  return inFolder(files, async (root) =>
    (await checkProject(path.join(root, place))).policies?.map(({ id }) => id),
  );
}

/** `file code underlined-text` of everything that is no note. */
function findingsOf(files: Files, options: ProjectOptions = {}): Promise<readonly string[]> {
  return inFolder(files, async (root) => {
    const { findings } = await checkProject(root, options);
    return findings.flatMap(({ source, diagnostics }) =>
      diagnostics
        .filter(({ severity }) => severity !== 'note')
        .map(({ code, span }) => `${source.name} ${code} ${textAt(source, span)}`),
    );
  });
}

function messageOf(files: Files, place: string): Promise<string> {
  return inFolder(files, async (root) => {
    const { findings } = await checkProject(path.join(root, place));
    return findings.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message)).join('; ');
  });
}
