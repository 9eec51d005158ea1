import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProject } from '../../index.ts';
import { inFolder } from './project-folder.ts';

/** The errors of a policy with these effects, in a project that is to run as Actions. */
function errorsOf(effects: string, project = 'targets: [auth0]\n'): Promise<readonly string[]> {
  const files = {
    'lintel.yaml': `pipeline: [p.yaml]\n${project}`,
    'p.yaml': `policy: p\nrules:\n  - id: r\n    then: { ${effects} }\n`,
  };
  return inFolder(files, async (root) => {
    const { findings } = await checkProject(root);
    const found = findings.flatMap(({ diagnostics }) => diagnostics);
    return found.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));
  });
}

const UNSUPPORTED = [
  'count: { name: n, window: 1 hour }',
  'limit_session: { lasts: 1 hour }',
  'set_claims: { a: = context.guardian }',
];

describe('a project that names a target', () => {
  for (const effects of UNSUPPORTED) {
    it(`is told what cannot run there: ${effects}`, async () => {
      assert.deepEqual(await errorsOf(effects), ['unsupported-in-target']);
      assert.deepEqual(await errorsOf(effects, ''), []);
    });
  }

  it('is told nothing of what can', async () =>
    assert.deepEqual(await errorsOf('set_claims: { a: = user.email }, set_app_metadata: { b: c }'), []));

  it('may call only the hosts that it allows', async () => {
    const notify = 'notify: { url: "https://hooks.example.com/a" }';
    assert.deepEqual(await errorsOf(notify, ''), ['host-not-allowed']);
    assert.deepEqual(await errorsOf(notify, 'network: { allow: [hooks.example.com] }\n'), []);
  });
});
