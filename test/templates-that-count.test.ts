import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { checkProject } from '../project/index.ts';
import { createPipeline, expandLogin, openMemoryStore } from '../runtime/index.ts';
import { inFolder } from './project/project-folder.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;

/** Logins one after another through a policy of this rule and one that refuses Ireland, with one store for all of them. */
async function openPolicy(test: TestContext, uses: string, given: string) {
  const policy = `policy: p
rules:
  - { id: limit, uses: ${uses}, with: { ${given} } }
  - { id: never-from-ie, when: request.country is "IE", then: { deny: No. } }
`;
  const { steps, pipelineOptions } = await inFolder({ 'policy.yaml': policy }, (root) => checkProject(root));
  assert.ok(steps !== null);
  const pipeline = await createPipeline(steps, { ...pipelineOptions, store: openMemoryStore() });
  test.after(() => pipeline.dispose());
  return async (login: object, minutes = 0) => {
    const expanded = expandLogin({ user: { user_id: 'db|dana' }, country: 'DE', ...login });
    assert.ok(expanded.kind === 'login');
    const report = await pipeline.run(expanded.login, { now: START + minutes * MINUTE });
    if (typeof report.confirm === 'string') await pipeline.confirm(report.confirm, 'passed');
    return report.by ?? report.outcome;
  };
}

describe('templates that count, over several logins', () => {
  it('lock who is refused too often, whatever refuses them, until that is long ago', async (test) => {
    const login = await openPolicy(test, 'locked-after-refusals', 'refusals: 2, window: 1 hour');
    for (let count = 0; count < 5; count++) assert.equal(await login({}), 'allow');
    assert.equal(await login({ country: 'IE' }), 'never-from-ie');
    assert.equal(await login({}), 'allow');
    assert.equal(await login({ country: 'IE' }, 10), 'never-from-ie');
    assert.equal(await login({}, 20), 'limit');
    assert.equal(await login({ user: { user_id: 'db|ana' } }, 20), 'allow');
    assert.equal(await login({}, 62), 'allow');
  });

  it('ask who was refused for a second factor', async (test) => {
    const login = await openPolicy(test, 'mfa-after-refusals', 'refusals: 1, window: 1 hour');
    assert.equal(await login({}), 'allow');
    assert.equal(await login({ country: 'IE' }), 'never-from-ie');
    assert.equal(await login({}), 'limit');
    assert.equal(await login({}, 62), 'allow');
  });

  it('limit logins to an application, for each application by itself', async (test) => {
    const login = await openPolicy(test, 'daily-logins-for-app', 'application: Exam, logins: 2');
    const ends = [];
    for (const app of ['Exam', 'Wiki', 'exam', 'Exam', 'Wiki']) ends.push(await login({ app }));
    assert.deepEqual(ends, ['allow', 'allow', 'allow', 'limit', 'allow']);
  });

  it('let those keep their seats who have them', async (test) => {
    const login = await openPolicy(test, 'seats-for-organizations', 'seats: 2');
    const ends = [];
    for (const name of ['ana', 'bob', 'eve', 'ana', 'bob'])
      ends.push(await login({ organization: 'acme', user: { user_id: name } }));
    assert.deepEqual(ends, ['allow', 'allow', 'limit', 'allow', 'allow']);
    assert.equal(await login({ organization: 'globex', user: { user_id: 'eve' } }), 'allow');
    assert.equal(await login({ organization: 'acme', user: { user_id: 'eve' } }, 31 * 24 * 60), 'allow');
  });

  it('ask in a new country, and no more once it is known', async (test) => {
    const login = await openPolicy(test, 'mfa-for-new-country', '');
    const ends = [];
    for (const country of ['DE', 'DE', 'FR', 'fr', 'DE']) ends.push(await login({ country }));
    assert.deepEqual(ends, ['limit', 'allow', 'limit', 'allow', 'limit']);
  });
});
