import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { type ImportCommandOptions, importProject } from '../../cli/commands/import.ts';
import { UsageError } from '../../cli/exit-codes.ts';
import type { Output } from '../../cli/output.ts';
import { inFolder } from '../project/project-folder.ts';

const RULE = `function rule(user, context, callback) {
  context.idToken.plan = @@PLAN@@;
  callback(null, user, context);
}
`;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly rule: string;
}

/** Imports one rule with a keyword in it. */
function run(
  options: Partial<ImportCommandOptions> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return inFolder({ 'rules/plan.js': RULE, ...files }, async (root) => {
    const written = { stdout: '', stderr: '' };
    const say = (line: string) => {
      written.stderr += `${line}\n`;
    };
    const output: Output = {
      async result(text) {
        written.stdout += text;
      },
      say,
      warn: say,
      isQuiet: false,
      paint: (_, text) => text,
      columns: 80,
    };
    const keywords = options.keywords === undefined ? {} : { keywords: path.join(root, options.keywords) };
    const to = path.join(root, 'login');
    const all = { to, set: [], force: false, json: false, ...options, ...keywords };
    const code = await importProject('auth0', path.join(root, 'rules'), all, output);
    return { code, ...written, rule: await readFile(path.join(to, 'rules/01-plan.js'), 'utf8') };
  });
}

describe('lintel import auth0', () => {
  it('ends with 3 when the text of a rule that ran is not in the export', async () => {
    const { code, stderr } = await run({ set: ['PLAN=gold'] }, { 'rules/gate.json': '{ "enabled": true }' });
    assert.equal(code, 3);
    assert.match(stderr, /1 rule that ran there will not run here: gate\nWhom it would refuse gets in/);
  });

  it('tells rule by rule what was imported', async () => {
    const { code, stdout } = await run({ set: ['PLAN=gold'] });
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^plan \(rule\): runs\n {2}file {6}rules\/01-plan\.js\n {2}writes {4}context\.idToken\n/,
    );
  });

  it('says what to do next', async () => assert.match((await run()).stderr, /Try next:\n {2}lintel check /));

  it('ends with 3 when a rule that ran does not run any more', async () => {
    const { code, stderr } = await run();
    assert.equal(code, 3);
    assert.match(stderr, /1 rule that ran there will not run here: plan/);
  });

  it('takes keywords from the config.json of deploy-cli', async () => {
    const config = { AUTH0_CLIENT_SECRET: 'x', AUTH0_KEYWORD_REPLACE_MAPPINGS: { PLAN: 7 } };
    const { rule } = await run({ keywords: 'config.json' }, { 'config.json': JSON.stringify(config) });
    assert.match(rule, /plan = 7;/);
  });

  it('prefers keywords of the command line', async () => {
    const { rule } = await run({ keywords: 'k.json', set: ['PLAN=a=b'] }, { 'k.json': '{ "PLAN": 7 }' });
    assert.match(rule, /plan = "a=b";/);
  });

  it('prints JSON', async () => {
    const { schemaVersion, rules } = JSON.parse((await run({ json: true })).stdout);
    assert.deepEqual([schemaVersion, rules.length, rules[0].standing], [1, 1, 'disabled']);
  });

  it('refuses wrong usage', async () => {
    const wrong = [{ set: ['PLAN'] }, { keywords: 'missing.json' }];
    for (const options of wrong) await assert.rejects(run(options), UsageError);
    await assert.rejects(
      run({}, { 'login/mine.txt': '' }),
      /there are files in it already \(see --to and --force\)/,
    );
    await assert.rejects(run({ to: '/proc/login' }), /^UsageError: \/proc\/login: it cannot be written: /);
  });
});
