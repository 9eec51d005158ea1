import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { checkProject, loadProject } from '../../project/index.ts';
import { projectFolder } from './project-folder.ts';

const LOGIN = { user: { user_id: 'auth0|1' }, context: { protocol: 'oidc-basic-profile' } };

/** A rule of an export that notes that it ran. */
function rule(name: string, order: number, more: object = {}, body = ''): Readonly<Record<string, string>> {
  const text = `function (user, context, callback) {
  ${body}
  context.idToken.path = (context.idToken.path || []).concat('${name}');
  callback(null, user, context);
}`;
  const facts = { name, script: `./${name}.js`, enabled: true, stage: 'login_success', order, ...more };
  return { [`tenant/rules/${name}.js`]: text, [`tenant/rules/${name}.json`]: JSON.stringify(facts) };
}

async function path(test: TestContext, files: Readonly<Record<string, string>>): Promise<unknown> {
  const folder = await projectFolder(test, files);
  const project = await loadProject(folder);
  test.after(() => project.dispose());
  const report = await project.run(LOGIN);
  return report.outcome === 'allow' ? report.idToken.path : report.log;
}

describe('an exported tenant in a pipeline', () => {
  it('runs in its place, rule by rule in the order it had, without what was switched off', async (test) => {
    const own = rule('own', 0)['tenant/rules/own.js'] ?? '';
    const files = {
      'lintel.yaml': 'pipeline:\n  - own.js\n  - tenant\n',
      'own.js': own,
      ...rule('late', 20),
      ...rule('early', 10),
      ...rule('off', 5, { enabled: false }),
    };
    assert.deepEqual(await path(test, files), ['own', 'early', 'late']);
  });

  it('has its keywords filled in by the settings of the project', async (test) => {
    const files = {
      'lintel.yaml': 'pipeline: [tenant]\nsettings: { STAGE: live }\n',
      ...rule('one', 1, {}, 'context.idToken.path = [@@STAGE@@];'),
    };
    assert.deepEqual(await path(test, files), ['live', 'one']);
  });

  it('is an error when the text of a rule that ran is not in it', async (test) => {
    const { 'tenant/rules/gate.json': settings = '' } = rule('gate', 1);
    const files = {
      'lintel.yaml': 'pipeline: [tenant]\n',
      'tenant/rules/gate.json': settings,
      ...rule('one', 2),
    };
    const { steps, findings } = await checkProject(await projectFolder(test, files));
    const messages = findings.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
    assert.equal(steps, null);
    assert.ok(
      messages.some((message) => /`gate` ran there, and its text is not in the export/.test(message)),
    );
  });

  it('is an error with a keyword that has no value', async (test) => {
    const files = { 'lintel.yaml': 'pipeline: [tenant]\n', ...rule('one', 1, {}, 'const x = @@STAGE@@;') };
    const { findings } = await checkProject(await projectFolder(test, files));
    assert.deepEqual(
      findings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
      ['unreplaced-keyword'],
    );
  });

  it('lies inside the project, also when it is a link', async (test) => {
    const elsewhere = await projectFolder(test, rule('one', 1));
    const folder = await projectFolder(test, { 'lintel.yaml': 'pipeline: [tenant]\n' });
    symlinkSync(join(elsewhere, 'tenant'), join(folder, 'tenant'));
    const { steps, findings } = await checkProject(folder);
    assert.equal(steps, null);
    assert.match(findings[0]?.diagnostics[0]?.message ?? '', /outside the project folder/);
  });

  it('is told apart from a folder with something else', async (test) => {
    const files = { 'lintel.yaml': 'pipeline: [policies]\n', 'policies/a.yaml': 'policy: a\n' };
    const { findings } = await checkProject(await projectFolder(test, files));
    assert.match(findings[0]?.diagnostics[0]?.message ?? '', /there is no `tenant\.yaml`/);
  });
});
