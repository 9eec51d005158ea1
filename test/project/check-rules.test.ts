import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { textAt } from '../../grammar/index.ts';
import { type CheckedProject, checkProject, type ProjectOptions } from '../../project/index.ts';
import { inFolder, policyText } from './project-folder.ts';

type Files = Readonly<Record<string, string>>;

const RULE = 'function (user, context, callback) { callback(null, user, context); }\n';

describe('a project with rules in JavaScript', () => {
  it('is a lintel.yaml, a folder with one rule, or the rule itself', async () => {
    const files = { 'lintel.yaml': 'pipeline: [rules/a.js]\n', 'rules/a.js': RULE };
    for (const place of ['', 'lintel.yaml', 'rules', 'rules/a.js']) {
      assert.deepEqual(await stepsOf(files, place), ['a'], place);
    }
    assert.deepEqual(await stepsOf({ 'policy.yaml': policyText('hr'), 'a.js': RULE }), ['hr']);
  });

  it('has its steps in the order of the pipeline', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [rules/B.js, hr.yaml, { rule: rules/a.js, id: last }]\n',
      'hr.yaml': policyText('hr'),
      'rules/B.js': RULE,
      'rules/a.js': RULE,
    };
    assert.deepEqual(await stepsOf(files), ['b', 'hr', 'last']);
    assert.deepEqual(await checked(files, ({ policies }) => policies?.map(({ id }) => id)), ['hr']);
  });

  it('knows of a rule what its line says', async () => {
    const line =
      '{ rule: a.js, name: New, mode: report-only, timeout: 800 ms, if_it_fails: continue, may: { network: [api.example.com], secrets: [] } }';
    const files = { 'lintel.yaml': `pipeline:\n  - ${line}\n`, 'a.js': RULE };
    assert.deepEqual(await checked(files, ({ steps }) => steps?.[0]), {
      id: 'a',
      name: 'New',
      file: 'a.js',
      text: RULE.trim(),
      shape: 'rule',
      mode: 'report-only',
      modules: [],
      isContained: true,
      timeout: 800,
      ifItFails: 'continue',
      may: { network: ['api.example.com'], secrets: [] },
    });
  });

  it('hands on settings, secrets, network, modules, limits and compatibility', async () => {
    const files = {
      'lintel.yaml': `pipeline: [a.js]
settings: { support: help@example.com, stage: test, __proto__: x }
environments: { production: { settings: { stage: live } } }
secrets: [TOKEN, toString]
network: { allow: ["*.example.com", localhost:8080], private: 10.0.0.0/8 }
modules: { ./shared/errors: shared/errors.js }
limits: { chain: 10 s, grace: 0 s, memory: 1 GiB, calls: 5 }
compatibility: { app_metadata: merged, claims: auth0-legacy, denial_code: access_denied }
`,
      'a.js': RULE,
      'shared/errors.js': "const _ = require('lodash');\nexports.a = _;\n",
    };
    const options = { environment: 'production', variables: { TOKEN: 's3cret', OTHER: 'o' } };
    const result = await checked(files, (project) => project, options);
    assert.deepEqual(result.pipelineOptions, {
      configuration: Object.fromEntries([
        ['support', 'help@example.com'],
        ['stage', 'live'],
        ['__proto__', 'x'],
      ]),
      secrets: { TOKEN: 's3cret' },
      network: { allow: ['*.example.com', 'localhost:8080'], private: ['10.0.0.0/8'] },
      modules: new Map([['./shared/errors', files['shared/errors.js']]]),
      ruleLimits: { chain: 10_000, grace: 0, memory: 1024, calls: 5 },
      compatibility: { appMetadata: 'merged', claims: 'auth0-legacy', denialCode: 'access_denied' },
    });
    const [rule] = result.steps ?? [];
    assert.deepEqual(rule !== undefined && 'modules' in rule ? rule.modules : null, ['lodash']);
  });

  it('gives the settings of lintel.yaml to policies, too', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [hr.yaml]\nsettings: { who: Testers }\n',
      'hr.yaml': policyText('hr').replace('Only staff', '$' + '{settings.who}'),
    };
    assert.deepEqual(await findingsOf(files), []);
  });

  it('finds what is wrong with a lintel.yaml, at the smallest place', async () => {
    const cases: readonly (readonly [text: string, ...findings: string[]])[] = [
      ['pipeline: [a.js, ./a.js]', 'repeated-rule ./a.js'],
      ['pipeline: [a.js, b/A.js]', 'repeated-rule b/A.js'],
      ['pipeline: [a.js, { rule: b/A.js, id: b }]'],
      ['pipeline: [{ file: a.js }]', 'missing-key file', 'unknown-key file'],
      ['pipeline: [{ rule: a.js, mod: disabled }]', 'unknown-key mod'],
      ['pipeline: [{ rule: a.js, mode: off }]', 'unknown-choice off'],
      ['pipeline: [{ rule: a.js, id: A B }]', 'bad-id A B'],
      ['pipeline: [{ rule: a.js, timeout: soon }]', 'not-a-duration soon'],
      ['pipeline: [{ rule: a.js, may: { secrets: [X] } }]', 'unknown-secret X'],
      ['pipeline: [{ rule: a.js, may: { network: [a/b] } }]', 'bad-host a/b'],
      ['pipeline: [a.js]\nsecrets: [NOT_THERE]', 'missing-secret NOT_THERE'],
      ['pipeline: [a.js]\nsecrets: [NOT_THERE, NOR_HERE]', 'missing-secret NOT_THERE'],
      ['pipeline: [a.js]\nnetwork: { allow: ["*.*.a.example"] }', 'bad-host "*.*.a.example"'],
      ['pipeline: [a.js]\nnetwork: { private: [10.0.0.1/8] }', 'network-host-bits 10.0.0.1/8'],
      ['pipeline: [a.js]\nnetwork: { private: [ten] }', 'not-a-network ten'],
      ['pipeline: [a.js]\nnetwork: { alow: [] }', 'unknown-key alow'],
      ['pipeline: [a.js]\nmodules: { ./x: none.js }', 'unreadable-project-file none.js'],
      ['pipeline: [a.js]\nmodules: { ./x: ../x.js }', 'unreadable-project-file ../x.js'],
      ['pipeline: [a.js]\nmodules: { node:crypto: b/A.js }', 'library-module node:crypto'],
      ['pipeline: [a.js]\nlimits: { chain: 20 }', 'bad-limit 20'],
      ['pipeline: [a.js]\nlimits: { chain: 1 day }', 'bad-limit 1 day'],
      ['pipeline: [a.js]\nlimits: { memory: 64 }', 'bad-limit 64'],
      ['pipeline: [a.js]\nlimits: { calls: -1 }', 'bad-limit -1'],
      ['pipeline: [a.js]\nlimits: { cpu: 1 }', 'unknown-key cpu'],
      ['pipeline: [a.js]\ncompatibility: { claims: all }', 'unknown-choice all'],
    ];
    for (const [text, ...findings] of cases) {
      const files = { 'lintel.yaml': `${text}\n`, 'a.js': RULE, 'b/A.js': `(${RULE.trim()})` };
      const found = await findingsOf(files, { variables: {} });
      assert.deepEqual(
        found,
        findings.map((finding) => `lintel.yaml ${finding}`),
        text,
      );
    }
  });

  it('finds mistakes in rules, modules and the JavaScript of policies, each once and at its own place', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [a.js, hr.yaml]\nmodules: { ./m: m.js }\n',
      'hr.yaml': 'policy: hr\nrules:\n  - { id: one, script: s.js }\n  - { id: two, script: s.js }\n',
      'a.js': 'function (user, context, callback) { callback( }',
      'm.js': 'module.exports = ;',
      's.js': "function (user, context, callback) { require('./n'); callback(); }",
    };
    assert.deepEqual(await findingsOf(files), [
      'm.js javascript-syntax ;',
      'a.js javascript-syntax }',
      "s.js unknown-module './n'",
    ]);
    assert.equal(await checked(files, ({ steps }) => steps), null);
  });

  it('names a script that cannot be read in the policy', async () => {
    const files = (name: string) => ({
      'policy.yaml': `policy: hr\nrules:\n  - { id: one, script: ${name} }\n`,
      's.ts': RULE,
    });
    for (const name of ['none.js', '../s.js', 's.ts'])
      assert.deepEqual(await findingsOf(files(name)), [`policy.yaml unreadable-file ${name}`]);
  });

  it('never shows the value of a secret', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [a.js]\nsecrets: [TOKEN]\nlimits: { chain: x }\n',
      'a.js': RULE,
    };
    const options = { variables: { TOKEN: 's3cret' } };
    const { findings } = await checked(files, (project) => project, options);
    assert.ok(findings.length > 0 && !JSON.stringify(findings).includes('s3cret'));
  });
});

function checked<T>(
  files: Files,
  read: (project: CheckedProject) => T,
  options: ProjectOptions = {},
  place = '',
): Promise<T> {
  return inFolder(files, async (root) => read(await checkProject(path.join(root, place), options)));
}

function stepsOf(files: Files, place = ''): Promise<readonly string[] | undefined> {
  return checked(files, ({ steps }) => steps?.map(({ id }) => id), {}, place);
}

/** `file code underlined-text` of everything that is no note. */
function findingsOf(files: Files, options: ProjectOptions = {}): Promise<readonly string[]> {
  return checked(
    files,
    ({ findings }) =>
      findings.flatMap(({ source, diagnostics }) =>
        diagnostics
          .filter(({ severity }) => severity !== 'note')
          .map(({ code, span }) => `${source.name} ${code} ${textAt(source, span)}`),
      ),
    options,
  );
}
