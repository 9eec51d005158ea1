import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createPipeline } from '../../runtime/index.ts';
import { checkLaws, checkProject, loginArbitrary } from '../../verify/index.ts';

const PROJECT = 'examples/hr-portal';

describe('lintel/verify, for properties of one’s own', () => {
  it('makes logins that matter for a project', async () => {
    const project = await checkProject(PROJECT);
    const pipeline = await createPipeline(project.steps ?? [], project.pipelineOptions);
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(loginArbitrary(project), async ({ user, context, now }) => {
        const report = await pipeline.run({ user, context }, { now });
        outcomes.add(report.outcome);
        // What an integration relies on: whoever is refused gets nothing.
        if (report.outcome === 'deny') assert.deepEqual([report.idToken, report.scopes], [{}, []]);
      }),
      { seed: 1, numRuns: 300 },
    );
    pipeline.dispose();
    assert.deepEqual([...outcomes].toSorted(), ['allow', 'challenge', 'deny']);
  });

  it('holds the laws of a project against such logins', async () => {
    const project = await checkProject(PROJECT);
    const { logins, seed, verdicts } = await checkLaws(project, { runs: 20, seed: 1 });
    assert.deepEqual([logins, seed], [20, 1]);
    assert.deepEqual(
      verdicts.filter(({ kind }) => kind === 'broken'),
      [],
    );
  });

  it('says that a project with errors has no laws to check', async () => {
    const project = await checkProject('examples/no-such-project');
    await assert.rejects(checkLaws(project), /a project with errors has no pipeline/);
  });
});
