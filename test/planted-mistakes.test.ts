import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProject } from '../index.ts';
import { checkLaws } from '../verify/index.ts';
import { plantedMistakes } from './planted-mistakes.ts';
import { inFolder } from './project/project-folder.ts';

/** What only a proof would find: no login comes near by chance. */
const BEYOND_TESTING: ReadonlySet<string> = new Set(['magic-number-in-an-id', 'sum-of-two-lengths']);

const LOGINS = 10_000;

describe('a law that a sensible author writes', () => {
  for (const { name, wrong, right } of plantedMistakes()) {
    it(`${BEYOND_TESTING.has(name) ? 'does not find' : 'finds'} the mistake ${name}`, async (t) => {
      const { kind, index } = await judge(wrong, LOGINS);
      assert.equal(kind, BEYOND_TESTING.has(name) ? 'held' : 'broken');
      if (index !== null) t.diagnostic(`${name}: login ${index + 1}`);
    });

    it(`holds without the mistake ${name}`, async () => {
      assert.equal((await judge(right, 1000)).kind, 'held');
    });
  }

  it('has many mistakes to find', () => {
    const mistakes = plantedMistakes();
    assert.ok(mistakes.length >= 30);
    assert.deepEqual(
      mistakes.filter(({ wrong, right }) => wrong === right),
      [],
    );
  });
});

/** What comes of the only law of a policy. */
async function judge(text: string, runs: number) {
  return inFolder({ 'policy.yaml': text }, async (folder) => {
    const project = await checkProject(folder);
    assert.deepEqual(
      project.findings.flatMap(({ diagnostics }) =>
        diagnostics.filter(({ severity }) => severity === 'error'),
      ),
      [],
    );
    const { verdicts } = await checkLaws(project, {
      runs,
      seed: 1,
      time: Number.POSITIVE_INFINITY,
      laws: 'properties',
    });
    const [verdict] = verdicts;
    assert.ok(verdict !== undefined && verdicts.length === 1);
    return { kind: verdict.kind, index: verdict.kind === 'broken' ? verdict.counterexample.index : null };
  });
}
